import Foundation
import Model
import Testing

@Suite struct TimeZoneRulesTests {
    @Test(arguments: ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
    func agreesWithFoundation(_ name: String) throws {
        let rules = try #require(TimeZoneRules(named: name))
        let zone = try #require(TimeZone(identifier: name))
        var dice = Dice(seed: 5)
        for _ in 0..<2000 {
            let second = dice.integer(below: 6_000_000_000) - 2_000_000_000
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            guard rules.offset(at: Instant(milliseconds: second * 1000)) == Int32(expected) else {
                Issue.record("\(name) at \(second): \(expected)")
                return
            }
        }
    }

    @Test func chinaHadSummerTime() throws {
        let zone = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        let pattern = try DatePattern("yyyy-MM-dd HH:mm:ss")
        func offset(_ text: String) throws -> Int32 { zone.offset(at: try pattern.instant(text, zone: zone)) / 3600 }
        for year in 1986...1991 { #expect(try offset("\(year)-07-01 12:00:00") == 9) }
        for year in [1980, 1985, 1992, 2024, 2050] { #expect(try offset("\(year)-07-01 12:00:00") == 8) }
        #expect(try offset("1986-01-01 12:00:00") == 8)
        #expect(try pattern.instant("1988-07-01 09:00:00", zone: zone).description == "1988-07-01T00:00:00.000Z")
    }

    @Test func gapsAndOverlapsAreDecided() throws {
        let zone = try #require(TimeZoneRules(named: "America/New_York"))
        let pattern = try DatePattern("yyyy-MM-dd HH:mm")
        #expect(try pattern.instant("2024-03-10 02:30", zone: zone).description == "2024-03-10T07:30:00.000Z")
        #expect(try pattern.instant("2024-11-03 01:30", zone: zone).description == "2024-11-03T05:30:00.000Z")
        #expect(try pattern.instant("2024-11-03 02:00", zone: zone).description == "2024-11-03T07:00:00.000Z")
    }

    @Test func readingAndMomentRoundTrip() throws {
        let zone = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        var dice = Dice(seed: 9)
        for _ in 0..<2000 {
            let instant = Instant(milliseconds: dice.integer(below: 2_000_000_000_000) + 700_000_000_000)
            #expect(instant.reading(in: zone).instant(in: zone) == instant)
        }
    }

    @Test func namesAreStrict() throws {
        #expect(TimeZoneRules(named: "+08:00")?.offset(at: .first) == 28_800)
        #expect(TimeZoneRules(named: "-0330")?.offset(at: .last) == -12_600)
        #expect(TimeZoneRules(named: "UTC") == .utc)
        #expect(TimeZoneRules(named: "Z")?.isFixed == true)
        for name in ["", "CST", "Asia/Nowhere", "+8", "+08:60", "GMT+8", "+08:00 ", "../../etc/passwd"] {
            #expect(TimeZoneRules(named: name) == nil, "\(name)")
        }
    }
}
