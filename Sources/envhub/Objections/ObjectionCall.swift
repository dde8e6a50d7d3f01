import Foundation
import JSON
import Storage
import Sync
import Terminal

/// What the commands share that decide partners' objections.
enum ObjectionCall {
    static let options = [
        Option("note", "TEXT", "what the partner is told; at most 2000 characters"),
        Option("remark", "TEXT", "what he is not told: kept for the bureau alone"),
        Option("who", "NAME", "who decides (default: the name of the account); the partner is not told"),
    ]

    /// Keeps a decision and says what it leads to.
    static func decide(
        _ call: Call, _ state: Objection.State, from: [Objection.State], said: String
    ) throws -> ExitCode {
        let note = try text(call, "note")
        let who = try DecisionCall.who(call)
        let remark = try call["remark"].map { _ in try text(call, "remark") }
        let (store, now) = (try OpenHub.store(call), SyncRun.clock())
        let objection = try find(call.arguments[0], in: store)
        guard try store.decide(objection.id, state, from: from, who: who, note: note, remark: remark, at: now) else {
            let wanted = from.map(\.rawValue).joined(separator: " or ")
            throw CommandError("\(objection.id) is \(objection.state.rawValue): only what is \(wanted) can be \(said)")
        }
        // What was corrected before it was decided is answered already.
        try store.resolveAnsweredObjections(at: now)
        let decided = try find(objection.id, in: store)
        if call.isJSON {
            JSONOutput.write { ObjectionOutput.append(decided, consumer: nil, &$0) }
        } else {
            let more = decided.state == .accepted ? "; it is resolved when the feed shows it otherwise" : ""
            TerminalOutput.standardOutput.line("\(decided.id) is \(decided.state.rawValue)\(more)")
        }
        return .ok
    }

    static func find(_ id: String, in store: Store) throws -> Objection {
        if let objection = try store.objection(id) { return objection }
        throw CommandError("there is no objection `\(escapingControls(String(id.prefix(80))))`: envhub objection list")
    }

    private static func text(_ call: Call, _ name: String) throws -> String {
        let text = try call.required(name).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw UsageError("--\(name) is needed") }
        guard text.count <= 2_000 else { throw UsageError("--\(name) takes at most 2000 characters") }
        return text
    }
}
