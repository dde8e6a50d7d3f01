import Model
import Testing

@Suite struct DatePatternTests {
    private static let shanghai = TimeZoneRules(named: "Asia/Shanghai")!

    @Test func saysWhatOtherToolsLettersAreHere() {
        #expect("\(DatePatternFault.unknownLetter("Y"))" == "`Y` means nothing in a date pattern; the year is `yyyy`")
        #expect("\(DatePatternFault.unknownLetter("D"))" == "`D` means nothing in a date pattern; the day is `dd`")
    }

    @Test(
        arguments: [
            ("yyyy-MM-dd", "2024-02-29", "2024-02-29"), ("yyyy/M/d", "2024/2/9", "2024-02-09"),
            ("yyyy/M/d", "2024/12/19", "2024-12-19"), ("yyyy年M月d日", "2024年2月29日", "2024-02-29"),
            ("yyyyMMdd", "20240229", "2024-02-29"), ("yyyy-MM", "2024-02", "2024-02-01"),
            ("yyyy", "1998", "1998-01-01"),
            ("yyyy-MM-dd HH:mm", "2020-06-10 24:00", "2020-06-10"),
        ] as [(String, String, String)])
    func readsDates(_ pattern: String, _ text: String, _ expected: String) throws {
        #expect(try DatePattern(pattern).date(text).description == expected)
    }

    @Test(
        arguments: [
            ("yyyy-MM-dd HH:mm:ss", "2020-06-10 08:00:00", "2020-06-10T00:00:00.000Z"),
            ("yyyyMMddHHmmss", "20200101000000", "2019-12-31T16:00:00.000Z"),
            ("yyyyMMddHHmmssSSS", "20160801085857223", "2016-08-01T00:58:57.223Z"),
            ("yyyy-MM-dd'T'HH:mm:ssXXX", "2024-02-29T13:05:09+08:00", "2024-02-29T05:05:09.000Z"),
            ("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2024-02-29T13:05:09.120Z", "2024-02-29T13:05:09.120Z"),
            ("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXX", "2024-02-29T13:05:09.120999-0330", "2024-02-29T16:35:09.120Z"),
            ("yyyy-MM-dd HH:mm:ss.S", "2024-02-29 08:00:00.5", "2024-02-29T00:00:00.500Z"),
            ("yyyy-MM-dd HH:mm:ss", "2019-12-31 24:00:00", "2019-12-31T16:00:00.000Z"),
            ("yyyy-MM-dd", "2024-03-01", "2024-02-29T16:00:00.000Z"),
        ] as [(String, String, String)])
    func readsMoments(_ pattern: String, _ text: String, _ expected: String) throws {
        #expect(try DatePattern(pattern).instant(text, zone: Self.shanghai).description == expected)
    }

    @Test(
        arguments: [
            ("yyyy-MM-dd", "2024-13-01", DateFault.range(.month, 13)),
            ("yyyy-MM-dd", "2023-02-29", .noSuchDay(year: 2023, month: 2, day: 29)),
            ("yyyy-MM-dd", "2024-02-29 10:00", .trailing(at: 10)), ("yyyy-MM-dd", "2024-2-9", .missing(.month, at: 5)),
            ("yyyy-MM-dd", "", .empty), ("yyyy-MM-dd", "长期", .missing(.year, at: 0)),
            ("yyyy-MM-dd", "2024/02/29", .literal(at: 4)), ("yyyy-MM-dd", "0000-01-01", .range(.year, 0)),
            ("yyyy-MM-dd", "２０２４-02-29", .missing(.year, at: 0)), ("yyyy-MM-dd", "2024-02-", .missing(.day, at: 8)),
            ("yyyy-MM-dd HH:mm", "2020-06-10 24:01", .range(.hour, 24)),
            ("yyyy-MM-dd HH:mm", "2020-06-10 25:00", .range(.hour, 25)),
            ("yyyy-MM-dd HH:mm:ss", "2020-06-10 10:60:00", .range(.minute, 60)),
            ("yyyy-MM-dd HH:mm:ss", "2020-06-10 10:00:60", .range(.second, 60)),
            ("yyyy-MM-dd'T'HH:mmXXX", "2020-06-10T10:00", .missing(.offset, at: 16)),
            ("yyyy-MM-dd'T'HH:mmXXX", "2020-06-10T10:00+25:00", .missing(.offset, at: 16)),
            ("yyyy-MM-dd HH", "9999-12-31 24", .range(.hour, 24)), ("HH:mm", "10:00", .noDate),
        ] as [(String, String, DateFault)])
    func saysWhatIsWrong(_ pattern: String, _ text: String, _ fault: DateFault) throws {
        let pattern = try DatePattern(pattern)
        #expect(throws: fault) { try pattern.instant(text, zone: Self.shanghai) }
    }

