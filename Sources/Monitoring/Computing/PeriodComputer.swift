import Model
import Storage

/// Makes the hours and days that devices do not send, of the minutes and hours that they do.
///
///     a packet stored ──> its hour is noted ──> the hour is over, and some time more ──> computed, judged
///                                                    └──> its day, likewise ──> what was discharged in the year
///     something late ──> the same again; equal results write nothing
///
/// What is noted is kept in memory. The file keeps how far all is finished, and the hours older than that of which something
/// came late; after a start the rest is computed again, which changes nothing where it was done. Confined to the writer's
/// queue; each step is one short transaction, so that devices do not wait for it.
final class PeriodComputer {
    /// By what is computed, and when.
    struct Rules: Sendable {
        /// How long after its end an hour is computed, in milliseconds; nil when hours are not computed.
        var hour: Int64? = 600_000
        /// How long after its end a day is computed, in milliseconds; nil when days are not computed.
        var day: Int64? = 3_600_000
        /// How long readings are kept, in milliseconds.
        var keeps: [SeriesPeriod: Int64] = [:]
    }

    let store: SeriesStore
    let judge: ExceedanceJudge
    let yearly: YearlyJudge
    let periods: CivilPeriods
    let rules: Rules
    var backlog = ComputingBacklog()
    var minutes: SampleSheet
    var moments: SampleSheet
    var hours: SampleSheet
    var reading = Reading()
    /// How far all is finished, as the file says; nil before the first step.
    private var progress: SeriesStore.ComputingProgress?
    /// Points that have not been looked at since the start.
    private var unseen: [Int64] = []
    private var hasLate = false

    init(_ store: SeriesStore, judge: ExceedanceJudge, zone: TimeZoneRules, rules: Rules) {
        self.store = store
        self.judge = judge
        self.rules = rules
        periods = CivilPeriods(zone: zone)
        yearly = YearlyJudge(store, zone: zone, keepsDays: rules.keeps[.day])
        let reader = store.reader
        minutes = SampleSheet(SampleSheet.ofPeriods) { try reader.name(of: $0) }
        moments = SampleSheet(SampleSheet.ofMoments) { try reader.name(of: $0) }
        hours = SampleSheet(SampleSheet.ofPeriods) { try reader.name(of: $0) }
    }

    /// Notes what has to be computed because of a reading that has just been appended and changed something. Inside its
    /// transaction.
    func note(_ reading: Reading) throws {
        let point = reading.series.point
        switch reading.series.period {
        case .realtime, .minute:
            let hour = periods.hour(of: reading.time)
            guard rules.hour != nil, backlog.isNews(hour, of: point) else { return }
            try noteHour(hour, of: point)
        case .hour:
            yearly.note(point, year: periods.year(of: reading.time))
            try noteDay(of: reading.time, point)
        case .day:
            yearly.note(point, year: periods.year(of: reading.time))
            try noteLate(reading.time, point, before: progress?.days)
        default: break
        }
    }

    /// How often a device reports is seen in the hour before, too: so what comes of an hour may change the next one.
    private func noteHour(_ hour: Int64, of point: Int64) throws {
        backlog.add(hour: hour, of: point)
        backlog.add(hour: hour + CivilPeriods.hourLength, of: point)
        try noteLate(hour, point, before: progress?.hours)
    }

    func noteDay(of time: Int64, _ point: Int64) throws {
        if rules.day != nil { backlog.add(day: periods.day(of: time), of: point) }
        try noteLate(time, point, before: progress?.days)
    }

    /// Before the first step nothing counts as finished: what comes is noted in the file, to be on the safe side.
    private func noteLate(_ time: Int64, _ point: Int64, before end: Int64?) throws {
        if let end, time >= end { return }
        hasLate = true
        try store.noteLate(SeriesStore.HourOfPoint(point: point, hour: periods.hour(of: time)))
    }

    /// After a rollback of appends: what was noted in the file is not there any more.
    func forget() { backlog.forgetNoted() }

