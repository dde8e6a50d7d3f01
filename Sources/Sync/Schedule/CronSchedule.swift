public import Model

/// A schedule in the five fields of crontab(5): minute, hour, day of month, month, day of week.
///
/// Lists, ranges, steps and the English names of months and days are understood; Sunday is 0 or 7. When both the day of
/// month and the day of week are restricted, either fires, as in every cron. Local times that a clock change skips run
/// right after it; times that come twice run once.
public struct CronSchedule: Sendable, Equatable {
    /// Why a text is no schedule.
    public struct Fault: Error, Sendable, Equatable {
        /// What is wrong and what to write.
        public var message: String
    }

    private let minutes: UInt64
    private let hours: UInt64
    private let days: UInt64
    private let months: UInt64
    private let weekdays: UInt64
    private let eitherDay: Bool

    private static let nicknames = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// The schedule that `text` says.
    public init(_ text: String) throws(Fault) {
        let fields = (CronSchedule.nicknames[text.lowercased()] ?? text).split { $0 == " " || $0 == "\t" }.map(
            String.init)
        guard fields.count == 5 else {
            throw Fault(
                message: "a schedule has five fields: minute hour day month weekday, such as `17 */2 * * *`; "
                    + "this has \(fields.count)")
        }
        minutes = try CronField(fields[0], "minute", 0...59).bits
        hours = try CronField(fields[1], "hour", 0...23).bits
        days = try CronField(fields[2], "day of month", 1...31).bits
        months = try CronField(fields[3], "month", 1...12, names: CronSchedule.monthNames, firstName: 1).bits
        let weekdays = try CronField(fields[4], "day of week", 0...7, names: CronSchedule.dayNames, firstName: 0).bits
        self.weekdays = weekdays | weekdays >> 7 & 1
        eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
    }

    /// The first time after `instant` at which the schedule fires in `zone`; nil when none comes in eight years, as with a
    /// 30 February.
    public func next(after instant: Instant, in zone: TimeZoneRules) -> Instant? {
        let start = Instant(milliseconds: (instant.milliseconds / 60_000 + 1) * 60_000).reading(in: zone)
        var day = start.date
        var minute = Int(start.millisecondOfDay) / 60_000
        for _ in 0..<8 * 366 {
            while fires(on: day), let found = firstMinute(from: minute) {
                // A local time that the clocks skip reads as the instant after the jump; one that comes twice as the first.
                let reading = CivilDateTime(date: day, millisecondOfDay: found * 60_000)
                if let at = reading?.instant(in: zone), at > instant { return at }
                minute = found + 1
            }
            guard let following = day.adding(days: 1) else { return nil }
            day = following
            minute = 0
        }
        return nil
    }

    private func fires(on day: CivilDate) -> Bool {
        guard has(months, day.month) else { return false }
        // Day 0 of the epoch, 1970-01-01, was a Thursday.
        let weekday = ((day.daysSinceEpoch + 4) % 7 + 7) % 7
        let (byDay, byWeekday) = (has(days, day.day), has(weekdays, weekday))
        return eitherDay ? byDay || byWeekday : byDay && byWeekday
    }

    private func firstMinute(from start: Int) -> Int? {
        guard start < 24 * 60 else { return nil }
        return (start..<24 * 60).first { has(hours, $0 / 60) && has(minutes, $0 % 60) }
    }

    private func has(_ bits: UInt64, _ value: Int) -> Bool { bits >> UInt64(value) & 1 != 0 }
}
