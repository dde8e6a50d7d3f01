public import Connectors
public import Model

/// When one connector is due: its cron schedule, what it does about missed runs, and its breaker. Values in, values out.
public struct RunTimetable: Sendable {
    private let cron: CronSchedule
    private let zone: TimeZoneRules
    private let missed: SyncRules.Schedule.Missed
    /// What happens when a run is due while the last one goes on.
    public let overlap: SyncRules.Schedule.Overlap
    private let breaker: BreakerRule?

    /// The timetable of a connector; nil when it runs only when asked. Local times are those of the connector's zone, else
    /// of `zone`.
    public init?(_ definition: ConnectorDefinition, zone: TimeZoneRules) throws(CronSchedule.Fault) {
        guard let schedule = definition.sync.schedule else { return nil }
        cron = try CronSchedule(schedule.cron)
        self.zone = definition.timezone ?? zone
        missed = schedule.missed
        overlap = schedule.overlap
        breaker = definition.breaker
    }

    /// The first time to run when the hub starts at `now` and the last run began at `last`: at once when runs were missed
    /// and one is to make up for them.
    public func first(at now: Int64, lastRun last: Int64?) -> Int64? {
        if missed == .once, let last, let due = next(after: last), due <= now { return now }
        return next(after: now)
    }

    /// The first time after `now`.
    public func next(after now: Int64) -> Int64? {
        cron.next(after: Instant(milliseconds: now), in: zone)?.milliseconds
    }

    /// Until when a failing system is left alone; nil when it is not.
    ///
    /// - Parameters:
    ///   - failures: how many runs in a row failed, the newest among them.
    ///   - last: when the newest began.
    public func closed(failures: Int, lastRun last: Int64) -> Int64? {
        guard let breaker, failures >= breaker.openAfter else { return nil }
        return last + breaker.probeEvery.wholeMilliseconds
    }
}

extension Duration {
    /// The duration in milliseconds, cut.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds.multipliedReportingOverflow(by: 1_000).partialValue &+ attoseconds / 1_000_000_000_000_000
    }
}
