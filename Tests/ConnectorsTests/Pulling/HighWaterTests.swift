import Model
import Testing

@testable import Connectors

@Suite struct HighWaterTests {
    private let shanghai = TimeZoneRules(named: "Asia/Shanghai") ?? .utc

    private func rule(_ pattern: String, format: String? = nil) throws -> CursorRule {
        CursorRule(
            from: "$.t", kind: .datetime(try DatePattern(pattern)), start: "",
            format: try format.map { try DatePattern($0) })
    }

    @Test func goesBackByTheLag() throws {
        let rule = try rule("yyyy-MM-dd HH:mm:ss")
        let mark = try #require(HighWater("2024-03-01 01:30:00", of: rule, zone: shanghai))
        #expect(mark.kept == "2024-02-29T17:30:00.000Z")
        #expect(mark.asked(rule, lag: .seconds(7200), zone: shanghai) == "2024-02-29 23:30:00")
        let again = try #require(HighWater(mark.kept, of: rule, zone: shanghai))
        #expect(again == mark)
    }

    @Test func aMistypedYearDoesNotCarryTheMarkIntoTheFuture() throws {
        let rule = try rule("yyyy-MM-dd")
        var page = RecordPage(shape: RecordShape(scopes: [.init(paths: ["t"])]))
        for day in ["2024-03-01", "2204-03-02", "2024-03-03"] {
            page.scopes[0].fields.append(FieldSlice(.text, offset: page.bytes.count, length: day.utf8.count))
            page.bytes += Array(day.utf8)
            page.places.append(.init(offset: 0, length: 0, item: 1))
        }
        page.scopes[0].rowCount = 3
        func high(_ now: Int64) -> String? {
            HighWater.highest(in: page, slot: 0, rule: rule, zone: .utc, above: nil, now: now)
        }
        // 2024-03-02T12:00:00Z: a moment of the next day may well be another zone's now.
        #expect(high(1_709_380_800_000) == "2024-03-03T00:00:00.000Z")
        #expect(high(8_000_000_000_000) == "2204-03-02T00:00:00.000Z")
    }

    @Test func startsAtADay() throws {
        let rule = try rule("yyyy-MM-dd HH:mm:ss")
        let mark = try #require(HighWater("2020-01-01", of: rule, zone: shanghai))
        #expect(mark.asked(rule, lag: .zero, zone: shanghai) == "2020-01-01 00:00:00")
        #expect(HighWater("soon", of: rule, zone: shanghai) == nil)
        #expect(HighWater("2020-13-01", of: rule, zone: shanghai) == nil)
    }

    @Test func writesAnotherFormat() throws {
        let rule = try rule("yyyyMMddHHmmss", format: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
        let mark = try #require(HighWater("20240301013000", of: rule, zone: shanghai))
        #expect(mark.asked(rule, lag: .zero, zone: shanghai) == "2024-03-01T01:30:00.000+08:00")
    }

    @Test(arguments: ["yyyy年M月d日 H:mm", "yyyy/MM/dd", "yyyyMMdd'T'HHmmssXX", "yyyy-MM-dd ''HH''"])
    func writesWhatItReads(_ pattern: String) throws {
        let compiled = try DatePattern(pattern)
        let instant = Instant(milliseconds: 1_709_258_400_000)
        let text = compiled.text(of: instant, zone: shanghai)
        let again = try compiled.instant(text, zone: shanghai)
        #expect(compiled.text(of: again, zone: shanghai) == text)
    }

    @Test func comparesNumbersAndTexts() throws {
        let numbers = CursorRule(from: "$.n", kind: .number, start: "")
        let nine = try #require(HighWater("9", of: numbers, zone: .utc))
        let ten = try #require(HighWater("10", of: numbers, zone: .utc))
        #expect(nine < ten)
        let texts = CursorRule(from: "$.n", kind: .text, start: "")
        let a = try #require(HighWater("10", of: texts, zone: .utc))
        let b = try #require(HighWater("9", of: texts, zone: .utc))
        #expect(a < b)
        #expect(HighWater("x", of: numbers, zone: .utc) == nil)
    }
}
