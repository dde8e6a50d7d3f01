/// A moment of the demo city in its own time, minute by minute: the demo never reads the machine's clock, so that the
/// same seed gives the same bytes.
struct DemoMoment: Sendable, Equatable, Comparable {
    /// Minutes since 2025-01-01 00:00.
    var minutes: Int

    /// When the city starts.
    static let start = DemoMoment(day: "2026-11-20", hour: 8)

    init(minutes: Int) { self.minutes = minutes }

    /// A time of a day `yyyy-MM-dd` of 2025 or later.
    init(day: String, hour: Int = 0, minute: Int = 0) {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        let (year, month, date) = parts.count == 3 ? (parts[0], parts[1], parts[2]) : (2025, 1, 1)
        var days = (2025..<max(year, 2025)).reduce(0) { $0 + Self.days(inYear: $1) }
        days += (1..<max(month, 1)).reduce(0) { $0 + Self.days(inMonth: $1, of: year) }
        minutes = (days + date - 1) * 1440 + hour * 60 + minute
    }

    /// `yyyy-MM-dd`.
    var day: String {
        var days = minutes / 1440
        var year = 2025
        while days >= Self.days(inYear: year) {
            days -= Self.days(inYear: year)
            year += 1
        }
        var month = 1
        while days >= Self.days(inMonth: month, of: year) {
            days -= Self.days(inMonth: month, of: year)
            month += 1
        }
        return "\(year)-\(Self.two(month))-\(Self.two(days + 1))"
    }

    /// `yyyy-MM-dd HH:mm:ss`.
    var text: String { "\(day) \(Self.two(minutes / 60 % 24)):\(Self.two(minutes % 60)):00" }

    /// `yyyy-MM-ddTHH:mm:ss`, as XML Schema writes it, without a zone.
    var xml: String { text.replacing(" ", with: "T") }

    static func < (left: DemoMoment, right: DemoMoment) -> Bool { left.minutes < right.minutes }

    func adding(minutes more: Int) -> DemoMoment { DemoMoment(minutes: minutes + more) }
    func adding(days: Int) -> DemoMoment { adding(minutes: days * 1440) }

    private static func days(inYear year: Int) -> Int { isLeap(year) ? 366 : 365 }
    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
