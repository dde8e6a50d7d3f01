import Connectors
import Diagnostics
import Storage
import Sync
import Terminal

/// Holds what people typed to choose by against what there is: a name that nothing has chooses nothing, and that must not look
/// as if all were well.
enum KnownNames {
    /// Makes sure that the hub's files or its store know a connector: one whose files are gone still has its runs.
    ///
    /// - Throws: ``CommandError`` with the nearest name.
    static func checkConnector(_ name: String, _ call: Call, _ store: Store) throws {
        let stored = try store.names(.connector)
        if stored.contains(name) { return }
        // Files with mistakes name nobody: what has run is known all the same.
        let written = HubLoader.load(call.hubDirectory, into: DiagnosticBag())?.connectors.map(\.name) ?? []
        if written.contains(name) { return }
        let known = Set(stored).union(written).sorted()
        throw CommandError(escapingControls(Names.unknown("connector", name, among: known)), code: .usage)
    }

    /// Makes sure that there is a code.
    ///
    /// - Throws: ``CommandError`` with the nearest code.
    static func checkCode(_ code: String) throws(CommandError) {
        guard DiagnosticCode.named(code) == nil else { return }
        throw CommandError(Names.unknownCode(code), code: .usage)
    }

    /// Makes sure that there was a run.
    static func checkRun(_ number: Int64, _ store: Store) throws {
        if try store.run(number) == nil { throw CommandError("there is no run \(number)") }
    }
}
