import Model

/// Where hours, days and years begin in the zone of a connector's devices.
struct CivilPeriods: Sendable {
    static let hourLength: Int64 = 3_600_000

    let zone: TimeZoneRules

    /// When the hour begins that a moment lies in.
    func hour(of time: Int64) -> Int64 {
        let offset = Int64(zone.offset(at: Instant(milliseconds: time))) * 1000
        let past = (time + offset) % Self.hourLength
        return time - (past < 0 ? past + Self.hourLength : past)
    }

    /// When the day begins that a moment lies in.
    func day(of time: Int64) -> Int64 { start(of: date(of: time)) }

    /// When the day after the one of a moment begins.
    func nextDay(after time: Int64) -> Int64 { start(of: date(of: time).adding(days: 1) ?? .last) }

    /// The year that a moment lies in.
    func year(of time: Int64) -> Int { date(of: time).year }

    /// When a year begins.
    func start(ofYear year: Int) -> Int64 { start(of: CivilDate(year: year, month: 1, day: 1) ?? .last) }

    private func date(of time: Int64) -> CivilDate { Instant(milliseconds: time).reading(in: zone).date }

    private func start(of date: CivilDate) -> Int64 {
        CivilDateTime(startOf: date).instant(in: zone).milliseconds
    }
}
