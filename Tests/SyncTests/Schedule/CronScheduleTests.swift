import Model
import Testing

@testable import Sync

@Suite struct CronScheduleTests {
    private let shanghai = TimeZoneRules(named: "Asia/Shanghai")!

    private func next(_ cron: String, after text: String, in zone: TimeZoneRules? = nil) throws -> String? {
        let pattern = try DatePattern("yyyy-MM-dd HH:mm")
        let zone = zone ?? shanghai
        let start = try pattern.instant(text, zone: zone)
        guard let found = try CronSchedule(cron).next(after: start, in: zone) else { return nil }
        var out: [UInt8] = []
        found.append(to: &out, in: zone)
        return String(String(decoding: out, as: UTF8.self).prefix(16))
    }

    @Test(arguments: [
        ("17 */2 * * *", "2026-11-23 01:02", "2026-11-23T02:17"),
        ("17 */2 * * *", "2026-11-23 22:17", "2026-11-24T00:17"),
        ("0 9 * * mon", "2026-11-23 09:00", "2026-11-30T09:00"), ("0 0 1 * *", "2026-12-15 00:00", "2027-01-01T00:00"),
        ("0 0 29 2 *", "2026-01-01 00:00", "2028-02-29T00:00"),
        ("*/15 8-17 * * 1-5", "2026-11-27 17:50", "2026-11-30T08:00"),
        ("0 0 13 * fri", "2026-11-23 00:00", "2026-11-27T00:00"),
        ("30 6 * * 7", "2026-11-23 00:00", "2026-11-29T06:30"),
        ("@hourly", "2026-11-23 10:59", "2026-11-23T11:00"), ("5/20 * * * *", "2026-11-23 10:06", "2026-11-23T10:25"),
    ]) func firesNext(_ cron: String, after: String, expected: String) throws {
        #expect(try next(cron, after: after) == expected)
    }

    @Test func aDayThatNeverComesFiresNever() throws {
        #expect(try next("0 0 30 2 *", after: "2026-01-01 00:00") == nil)
    }

    @Test func skippedLocalTimesRunAfterTheJumpAndDoubledOnesOnce() throws {
        let berlin = try #require(TimeZoneRules(named: "Europe/Berlin"))
        #expect(try next("30 2 * * *", after: "2026-03-28 12:00", in: berlin) == "2026-03-29T03:30")
        let first = try #require(try next("30 2 * * *", after: "2026-10-24 12:00", in: berlin))
        #expect(first == "2026-10-25T02:30")
        let schedule = try CronSchedule("30 2 * * *")
        let once = try #require(schedule.next(after: Instant(milliseconds: 1_792_886_400_000), in: berlin))
        let again = try #require(schedule.next(after: once, in: berlin))
        #expect(again.milliseconds - once.milliseconds >= 23 * 3_600_000)
    }

    @Test(arguments: [
        "", "* * * *", "60 * * * *", "* 24 * * *", "a * * * *", "*/0 * * * *", "5-1 * * * *", "0 0 9 ? * 2",
        "1, * * * *",
    ])
    func nonsenseIsRefusedWithItsPart(_ cron: String) {
        #expect(throws: CronSchedule.Fault.self) { try CronSchedule(cron) }
    }
}
