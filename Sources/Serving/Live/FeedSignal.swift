import Dispatch
import Storage
import Synchronization

/// Wakes requests and streams that wait for changes.
///
/// A commit in this process is told by ``notify()``. Commits of other processes are found by looking whether anybody has committed,
/// many times a second, only while somebody waits: a look takes neither a transaction nor a system call.
public final class FeedSignal: Sendable {
    private struct Waiter {
        let feed: String
        let epoch: UInt64
        let head: Int64
        let wake: @Sendable () -> Void

        /// Whether the feed has passed what is waited for, or is gone.
        func isReady(_ heads: [String: FeedHead]) -> Bool {
            guard let now = heads[feed] else { return true }
            return now.head > head || now.epoch != epoch
        }
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
        var isTicking = false
        /// The feeds as they were looked at last.
        var heads: [String: FeedHead] = [:]
        /// Whether somebody waits for what had come before he did.
        var isBehind = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "feed signal")
    private let storePath: String
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)
    /// Touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?

    private static let interval = 20  // milliseconds

    init(storePath: String) { self.storePath = storePath }

    /// Has `body` called whenever this process has committed.
    func listen(_ body: @escaping @Sendable () -> Void) { listener.withLock { $0 = body } }

    /// Says that this process has committed.
    public func notify() {
        listener.withLock { $0 }?()
        guard state.withLock({ !$0.waiters.isEmpty }) else { return }
        queue.async { self.look() }
    }

    /// A number for ``wait(for:number:wake:)`` and ``forget(_:)``.
    func takeNumber() -> UInt64 {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    /// Has `wake` called when the feed passes its head of now, and again until the number waits for something else or is forgotten.
    func wait(for feed: FeedHead, number: UInt64, wake: @escaping @Sendable () -> Void) {
        let mustStart = state.withLock { state in
            let waiter = Waiter(feed: feed.name, epoch: feed.epoch, head: feed.head, wake: wake)
            state.waiters[number] = waiter
            if waiter.isReady(state.heads) { state.isBehind = true }
            let first = !state.isTicking
            state.isTicking = true
            return first
        }
        if mustStart { schedule() }
    }

    func forget(_ number: UInt64) {
        state.withLock { _ = $0.waiters.removeValue(forKey: number) }
    }

    private func schedule() {
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.interval)) { [self] in
            look()
            let more = state.withLock { state in
                state.isTicking = !state.waiters.isEmpty
                return state.isTicking
            }
            if more { schedule() }
        }
    }

    /// On the queue. A commit between a request's read and its wait is found by the next look: heads are compared, not
    /// events counted.
    private func look() {
        guard let heads = try? heads() else { return }
        let ready = state.withLock { state -> [Waiter] in
            guard state.isBehind || heads != state.heads else { return [] }
            state.isBehind = false
            state.heads = heads
            return state.waiters.values.filter { $0.isReady(heads) }
        }
        for waiter in ready { waiter.wake() }
    }

    private func heads() throws -> [String: FeedHead] {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        try reader.refresh()
        return reader.feeds
    }
}
