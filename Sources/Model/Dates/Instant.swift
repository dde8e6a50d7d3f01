/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since the epoch; negative before.
    public let milliseconds: Int64

    /// A moment by its milliseconds since the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The first moment that RFC 3339 can write here: year 1.
    public static let first = Instant(milliseconds: -62_135_596_800_000)
    /// The last moment that RFC 3339 can write.
    public static let last = Instant(milliseconds: 253_402_300_799_999)

    /// The order of time.
    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment so many milliseconds later, kept between ``first`` and ``last``.
    public func adding(milliseconds delta: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        if overflow { return delta < 0 ? .first : .last }
        return min(max(Instant(milliseconds: sum), .first), .last)
    }

    /// What clocks show at this moment, `offset` seconds east of Greenwich. Moments outside of years 1 to 9999 are
    /// taken as the nearest one inside.
    public func reading(offset: Int32) -> CivilDateTime {
        let day = Int64(CivilDateTime.dayLength)
        let local = min(max(self, .first), .last).milliseconds + Int64(offset) * 1000
        let shown = min(max(local, Instant.first.milliseconds), Instant.last.milliseconds)
        let days = shown >= 0 ? shown / day : (shown - day + 1) / day
        let date = CivilDate(daysSinceEpoch: Int(days)) ?? .first
        return CivilDateTime(date: date, millisecondOfDay: Int(shown - days * day)) ?? CivilDateTime(startOf: date)
    }

    /// What clocks of the zone show at this moment.
    public func reading(in zone: TimeZoneRules) -> CivilDateTime { reading(offset: zone.offset(at: self)) }
}
