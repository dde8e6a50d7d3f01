import Dispatch

/// A thread of its own for calls that block: drivers, files, child processes. They would starve the tasks of the shared
/// pool, which has one thread per core.
final class BlockingQueue: Sendable {
    private let queue: DispatchQueue

    init(_ name: String) {
        queue = DispatchQueue(label: "connector." + name, qos: .userInitiated)
    }

    /// Runs `work` on the queue's thread, one at a time, and waits for it without holding a thread.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    /// Runs `work` like ``run(_:)`` and throws what it throws.
    func run<Result: Sendable>(
        throwing work: @escaping @Sendable () throws(ConnectorError) -> Result
    ) async throws(ConnectorError) -> Result {
        let outcome = await run { () -> Swift.Result<Result, ConnectorError> in
            do throws(ConnectorError) { return .success(try work()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