    @Test func readsTimes() throws {
        #expect(try DatePattern("HH:mm").millisecondOfDay(Array("08:30".utf8).span) == 30_600_000)
        #expect(try DatePattern("HH'时'mm'分'").millisecondOfDay(Array("24时00分".utf8).span) == 86_400_000)
        #expect(throws: DateFault.noTime) { try DatePattern("yyyy").millisecondOfDay(Array("2024".utf8).span) }
    }

    @Test(
        arguments: [
            ("", DatePatternFault.noParts), ("--", .noParts), ("yyyy-MM-DD", .unknownLetter("D")),
            ("yy-MM-dd", .width("yy")),
            ("yyyy-MMM-dd", .width("MMM")), ("yyyy-MM-dd'T", .openQuote), ("yyyyMd", .ambiguous(.month)),
            ("yyyy-MM-MM", .repeated(.month)), ("yyyy-dd", .without(.day, needs: .month)),
            ("HH:ss", .without(.second, needs: .minute)), ("yyyy-MM-ddTHH", .unknownLetter("T")),
        ] as [(String, DatePatternFault)])
    func refusesBadPatterns(_ pattern: String, _ fault: DatePatternFault) {
        #expect(throws: fault) { try DatePattern(pattern) }
    }

    @Test func knowsItsParts() throws {
        let pattern = try DatePattern("yyyy-MM-dd'T'HH:mm''XXX")
        #expect(pattern.hasDate && pattern.hasTime && pattern.hasOffset)
        #expect(try pattern.dateTime("2024-02-29T10:00'Z").description == "2024-02-29T10:00:00.000")
    }

    /// The same count is another day in Shanghai than in Greenwich.
    @Test func readsCountsSince1970() throws {
        let (milliseconds, seconds) = (try DatePattern("epoch_ms"), try DatePattern("epoch_s"))
        let shanghai = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        let count = Array("1608825600000".utf8)
        #expect(try milliseconds.date(count.span, zone: shanghai).description == "2020-12-25")
        #expect(try milliseconds.date(count.span, zone: .utc).description == "2020-12-24")
        #expect(try milliseconds.instant("1608825600000", zone: shanghai).milliseconds == 1_608_825_600_000)
        #expect(try seconds.instant("1608825600.25", zone: shanghai).milliseconds == 1_608_825_600_250)
        #expect(try milliseconds.instant("1.6088256E12", zone: .utc).milliseconds == 1_608_825_600_000)
        #expect(try milliseconds.instant("-1", zone: .utc).milliseconds == -1)
        #expect(milliseconds.hasOffset && milliseconds.hasDate && milliseconds.hasTime)
        for text in ["2020-12-25", "", "9223372036854775807", "1e400", " 1"] {
            #expect(throws: DateFault.self, "\(text)") { try seconds.instant(text, zone: .utc) }
        }
        #expect(throws: DatePatternFault.self) { try DatePattern("epoch_ms yyyy") }
    }

    @Test func survivesAnyBytes() throws {
        let patterns = try ["yyyy年M月d日", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", "yyyyMMddHHmmss"].map {
            try DatePattern($0)
        }
        var dice = Dice(seed: 3)
        for _ in 0..<5000 {
            let bytes = dice.bytes(upTo: 32, likely: Array("0123456789-:T+年月".utf8))
            for pattern in patterns { _ = try? pattern.instant(bytes.span, zone: Self.shanghai) }
        }
    }
}
