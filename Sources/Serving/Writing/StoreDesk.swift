import Dispatch
import Storage
import Synchronization

/// Writes what partners leave with the hub: a connection of its own, on a queue of its own, for the store has one writer at a time
/// and neither the listener's threads nor Swift's may wait for it.
///
/// What waits is bounded, in number and in time: what is not begun when its time is over is not done.
final class StoreDesk: Sendable {
    private let queue = DispatchQueue(label: "partners' writes")
    private let storePath: String
    private let waiting = Atomic<Int>(0)
    /// Touched on the queue only.
    private nonisolated(unsafe) var store: Store?

    /// How long a write waits for another writer, in milliseconds: pages of a sync are committed in less.
    private static let patience: Int32 = 5_000
    /// How long a write may wait in the queue, before it is begun.
    private static let longestWait: Duration = .seconds(10)
    private static let mostWaiting = 64

    init(storePath: String) { self.storePath = storePath }

    /// Does some work on the store and tells what came of it, on the desk's queue; ``StoreError`` of kind `busy` when it was not begun.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (Store) throws -> Result,
        then: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        let place = waiting.wrappingAdd(1, ordering: .relaxed).newValue
        guard place <= Self.mostWaiting else {
            waiting.wrappingSubtract(1, ordering: .relaxed)
            return then(.failure(StoreError(.busy, "too many writes wait")))
        }
        let limit = ContinuousClock.now.advanced(by: Self.longestWait)
        queue.async { [self] in
            defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
            guard ContinuousClock.now < limit else {
                return then(.failure(StoreError(.busy, "other writes took too long")))
            }
            then(Swift.Result { try work(self.opened()) })
        }
    }

    /// The same for who can wait.
    func write<Result: Sendable>(_ work: @escaping @Sendable (Store) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { next in write(work) { next.resume(with: $0) } }
    }

    /// On the queue.
    private func opened() throws -> Store {
        let store = try unsafe self.store ?? Store(path: storePath, patience: Self.patience)
        unsafe self.store = store
        return store
    }
}
