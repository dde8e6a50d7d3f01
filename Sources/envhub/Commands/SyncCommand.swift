import Connectors
import Storage
import Sync
import Synchronization
import Terminal

/// `envhub sync`
enum SyncCommand: Command {
    static let name = ["sync"]
    static let summary = "pull from the systems, map, store and publish; prints what became of every record"
    static let arguments = "[NAME…]"
    static let options = [
        Option(
            "full", "", "read everything again, also from incremental connectors: of these from `sync.cursor.start` on"),
        Option(
            "accept-absent", "",
            "take it as right that so much is absent: delete what a complete reading no longer shows"),
    ]
    static let examples = [
        (command: "envhub sync", does: "syncs all connectors, one after the other"),
        (command: "envhub sync discharge-permit --full", does: "reads all permits again"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        for name in call.arguments where hub.connector(name) == nil {
            throw CommandError(Names.unknown("connector", name, among: hub.connectors.map(\.name)), code: .usage)
        }
        let chosen = call.arguments.isEmpty ? hub.connectors.map(\.name) : call.arguments
        if chosen.isEmpty { throw CommandError("\(hub.directory)/connectors has no connectors") }
        var runs: [Run] = []
        var code = ExitCode.ok
        for name in chosen {
            guard let lock = RunLock(connector: name, in: hub.stateDirectory) else {
                TerminalOutput.standardError.line("envhub: \(name) is being synced already; left out")
                code = .busy
                continue
            }
            defer { lock.release() }
            let (run, taken) = try await sync(name, hub, call)
            runs += [run] + taken
            if run.state == .stopped, Interruption.wasAsked { break }
        }
        if call.isJSON { RunsJSON.write(runs) } else { try report(runs, hub) }
        if runs.contains(where: { $0.state == .held }) { code = .held }
        return runs.contains { [.failed, .inconsistent, .stopped].contains($0.state) } ? .problem : code
    }

    /// Of connectors that were all left out there is nothing to tell.
    private static func report(_ runs: [Run], _ hub: Hub) throws {
        if runs.isEmpty { return }
        RunsTable.write(runs)
        let lines = try HeldText.parts(of: runs.map(\.connector), in: try Store(path: hub.storePath))
        for line in lines { TerminalOutput.standardOutput.line(line) }
    }

    /// The run, and those that took what had waited for what it brought.
    private static func sync(_ name: String, _ hub: Hub, _ call: Call) async throws -> (Run, [Run]) {
        guard let task = hub.task(for: name, mode: call.has("full") ? fullMode(hub, name) : nil) else {
            throw CommandError("the connector \(name) has no mapping")
        }
        var settings = SyncRun.Settings()
        settings.acceptsAbsence = call.has("accept-absent")
        let progress = RunProgress(name, isQuiet: call.isJSON)
        settings.progress = { progress.show($0) }
        let taken = Mutex<[Run]>([])
        settings.taken = { run in taken.withLock { $0.append(run) } }
        let run = SyncRun(task, settings: settings)
        let ended = try await Interruption.cancelling { try await run.perform() }
        progress.finish()
        return (ended, taken.withLock { $0 })
    }

    private static func fullMode(_ hub: Hub, _ name: String) -> RunTask.Mode {
        hub.connector(name)?.sync.mode == .snapshot ? .snapshot : .full
    }
}
