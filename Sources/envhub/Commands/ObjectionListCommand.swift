import JSON
import Storage
import Sync
import Terminal

/// `envhub objection list`
enum ObjectionListCommand: Command {
    static let name = ["objection", "list"]
    static let summary = "what partners dispute of the records that they read, oldest first"
    static let options = [
        Option("state", "STATE", "open, accepted, rejected, resolved or all (default: open and accepted)"),
        Option("feed", "FEED", "only to this feed"),
        Option("consumer", "NAME", "only of this consumer"),
    ]
    static let examples = [
        (command: "envhub objection list", does: "those that somebody has to do something about"),
        (
            command: "envhub objection list --state all --feed water-affairs --json",
            does: "all of one feed, for a script"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let states = try states(call)
        let store = try OpenHub.store(call)
        try store.resolveAnsweredObjections(at: SyncRun.clock())
        let consumer = try call["consumer"].map { try Consumers.find($0, in: store).id }
        let names = Dictionary(
            try store.consumers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let objections = try states.flatMap {
            try store.objections(state: $0, feed: call["feed"], consumer: consumer, limit: 10_000)
        }.sorted { $0.number < $1.number }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for objection in objections {
                    ObjectionOutput.append(objection, consumer: names[objection.consumer] ?? "", &writer)
                }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        guard !objections.isEmpty else {
            out.line("there are none")
            return .ok
        }
        var table = Table(columns: ["objection", "state", "made", "consumer", "feed", "record", "disputes", "because"])
        for objection in objections {
            table.add([
                objection.id, objection.state.rawValue, Times.text(objection.at), names[objection.consumer] ?? "",
                objection.feed, objection.record, ObjectionOutput.dispute(objection), objection.reason,
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
        return .ok
    }

    private static func states(_ call: Call) throws(UsageError) -> [Objection.State] {
        guard let text = call["state"] else { return [.open, .accepted] }
        if text == "all" { return Objection.State.allCases }
        guard let state = Objection.State(rawValue: text) else {
            throw UsageError("--state wants open, accepted, rejected, resolved or all, not `\(text)`")
        }
        return [state]
    }
}