    /// Does what is due, for about as long as it may.
    ///
    /// - Parameter done: what is to be done at the end of the transaction.
    /// - Returns: whether more is due.
    func step(at now: Int64, atMost time: Duration, then done: () throws -> Void = {}) throws -> Bool {
        guard isDue(at: now) else { return false }
        let end = ContinuousClock.now + time
        do {
            return try store.inTransaction {
                var isMore = try work(at: now)
                while isMore, ContinuousClock.now < end { isMore = try work(at: now) }
                try done()
                return isMore
            }
        } catch {
            // What was taken from the backlog is not done: all is begun anew, as after a start.
            progress = nil
            backlog = ComputingBacklog()
            judge.forget()
            throw error
        }
    }

    /// The first hour and the first day that are not to be computed yet.
    private func end(at now: Int64) -> SeriesStore.ComputingProgress {
        let (hour, day) = (rules.hour ?? 0, rules.day ?? 0)
        // A day is not finished before its last hour.
        return SeriesStore.ComputingProgress(
            hours: periods.hour(of: now - hour), days: periods.day(of: now - max(hour, day)))
    }

    private func isDue(at now: Int64) -> Bool {
        guard let progress else { return true }
        let end = end(at: now)
        return !unseen.isEmpty || progress.hours < end.hours || progress.days < end.days || hasLate
            || yearly.isDue(at: now) || backlog.isDue(hoursBefore: end.hours, daysBefore: end.days)
    }

    /// One piece of work. Inside a transaction.
    private func work(at now: Int64) throws -> Bool {
        guard let progress else {
            try begin(at: now)
            return true
        }
        let end = end(at: now)
        if let point = unseen.popLast() {
            try lookAt(point, since: progress)
        } else if let next = backlog.takeHours(before: end.hours) {
            try computeHours(next.hours, of: next.point, at: now)
        } else if let next = backlog.takeDay(before: end.days) {
            try computeDay(next.day, of: next.point, at: now)
        } else if yearly.isDue(at: now) {
            try yearly.work(at: now)
        } else {
            try finish(end, since: progress)
            return false
        }
        return true
    }

    private func begin(at now: Int64) throws {
        let yesterday = periods.day(of: periods.day(of: now) - 1)
        // In a file from before computing, history stays as it is.
        let known = try store.computingProgress() ?? SeriesStore.ComputingProgress(hours: yesterday, days: yesterday)
        for late in try store.lateHours() {
            hasLate = true
            try noteHour(late.hour, of: late.point)
            for hour in [late.hour, late.hour + CivilPeriods.hourLength] where rules.day != nil {
                backlog.add(day: periods.day(of: hour), of: late.point)
            }
            yearly.note(late.point, year: periods.year(of: late.hour))
        }
        unseen = try store.reader.points().map(\.number)
        progress = known
    }

    /// After a start: notes the hours and days of a point that were not finished.
    private func lookAt(_ point: Int64, since progress: SeriesStore.ComputingProgress) throws {
        for period in [SeriesPeriod.minute, .realtime] where rules.hour != nil {
            let newest = try store.newestTime(of: SeriesID(point: point, period: period))
            for hour in stride(from: progress.hours, through: newest, by: Int(CivilPeriods.hourLength)) {
                backlog.add(hour: hour, of: point)
                backlog.add(hour: hour + CivilPeriods.hourLength, of: point)
            }
        }
        guard rules.day != nil else { return }
        let newest = try store.newestTime(of: SeriesID(point: point, period: .hour))
        var day = progress.days
        while day <= newest {
            backlog.add(day: day, of: point)
            day = periods.nextDay(after: day)
        }
    }

    /// All that is due has been done.
    private func finish(
        _ end: SeriesStore.ComputingProgress, since progress: SeriesStore.ComputingProgress
    ) throws {
        // A clock that was set back takes nothing back.
        let new = SeriesStore.ComputingProgress(
            hours: max(end.hours, progress.hours), days: max(end.days, progress.days))
        guard new != progress || hasLate else { return }
        try store.finishComputing(before: new)
        self.progress = new
        hasLate = false
    }
}
