import Dispatch
import SQLite
import Synchronization

/// Copies committed pages from the write-ahead log into the store's file while the writer goes on: a large load would
/// otherwise stand still for every copy and its wait for the disk.
///
/// It only helps: a copy that fails or is not made is made by the writer, when the log has grown, or by the last connection
/// that closes. Passive checkpoints never make a reader or writer wait.
final class Checkpointer: Sendable {
    private struct State {
        var isWorking = false
        var changes: Int64 = 0
        var database: Database?
    }

    /// Rows changed between two copies: few changes are left to the writer's own, seldom copies.
    private static let fewestChanges: Int64 = 50_000

    private let path: String
    private let queue = DispatchQueue(label: "envhub.checkpoint")
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Takes note of a commit; never waits.
    ///
    /// - Parameter changes: how many rows the writer's connection has changed so far.
    func committed(changes: Int64) {
        let isDue = state.withLock { state in
            guard !state.isWorking, changes - state.changes >= Checkpointer.fewestChanges else { return false }
            state.changes = changes
            state.isWorking = true
            return true
        }
        if isDue { queue.async { [self] in work() } }
    }

    private func work() {
        let open = state.withLock { $0.database }
        let database = open ?? (try? Database(path: path, mode: .readWrite, busyTimeout: 0))
        try? database?.execute("PRAGMA wal_checkpoint(PASSIVE)")
        state.withLock { state in
            state.database = database
            state.isWorking = false
        }
    }

    /// Waits for the copy that is being made and closes the connection.
    func close() {
        queue.sync { state.withLock { $0.database = nil } }
    }
}
