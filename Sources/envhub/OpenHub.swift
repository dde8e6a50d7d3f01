import Diagnostics
import Foundation
import Storage
import Sync
import Terminal

/// The hub and its store, as commands open them.
enum OpenHub {
    /// Loads the hub directory of `call`; its mistakes are shown and end the command.
    static func load(_ call: Call) throws(CommandError) -> Hub {
        let bag = DiagnosticBag()
        let hub = HubLoader.load(call.hubDirectory, into: bag)
        guard let hub else {
            let err = TerminalOutput.standardError
            err.write(TextRenderer(isColored: err.showsColor).render(bag.diagnostics.filter { $0.severity == .error }))
            throw CommandError("the hub's files have errors: nothing was done")
        }
        try makeState(hub.stateDirectory)
        return hub
    }

    /// Opens the store of the hub directory of `call`.
    static func store(_ call: Call) throws -> Store {
        guard FileManager.default.fileExists(atPath: call.storePath) else {
            throw CommandError("there is no store yet in \(call.hubDirectory): run `envhub sync` first")
        }
        return try Store(path: call.storePath)
    }

    /// Makes the directory of the store; only its owner may look into it.
    static func makeState(_ path: String) throws(CommandError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError("cannot make \(path): \(error.localizedDescription)")
        }
    }
}
