import Dispatch
import SQLite
import Synchronization

/// The log of who read what: a SQLite file of its own beside the store, so that reading never waits for a sync.
///
/// Entries are gathered in memory and written together, a few times a second, by one queue. What is gathered is bounded:
/// from half of the bound on the log is late, which is an alarm; at the bound ``isFull`` says that nothing more may be
/// answered, for an answer that nobody can account for is worse than none.
public final class AccessLog: Sendable {
    /// How the log fares.
    public struct Health: Sendable, Equatable {
        /// Entries that wait to be written.
        public var waiting = 0
        /// Entries written since the log was opened.
        public var written = 0
        /// Whether entries wait that should have been written: the disk is too slow, full or gone.
        public var isLate = false
        /// What the last attempt to write met; nil when it went well.
        public var problem: String?
    }

    private struct State {
        var waiting: [AccessLogEntry] = []
        var taken = 0
        var written = 0
        var isScheduled = false
        var problem: String?
    }

    private let state = Mutex(State())
    private let writer: AccessLogWriter
    private let queue = DispatchQueue(label: "access log")
    private let capacity: Int

    /// How long entries are gathered, in milliseconds, and how long to wait after a failure.
    private static let gathering = 20
    private static let pause = 500

    /// Opens the log, and makes it when there is none.
    ///
    /// - Parameter capacity: entries that may wait to be written.
    public init(path: String, capacity: Int = 50_000) throws {
        writer = try AccessLogWriter(path: path)
        self.capacity = max(capacity, 2)
    }

    /// Whether nothing more may be answered until entries are written.
    public var isFull: Bool { state.withLock { $0.waiting.count + $0.taken >= capacity } }

    /// How the log fares now.
    public var health: Health {
        state.withLock { state in
            let waiting = state.waiting.count + state.taken
            return Health(
                waiting: waiting, written: state.written, isLate: waiting >= capacity / 2 || state.problem != nil,
                problem: state.problem)
        }
    }

    /// Takes an entry, which is written soon. Never waits.
    public func append(_ entry: consuming AccessLogEntry) {
        let mustSchedule = state.withLock { [entry] state in
            state.waiting.append(entry)
            let first = !state.isScheduled
            state.isScheduled = true
            return first
        }
        if mustSchedule { schedule(after: Self.gathering) }
    }

    /// Writes what waits, now; for the end of the process and for tests.
    public func flush() {
        queue.sync { self.write() }
    }

    private func schedule(after milliseconds: Int) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
            write()
            let (more, failed) = state.withLock { state in
                state.isScheduled = !state.waiting.isEmpty
                return (state.isScheduled, state.problem != nil)
            }
            if more { schedule(after: failed ? Self.pause : Self.gathering) }
        }
    }

    /// On the queue.
    private func write() {
        let batch = state.withLock { state in
            let batch = state.waiting
            state.waiting = []
            state.taken = batch.count
            return batch
        }
        guard !batch.isEmpty else { return }
        var problem: String?
        do { try writer.write(batch) } catch { problem = "\(error)" }
        state.withLock { state in
            state.taken = 0
            state.problem = problem
            // What could not be written waits at its place before what came since.
            if problem == nil { state.written += batch.count } else { state.waiting = batch + state.waiting }
        }
    }
}
