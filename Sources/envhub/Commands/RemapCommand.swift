import Connectors
import JSON
import Storage
import Sync
import Terminal

/// `envhub remap`
enum RemapCommand: Command {
    static let name = ["remap"]
    static let summary = "map kept raw records again with today's mapping; the source is not asked"
    static let arguments = "[NAME…]"
    static let options = [
        Option("since", "TIME", "what came since a day (2026-03-02) or so long ago (2h)"),
        Option("run", "NUMBER", "what this run read"),
        Option("all", "", "everything that is kept"),
        Option("dry-run", "", "show what would change, and write nothing"),
        Option("show", "N", "how many records a dry run shows (default 20)"),
    ]
    static let examples = [
        (
            command: "envhub remap discharge-permit --all --dry-run",
            does: "shows what a corrected mapping would change of what came before"
        ),
        (command: "envhub remap discharge-permit --all", does: "changes it"),
        (command: "envhub remap --since 7d", does: "maps again what came in a week, of all connectors with `keep:`"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let filter = try filter(call)
        let shown = try call.integer("show", in: 0...10_000) ?? 20
        let store = try OpenHub.store(call)
        let hub = try OpenHub.load(call)
        let isDry = call.has("dry-run")
        let report = RemapReport(isDry: isDry, shown: shown)
        var busy = false
        for name in try chosen(call, hub, filter, store) {
            guard let task = hub.task(for: name) else { throw CommandError("the connector \(name) has no mapping") }
            guard let lock = RunLock(connector: name, in: hub.stateDirectory) else {
                TerminalOutput.standardError.line("envhub: \(name) is being synced; its records were left out")
                busy = true
                continue
            }
            defer { lock.release() }
            report.add(
                try await Interruption.cancelling { try Remap(task).perform(filter, isDry: isDry) },
                task.definition)
            if Interruption.wasAsked { break }
        }
        report.write(isJSON: call.isJSON)
        if !report.isGood { return .problem }
        return busy ? .busy : .ok
    }

    private static func filter(_ call: Call) throws -> KeptFilter {
        let given = ["since", "run", "all"].filter(call.has)
        guard given.count == 1 else {
            throw UsageError("say what to map again: one of --since, --run and --all")
        }
        let run = try call.integer("run", in: 1...Int.max).map(Int64.init)
        return KeptFilter(since: try call.instant("since"), run: run)
    }

    /// The connectors that are meant, all of which keep raw records.
    private static func chosen(_ call: Call, _ hub: Hub, _ filter: KeptFilter, _ store: Store) throws -> [String] {
        var names = call.arguments
        for name in names where hub.connector(name) == nil {
            throw CommandError(Names.unknown("connector", name, among: hub.connectors.map(\.name)), code: .usage)
        }
        if let number = filter.run {
            guard let run = try store.run(number) else { throw CommandError("there is no run \(number)") }
            guard names.isEmpty || names == [run.connector] else {
                throw CommandError("run \(number) is one of \(run.connector)", code: .usage)
            }
            names = [run.connector]
        }
        let keepers = hub.connectors.filter { $0.keep != nil }.map(\.name)
        if names.isEmpty, !keepers.isEmpty { return keepers }
        let without = names.filter { !keepers.contains($0) }
        if names.isEmpty || !without.isEmpty { throw CommandError(keepsNothing(without)) }
        return names
    }

    private static func keepsNothing(_ names: [String]) -> String {
        let who =
            names.isEmpty
            ? "no connector of this hub keeps raw records" : "\(names.joined(separator: ", ")): no raw records are kept"
        return who
            + "; write `keep: { raw: 90d }` into the connector's file, and what is read from then on can be mapped again. "
            + "What is at the source still: `envhub sync NAME --full` reads and maps all of it"
    }
}
