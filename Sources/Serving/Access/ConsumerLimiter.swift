import Storage
import Synchronization

/// Holds consumers to their limits: a token bucket each, and a count of requests that wait.
final class ConsumerLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
        var waiting = 0

        /// Takes a token; otherwise the seconds until there is one.
        mutating func take(rate: Double, burst: Int, at now: ContinuousClock.Instant) -> Double? {
            let passed = at.duration(to: now)
            let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
            tokens = min(Double(burst), tokens + max(seconds, 0) * rate)
            at = max(at, now)
            guard tokens >= 1 else { return (1 - tokens) / rate }
            tokens -= 1
            return nil
        }
    }

    let limits: ConsumerLimits
    private let buckets = Mutex<[Int64: Bucket]>([:])
    /// Refusals that are sent at once.
    private let refusals = Mutex<[Int64: Bucket]>([:])
    /// The bucket of those whom nobody knows, as `Call.consumer` has them.
    private static let stranger: Int64 = -1
    /// The bucket of what needs no key.
    private static let visitor: Int64 = -2

    init(_ limits: ConsumerLimits) { self.limits = limits }

    /// What a consumer may do.
    func quota(of consumer: Consumer) -> EffectiveQuota { EffectiveQuota(consumer.quota, limits) }

    /// Lets a request in, and says how many more may come at once. Throws 429 when the consumer has asked too often.
    func admit(_ consumer: Int64, _ quota: EffectiveQuota, at now: ContinuousClock.Instant) throws(Problem) -> Int {
        guard quota.rate > 0 else { return 0 }
        let (wait, left) = take(consumer, quota.rate, quota.burst, now)
        guard let wait else { return left }
        throw .tooMany(
            "You may send \(quota.rate) requests a second, and \(quota.burst) at once.", after: Int(wait.rounded(.up)),
            quota)
    }

    /// Whether a request without a valid key is still told what is wrong with it.
    func admitsStranger(at now: ContinuousClock.Instant) -> Bool {
        limits.strangers <= 0 || take(Self.stranger, limits.strangers, limits.strangersBurst, now).wait == nil
    }

    /// Whether a request for what needs no key is answered.
    func admitsVisitor(at now: ContinuousClock.Instant) -> Bool {
        limits.visitors <= 0 || take(Self.visitor, limits.visitors, limits.visitorsBurst, now).wait == nil
    }

    /// Whether a refusal for asking too often is sent at once.
    func mayRefuseAtOnce(_ consumer: Int64, at now: ContinuousClock.Instant) -> Bool {
        let count = limits.promptRefusals
        return refusals.withLock { refusals in
            var bucket = refusals[consumer] ?? Bucket(tokens: Double(count), at: now)
            defer { refusals[consumer] = bucket }
            return bucket.take(rate: Double(count), burst: count, at: now) == nil
        }
    }

    private func take(
        _ consumer: Int64, _ rate: Double, _ burst: Int, _ now: ContinuousClock.Instant
    ) -> (wait: Double?, left: Int) {
        buckets.withLock { buckets in
            var bucket = buckets[consumer] ?? Bucket(tokens: Double(burst), at: now)
            let wait = bucket.take(rate: rate, burst: burst, at: now)
            buckets[consumer] = bucket
            return (wait, Int(bucket.tokens))
        }
    }

    /// Lets a request wait. Throws 429 when too many of the consumer's wait; otherwise ``release(_:)`` must follow.
    func hold(_ consumer: Int64, at now: ContinuousClock.Instant) throws(Problem) {
        let isAdmitted = buckets.withLock { buckets in
            var bucket = buckets[consumer] ?? Bucket(tokens: Double(limits.burst), at: now)
            guard bucket.waiting < limits.waiting else { return false }
            bucket.waiting += 1
            buckets[consumer] = bucket
            return true
        }
        if !isAdmitted { throw .tooMany("\(limits.waiting) of your requests wait already.", after: 1) }
    }

    /// Ends the waiting of one request.
    func release(_ consumer: Int64) {
        buckets.withLock { $0[consumer]?.waiting -= 1 }
    }
}
