import Model
import Testing

@Suite struct DatePatternWritingTests {
    private func text(_ pattern: String, _ reading: CivilDateTime, offset: Int32 = 0) throws -> String {
        var buffer: [UInt8] = []
        try DatePattern(pattern).append(reading, offset: offset, to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }

    @Test(arguments: [
        "yyyy-MM-dd HH:mm:ss.SSS", "yyyy年M月d日 H:m:s.SSS", "yyyyMMddHHmmssSSS", "epoch_ms",
        "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    ])
    func readsWhatItWrites(pattern: String) throws {
        for day in stride(from: -719_162, through: 2_932_896, by: 99_991) {
            let date = try #require(CivilDate(daysSinceEpoch: day))
            let reading = try #require(
                CivilDateTime(date: date, millisecondOfDay: (day &* 7_919 & 0x3FF_FFFF) % 86_400_000))
            #expect(try DatePattern(pattern).dateTime(text(pattern, reading)) == reading)
        }
    }

    @Test func offsetsAndFractions() throws {
        let reading = try #require(
            CivilDateTime(date: CivilDate(year: 2024, month: 3, day: 1)!, millisecondOfDay: 5_025))
        #expect(try text("H:mm:ss.S XXX", reading, offset: -16_200) == "0:00:05.0 -04:30")
        #expect(try text("d/M 'of' yyyy", reading, offset: 0) == "1/3 of 2024")
    }
}
