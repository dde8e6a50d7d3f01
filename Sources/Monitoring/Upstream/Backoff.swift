/// How long is waited before the next attempt: twice as long after each failure, up to a bound, and never as long as others wait
/// who failed at the same moment.
struct Backoff {
    let first: Int64
    let most: Int64
    private(set) var failures = 0

    /// - Parameters:
    ///   - first: the first wait, in milliseconds.
    ///   - most: the longest.
    init(first: Int64, most: Int64) {
        self.first = first
        self.most = most
    }

    /// Takes note of a failure.
    ///
    /// - Returns: how long to wait, from half of the time to all of it.
    mutating func failed(using random: inout some RandomNumberGenerator) -> Int64 {
        let wait = min(first << Int64(min(failures, 30)), most)
        failures += 1
        return Int64.random(in: wait / 2...max(wait, 1), using: &random)
    }

    /// All is well again.
    mutating func succeeded() { failures = 0 }
}
