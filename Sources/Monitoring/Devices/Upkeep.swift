import Connectors
import Storage
import Synchronization

/// What has to be done about a file of time series from time to time, between batches: limits taken over, blocks sealed, old
/// readings dropped. Each step is small, so that devices do not wait for it.
final class Upkeep: Sendable {
    /// What has been done when.
    private struct Done {
        var limits: Int64 = 0
        var drop: Int64 = 0
        /// The series to go on sealing after; nil when a pass is over.
        var series: SeriesID?
        var sealing: Int64 = 0
    }

    private static let slotsAtOnce = 200
    private static let computingAtOnce = Duration.milliseconds(5)
    private let retention: [DeviceRules.Period: Duration]
    private let limits: @Sendable () throws -> LimitBook
    private let now: @Sendable () -> Int64
    private let done = Mutex(Done())
    /// Whether a further step of computing waits in the writer's queue.
    private let isComputing = Atomic(false)

    init(
        retention: [DeviceRules.Period: Duration], limits: @escaping @Sendable () throws -> LimitBook,
        now: @escaping @Sendable () -> Int64
    ) {
        self.retention = retention
        self.limits = limits
        self.now = now
    }

    /// Before the first batch.
    func begin(_ writer: IntakeWriter) {
        attempt(writer) {
            let now = now()
            try writer.store.inTransaction { try writer.states.load(at: now) }
            try takeLimits(writer, now)
        }
    }

    /// What is due now.
    func work(_ writer: IntakeWriter) {
        attempt(writer) {
            let now = now()
            if now - done.withLock({ $0.limits }) >= 60_000 { try takeLimits(writer, now) }
            try findSilent(writer, now)
            try seal(writer, now)
            if now - done.withLock({ $0.drop }) >= 3_600_000 { try drop(writer, now) }
        }
        compute(writer)
    }

    /// Computes what is due, a little at a time: what devices send meanwhile is stored in between.
    private func compute(_ writer: IntakeWriter) {
        guard !writer.isStopped.withLock({ $0 }) else { return }
        attempt(writer) {
            let now = now()
            let isMore = try writer.computer.step(at: now, atMost: Self.computingAtOnce) {
                try writer.states.settle(writer.judge.book, at: now)
            }
            writer.tellNotices()
            guard isMore, !isComputing.exchange(true, ordering: .relaxed) else { return }
            writer.perform { [self] in
                isComputing.store(false, ordering: .relaxed)
                compute($0)
            }
        }
    }

    private func attempt(_ writer: IntakeWriter, _ work: () throws -> Void) {
        do { try work() } catch {
            writer.forget()
            writer.counts.withLock { $0.problem = "\(error)" }
        }
    }

    private func takeLimits(_ writer: IntakeWriter, _ now: Int64) throws {
        done.withLock { $0.limits = now }
        let book = try limits()
        try writer.store.inTransaction {
            try writer.judge.take(book, at: now)
            try writer.computer.yearly.take(book, at: now)
            try writer.states.settle(writer.judge.book, at: now)
        }
        writer.tellNotices()
        judgeOverdue(writer)
    }

    /// Holds stored values against limits that changed, a factor of a point at a time: devices are stored in between.
    private func judgeOverdue(_ writer: IntakeWriter) {
        guard writer.judge.hasOverdue, !writer.isStopped.withLock({ $0 }) else { return }
        attempt(writer) {
            let now = now()
            try writer.store.inTransaction {
                try writer.judge.judgeNext(at: now)
                try writer.states.settle(writer.judge.book, at: now)
            }
            writer.tellNotices()
            writer.perform { [self] in judgeOverdue($0) }
        }
    }

    private func findSilent(_ writer: IntakeWriter, _ now: Int64) throws {
        guard try writer.states.sweep(at: now) else { return }
        try writer.store.inTransaction { try writer.states.settle(writer.judge.book, at: now) }
        writer.tellNotices()
    }

    private func seal(_ writer: IntakeWriter, _ now: Int64) throws {
        let (after, last) = done.withLock { ($0.series, $0.sealing) }
        guard after != nil || now - last >= 60_000 else { return }
        let next = try writer.store.inTransaction {
            try writer.store.seal(now: now, after: after, limit: Self.slotsAtOnce)
        }
        done.withLock { done in
            done.series = next
            done.sealing = now
        }
    }

    private func drop(_ writer: IntakeWriter, _ now: Int64) throws {
        done.withLock { $0.drop = now }
        var before: [SeriesPeriod: Int64] = [:]
        for (period, age) in retention {
            let time = now - age.components.seconds * 1000
            before[SeriesPeriod(period)] = time
            if period == .realtime { before[.state] = time }
            if period == .day { before[.running] = time }
        }
        try writer.store.inTransaction {
            try writer.store.drop(before: before)
            try writer.store.dropRefused(before: now - 30 * 86_400_000)
        }
    }
}
