import Diagnostics
import Foundation
import Storage
import Sync
import Terminal

/// The hub and its store, as commands open them.
enum OpenHub {
    /// Loads the hub directory of `call`, and makes its store if there is none; mistakes in its files are shown and end the
    /// command.
    static func load(_ call: Call) throws -> Hub {
        let hub = try compile(call.hubDirectory)
        if FileManager.default.fileExists(atPath: hub.storePath) { return hub }
        try makeState(hub.stateDirectory)
        _ = try Store(path: hub.storePath)
        // Masks depend on a secret of the store, which was not there before.
        return try compile(call.hubDirectory)
    }

    /// Loads the hub directory of `call` as far as it is whole: connectors whose files have mistakes are left out and told.
    ///
    /// - Returns: the hub, and the mistakes; nil when there are none.
    static func loadWhatIsWhole(_ call: Call) throws -> (hub: Hub, problem: String?) {
        let bag = DiagnosticBag()
        guard let hub = HubLoader.load(call.hubDirectory, into: bag, leavingOut: true),
            FileManager.default.fileExists(atPath: hub.storePath)
        else { return (try load(call), nil) }
        guard bag.hasErrors else { return (hub, nil) }
        let errors = bag.diagnostics.filter { $0.severity == .error }
        let err = TerminalOutput.standardError
        err.write(TextRenderer(isColored: err.showsColor).render(errors))
        return (hub, TextRenderer().render(errors))
    }

    /// Compiles a hub directory.
    static func compile(_ directory: String) throws(CommandError) -> Hub {
        let bag = DiagnosticBag()
        if let hub = HubLoader.load(directory, into: bag) { return hub }
        let err = TerminalOutput.standardError
        err.write(TextRenderer(isColored: err.showsColor).render(bag.diagnostics.filter { $0.severity == .error }))
        throw CommandError("the hub's files have errors: nothing was done")
    }

    /// Opens the store of the hub directory of `call`.
    static func store(_ call: Call) throws -> Store {
        guard FileManager.default.fileExists(atPath: call.storePath) else {
            throw CommandError("there is no store yet in \(call.hubDirectory): run `envhub sync` first")
        }
        return try Store(path: call.storePath)
    }

    /// Opens the store of `hub`, with its feeds made ready.
    static func store(of hub: Hub) throws -> Store {
        let store = try Store(path: hub.storePath)
        try store.inTransaction {
            _ = try FeedKeeping.prepare(hub.feeds, schema: hub.schema, in: store, at: SyncRun.clock())
        }
        return store
    }

    /// Makes the directory of the store; only its owner may look into it.
    private static func makeState(_ path: String) throws(CommandError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError("cannot make \(path): \(error.localizedDescription)")
        }
    }
}
