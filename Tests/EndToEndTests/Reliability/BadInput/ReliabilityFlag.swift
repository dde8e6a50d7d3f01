import Synchronization

/// Something that a test says once.
final class ReliabilityFlag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}

/// Counts from 1.
final class ReliabilityCounter: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func next() -> Int {
        state.withLock { state in
            state += 1
            return state
        }
    }
}
