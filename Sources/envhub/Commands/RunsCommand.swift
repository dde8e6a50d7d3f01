import Storage
import Sync
import Terminal

/// `envhub runs`
enum RunsCommand: Command {
    static let name = ["runs"]
    static let summary = "the latest runs, with their balanced counts"
    static let arguments = "[NAME]"
    static let options = [Option("limit", "N", "how many (default 20)")]
    static let examples = [
        (command: "envhub runs", does: "shows the last 20 runs"),
        (
            command: "envhub runs discharge-permit --limit 5 --json",
            does: "the last five of one connector, for a script"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let limit = try call.integer("limit", in: 1...10_000) ?? 20
        let store = try OpenHub.store(call)
        if let name = call.arguments.first { try KnownNames.checkConnector(name, call, store) }
        let runs = try store.standing(
            store.runs(connector: call.arguments.first, limit: limit), locks: call.stateDirectory)
        if call.isJSON { RunsJSON.write(runs) } else { RunsTable.write(runs) }
        return .ok
    }
}
