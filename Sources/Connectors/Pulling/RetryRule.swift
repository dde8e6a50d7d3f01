/// When and how often a failed request is tried again: `retry: { attempts: 6, backoff: 1s..60s, when: [timeout, 429, 5xx] }`.
public struct RetryRule: Sendable, Equatable {
    /// What may be tried again.
    public enum Condition: Sendable, Equatable {
        /// No answer in time.
        case timeout
        /// No connection, or one that broke.
        case connection
        /// An answer with this status.
        case status(Int)
        /// An answer with a status of this hundred: 5 is `5xx`.
        case statusClass(Int)

        /// The condition that files write as `text`.
        public init?(_ text: String) {
            switch text {
            case "timeout": self = .timeout
            case "connection": self = .connection
            case _ where text.count == 3 && text.hasSuffix("xx"):
                guard let hundred = Int(text.prefix(1)), (4...5).contains(hundred) else { return nil }
                self = .statusClass(hundred)
            default:
                guard let status = Int(text), (400...599).contains(status) else { return nil }
                self = .status(status)
            }
        }
    }

    /// How often a request is sent at most, the first time included.
    public var attempts = 5
    /// The first wait in seconds; every further one is twice as long.
    public var firstWait = 1.0
    /// The longest wait in seconds.
    public var longestWait = 60.0
    /// What is tried again; everything else fails at once.
    public var when: [Condition] = [.timeout, .connection, .status(429), .statusClass(5)]

    /// The usual rule.
    public init() {}

    /// The longest `Retry-After` that is waited for inside a run; a longer one ends the run, which says so.
    static let longestAsked = 300.0

    /// Whether a failure is tried again.
    func retries(_ failure: Condition) -> Bool {
        if case .status(let status) = failure, when.contains(.statusClass(status / 100)) { return true }
        return when.contains(failure)
    }

    /// Seconds to wait after failed attempt number `attempt` (from 1), or nil to give up.
    ///
    /// The wait doubles, up to the longest, and a random half of it is taken off so that many clients do not come back
    /// at once. What the server asked for is a lower bound.
    ///
    /// - Parameter random: a number in 0..<1.
    func wait(afterAttempt attempt: Int, asked: Double?, random: Double) -> Double? {
        guard attempt < attempts else { return nil }
        let doubled = firstWait * Double(UInt64(1) << UInt64(min(max(attempt - 1, 0), 30)))
        let wait = min(doubled, longestWait) * (1 - random / 2)
        guard let asked else { return wait }
        return asked > Self.longestAsked ? nil : max(asked, wait)
    }
}
