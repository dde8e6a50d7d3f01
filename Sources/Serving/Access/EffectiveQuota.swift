import Storage

/// What a consumer may do: its own quota where it has one, what all may otherwise.
struct EffectiveQuota: Equatable {
    let rate: Double
    let burst: Int
    let dailyLines: Int64?
    let dailyBytes: Int64?

    init(_ quota: ConsumerQuota, _ limits: ConsumerLimits) {
        rate = quota.rate ?? limits.rate
        burst = quota.burst.map { Int($0) } ?? (quota.rate == nil ? limits.burst : max(limits.burst, Int(rate)))
        dailyLines = quota.dailyLines
        dailyBytes = quota.dailyBytes
    }

    /// Which of the daily limits is used up; nil when none is.
    func exhausted(by use: AccessUse) -> String? {
        if let dailyLines, use.lines >= dailyLines { return "\(dailyLines) lines" }
        if let dailyBytes, use.bytes >= dailyBytes { return "\(dailyBytes) bytes" }
        return nil
    }

    /// `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): quota `q` in a window of `w` seconds; the burst is refilled in one.
    var policy: String? {
        guard let seconds = window else { return nil }
        return "\"burst\";q=\(burst);w=\(seconds)"
    }

    /// `RateLimit`: what remains, and in how many seconds all of it is back.
    func state(remaining: Int) -> String? {
        guard window != nil else { return nil }
        let seconds = Int((Double(burst - remaining) / rate).rounded(.up))
        return "\"burst\";r=\(remaining);t=\(seconds)"
    }

    private var window: Int? { rate > 0 ? max(Int((Double(burst) / rate).rounded(.up)), 1) : nil }
}
