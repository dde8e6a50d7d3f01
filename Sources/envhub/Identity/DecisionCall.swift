import Foundation
import JSON
import Model
import Storage
import Sync
import Terminal

/// What the commands share that record a person's decision.
enum DecisionCall {
    static let options = [
        Option("why", "REASON", "the reason: it is kept with the decision"),
        Option("who", "NAME", "who decides (default: the name of the account)"),
    ]

    /// The reason, which everybody must give.
    static func why(_ call: Call) throws -> String {
        let text = (call["why"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw UsageError("say why: --why REASON; it is kept with the decision") }
        guard text.count <= 2_000 else { throw UsageError("--why takes at most 2000 characters") }
        return text
    }

    /// Who decides.
    static func who(_ call: Call) throws -> String {
        let text = (call["who"] ?? NSUserName()).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw UsageError("say who decides: --who NAME") }
        guard text.count <= 200 else { throw UsageError("--who takes at most 200 characters") }
        return text
    }

    /// Carries a decision out and tells what became of it.
    static func perform(
        _ call: Call, _ hub: Hub, _ work: (DecisionDesk) throws -> DecisionDesk.Outcome
    ) throws -> ExitCode {
        let outcome: DecisionDesk.Outcome
        do { outcome = try work(DecisionDesk(hub)) } catch let refusal as DecisionDesk.Refusal {
            throw CommandError("\(refusal)")
        }
        let ids = outcome.sources.compactMap { row in
            SourceRoll.entity(in: hub.schema).flatMap { HubID.Prefix($0.prefix) }.map {
                "\(HubID(prefix: $0, number: row))"
            }
        }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.key("decision")
                writer.int(outcome.decision)
                writer.key("moved")
                writer.int(Int64(outcome.moved))
                writer.key("sources")
                writer.beginArray()
                for id in ids { writer.string(id) }
                writer.endArray()
                writer.endObject()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        let moved = HumanFormat.count(outcome.moved, "record")
        let are = ids.count == 1 ? "it is now \(ids[0])" : "they are now \(ids.joined(separator: ", "))"
        out.line(
            "decision \(outcome.decision): "
                + (outcome.moved == 0 ? "nothing had to move" : "\(moved) changed their source; \(are)"))
        out.line("take back  envhub identity undo \(outcome.decision) --why REASON")
        return .ok
    }
}
