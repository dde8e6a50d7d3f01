import Dispatch

/// Runs what blocks on a thread of its own: the shared ones, of which a small machine has two, are needed by what is waited for.
func elsewhere<Success: Sendable>(_ work: @escaping @Sendable () throws -> Success) async throws -> Success {
    try await withCheckedThrowingContinuation { next in
        DispatchQueue(label: "elsewhere").async { next.resume(with: Result { try work() }) }
    }
}
