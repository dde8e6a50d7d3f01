import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and `kill`: the first asks the work to stop at the next page, so that nothing is left half done; a second ends
/// the process at once, which loses nothing either.
enum Interruption {
    private static let count = Mutex(0)

    /// Runs `work`, and cancels it when the process is asked to end.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in started { break }
            return try await work()
        }
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGINT, SIGTERM] { sources.append(await watch(number) { task.cancel() }) }
        start.yield()
        defer {
            for source in sources { source.cancel() }
            signal(SIGINT, SIG_DFL)
            signal(SIGTERM, SIG_DFL)
        }
        return try await task.value
    }

    /// Whether the process was asked to end.
    static var wasAsked: Bool { count.withLock { $0 > 0 } }

    /// Returns when the signal is really watched for: one that comes before would be lost.
    private static func watch(
        _ number: Int32, _ handler: @escaping @Sendable () -> Void
    ) async -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            let times = count.withLock { count in
                count += 1
                return count
            }
            if times > 1 { _exit(128 + number) }
            handler()
        }
        await withCheckedContinuation { continuation in
            source.setRegistrationHandler { continuation.resume() }
            source.resume()
        }
        return source
    }
}
