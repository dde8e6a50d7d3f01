/// When a message is tried again.
enum WebhookSchedule {
    /// Seconds from one attempt to the next: the schedule that Standard Webhooks 1.0.0 recommends ("Retries with exponential backoff"),
    /// 75 hours and 35 minutes in all.
    static let delays: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// Milliseconds to wait after so many attempts, the first of them 1; nil when it is given up.
    ///
    /// - Parameters:
    ///   - jitter: between 0 and 1: a tenth less to a tenth more, so that not all endpoints are tried again at once.
    ///   - asked: seconds that the endpoint asked for (`Retry-After`); it makes the wait longer, not shorter.
    static func delay(after attempt: Int64, jitter: Double, asked: Int? = nil) -> Int64? {
        guard attempt >= 1, attempt <= Int64(delays.count) else { return nil }
        let usual = Double(delays[Int(attempt) - 1]) * (900 + 200 * min(max(jitter, 0), 1))
        return max(Int64(usual), Int64(asked ?? 0) * 1_000)
    }
}
