/// How many requests a system is sent: `limits: { rate: 5/s }`.
public struct RateLimit: Sendable, Equatable {
    /// Requests.
    public var count: Int
    /// In this many seconds.
    public var seconds: Double

    /// A limit.
    public init(count: Int, seconds: Double) {
        self.count = count
        self.seconds = seconds
    }

    /// The limit that files write as `5/s`, `100/m` or `1000/h`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let units = ["s": 1.0, "m": 60, "min": 60, "h": 3600]
        guard parts.count == 2, let count = Int(parts[0]), (1...1_000_000).contains(count),
            let seconds = units[String(parts[1])]
        else { return nil }
        self.init(count: count, seconds: seconds)
    }
}

/// A token bucket: it fills evenly, and holds at most one second's worth, at least one token.
struct TokenBucket: Sendable {
    private let perSecond: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt: Double?

    init(_ limit: RateLimit) {
        perSecond = Double(limit.count) / limit.seconds
        capacity = max(1, perSecond)
        tokens = capacity
    }

    /// Takes a token and tells how many seconds to wait before using it.
    ///
    /// - Parameter now: seconds of a clock that never goes back.
    mutating func take(at now: Double) -> Double {
        tokens = min(capacity, tokens + max(0, now - (filledAt ?? now)) * perSecond)
        filledAt = now
        tokens -= 1
        return tokens >= 0 ? 0 : -tokens / perSecond
    }
}
