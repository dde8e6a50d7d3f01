import Synchronization

/// Remembers the nonces of signed requests for as long as their timestamps are accepted, so that none is used twice.
///
/// It forgets when the process ends. So what was signed before it began is refused: it could have been used with the process before.
final class ReplayGuard: Sendable {
    /// What became of a nonce.
    enum Verdict: Equatable {
        /// It was not used before.
        case new
        /// Its time is too far from now.
        case stale
        /// It was used before.
        case seen
        /// There is no room to remember it.
        case full
    }

    /// How far a timestamp may be from the clock, in seconds.
    static let window: Int64 = 180
    /// Nonces remembered in one span of two windows.
    private static let most = 200_000

    private struct State {
        var newer: Set<String> = []
        var older: Set<String> = []
        var turned: Int64 = 0
    }

    private let start: Int64
    private let state = Mutex(State())

    /// A guard that begins at a moment, in milliseconds since 1970.
    init(start: Int64) { self.start = start / 1_000 }

    /// Takes a nonce of a caller whose signature is right.
    ///
    /// - Parameters:
    ///   - timestamp: in seconds since 1970.
    ///   - now: in milliseconds since 1970.
    func admit(_ caller: String, nonce: String, at timestamp: Int64, now: Int64) -> Verdict {
        let seconds = now / 1_000
        guard abs(timestamp - seconds) <= Self.window, timestamp >= start else { return .stale }
        return state.withLock { state in
            // A timestamp from ahead is accepted for two windows: what is older than that twice over is forgotten.
            if seconds - state.turned >= 2 * Self.window {
                state.older = seconds - state.turned >= 4 * Self.window ? [] : state.newer
                state.newer = []
                state.turned = seconds
            }
            let mark = "\(caller) \(nonce)"
            guard !state.newer.contains(mark), !state.older.contains(mark) else { return .seen }
            guard state.newer.count < Self.most else { return .full }
            state.newer.insert(mark)
            return .new
        }
    }
}
