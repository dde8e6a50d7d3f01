/// What a clock and a calendar on some wall show: a day and the milliseconds since its midnight, in no zone.
///
/// It is no moment until a zone is named: ``instant(in:)`` is the only way from here to an ``Instant``.
public struct CivilDateTime: Sendable, Hashable, Comparable {
    /// The day.
    public let date: CivilDate
    /// Milliseconds since midnight, 0 to 86,399,999.
    public let millisecondOfDay: Int32

    /// The milliseconds of one day.
    public static let dayLength = 86_400_000

    /// A day and a time; nil when the time is none of a day.
    public init?(date: CivilDate, millisecondOfDay: Int) {
        guard millisecondOfDay >= 0, millisecondOfDay < Self.dayLength else { return nil }
        self.date = date
        self.millisecondOfDay = Int32(millisecondOfDay)
    }

    /// Midnight at the start of a day.
    public init(startOf date: CivilDate) {
        self.date = date
        millisecondOfDay = 0
    }

    /// Clock readings in the order of the calendar.
    public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        (left.date, left.millisecondOfDay) < (right.date, right.millisecondOfDay)
    }

    /// The moment at which clocks of the zone show this.
    ///
    /// What clocks show twice (summer time ends) is the first of both moments. What they skip (summer time begins) is
    /// read with the offset before the change: 02:30 becomes 03:30.
    public func instant(in zone: TimeZoneRules) -> Instant {
        let reading = Int64(date.daysSinceEpoch * Self.dayLength) + Int64(millisecondOfDay)
        return Instant(milliseconds: reading - zone.offset(ofReading: reading) * 1000)
    }
}
