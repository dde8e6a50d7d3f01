import JSON
import Model
import Storage
import Sync
import Terminal

/// `envhub identity decisions`
enum IdentityDecisionsCommand: Command {
    static let name = ["identity", "decisions"]
    static let summary = "what people decided about pollution sources: who, when, why, and what was taken back"
    static let examples = [
        (command: "envhub identity decisions", does: "all of them, the newest first"),
        (command: "envhub identity decisions --json", does: "the same for a script or an archive"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let decisions = Array(roll.decisions.reversed())
        let names = Dictionary(
            roll.entries.flatMap { entry in entry.parts.map { ($0.member.id, $0.name) } },
            uniquingKeysWith: { first, _ in first })
        func named(_ group: [Int64]) -> [String] { group.map { names[$0] ?? "#\($0)" } }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for decision in decisions { append(decision, named, to: &writer) }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        guard !decisions.isEmpty else {
            out.line("nobody has decided anything yet: envhub identity review")
            return .ok
        }
        var table = Table(columns: ["No.", "", "members", "who", "when", "why", "taken back"], alignments: [.right])
        for decision in decisions {
            let groups = decision.groups.map { named($0).joined(separator: " = ") }.joined(separator: " ≠ ")
            let undone = decision.undone.map { "\($0.who), \(Instant(milliseconds: $0.at)): \($0.why)" } ?? ""
            table.add([
                "\(decision.id)", decision.kind.rawValue, groups, decision.who, "\(Instant(milliseconds: decision.at))",
                decision.why, undone,
            ])
        }
        out.write(table.rendered())
        return .ok
    }

    private static func append(
        _ decision: Decision, _ named: ([Int64]) -> [String], to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("decision")
        writer.int(decision.id)
        writer.field("kind", decision.kind.rawValue)
        writer.key("groups")
        writer.beginArray()
        for group in decision.groups {
            writer.beginArray()
            for name in named(group) { writer.string(name) }
            writer.endArray()
        }
        writer.endArray()
        writer.field("who", decision.who)
        writer.field("why", decision.why)
        writer.field("at", "\(Instant(milliseconds: decision.at))")
        if let undone = decision.undone {
            writer.key("undone")
            writer.beginObject()
            writer.field("who", undone.who)
            writer.field("why", undone.why)
            writer.field("at", "\(Instant(milliseconds: undone.at))")
            writer.endObject()
        }
        writer.endObject()
    }
}
