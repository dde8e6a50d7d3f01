/// A day of the (proleptic) Gregorian calendar, years 1 to 9999, packed into 32 bits: year, 4 bits of month, 5 of day.
///
/// The packed form sorts as the days do.
public struct CivilDate: Sendable, Hashable, Comparable {
    /// `year << 9 | month << 5 | day`.
    public let packed: Int32

    /// A day; nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.dayCount(year: year, month: month)
        else { return nil }
        packed = Int32(year << 9 | month << 5 | day)
    }

    /// A day from its packed form; nil when it is none.
    public init?(packed: Int32) {
        self.init(year: Int(packed >> 9), month: Int(packed >> 5 & 15), day: Int(packed & 31))
    }

    /// The first day that can be told.
    public static let first = CivilDate(daysSinceEpoch: -719_162)!
    /// The last day that can be told.
    public static let last = CivilDate(daysSinceEpoch: 2_932_896)!

    /// The year, 1 to 9999.
    public var year: Int { Int(packed >> 9) }
    /// The month, 1 to 12.
    public var month: Int { Int(packed >> 5 & 15) }
    /// The day of the month, 1 to 31.
    public var day: Int { Int(packed & 31) }

    /// The order of days.
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.packed < right.packed }

    /// Whether February of the year has 29 days.
    public static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month from 1 to 12.
    public static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
