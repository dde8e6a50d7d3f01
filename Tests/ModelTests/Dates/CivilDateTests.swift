import Foundation
import Model
import Testing

@Suite struct CivilDateTests {
    @Test func knowsTheCalendar() {
        #expect(CivilDate(year: 2024, month: 2, day: 29) != nil)
        #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
        #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2023, month: 4, day: 31) == nil)
        #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 2023, month: 13, day: 1) == nil)
        #expect(CivilDate(packed: 0) == nil)
        #expect(CivilDate.first.description == "0001-01-01")
        #expect(CivilDate.last.description == "9999-12-31")
    }

    @Test func countsEveryDay() throws {
        var previous = try #require(CivilDate(daysSinceEpoch: -200_000))
        for days in -199_999...200_000 {
            let date = try #require(CivilDate(daysSinceEpoch: days))
            guard date.daysSinceEpoch == days, previous < date, CivilDate(packed: date.packed) == date else {
                Issue.record("day \(days) is \(date)")
                return
            }
            previous = date
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
        #expect(CivilDate(year: 2026, month: 1, day: 1)?.daysSinceEpoch == 20_454)
    }

    @Test func addsDaysWithinTheCalendar() {
        #expect(CivilDate(year: 2023, month: 12, day: 31)?.adding(days: 1)?.description == "2024-01-01")
        #expect(CivilDate.last.adding(days: 1) == nil)
        #expect(CivilDate.last.adding(days: .max) == nil)
    }

    @Test func instantsPrintAsRFC3339() throws {
        let instant = Instant(milliseconds: 1_709_211_909_120)
        #expect(instant.description == "2024-02-29T13:05:09.120Z")
        let zone = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        var buffer: [UInt8] = []
        instant.append(to: &buffer, in: zone)
        #expect(String(decoding: buffer, as: UTF8.self) == "2024-02-29T21:05:09.120+08:00")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: .min).description == "0001-01-01T00:00:00.000Z")
        #expect(Instant(milliseconds: .max).adding(milliseconds: .max) == .last)
    }
}
