import Testing

@testable import Serving

/// The day of a record is read off its line, wherever its column stands.
@Suite struct ShownDayTests {
    private func day(_ record: String, _ column: Int) -> ShownDay {
        let head = Array(#"{"op":"upsert","source":{"key":"\",\"record\":{"},"record":"#.utf8)
        let line = head + Array(record.utf8) + Array("}".utf8)
        return unsafe ShownDay(in: line.span.bytes, record: head.count, column: column)
    }

    @Test func itIsFoundBehindAnyValue() {
        #expect(day(#"{"time":"2026-10-30T01:02:03.000Z"}"#, 0).text == "2026-10-30")
        let before =
            #"{"a":"x\\\",\"time\":\"1999-01-01","b":["1,}",{"c":[2]}],"d":null,"e":-1.5,"time":"0987-01-02","f":1}"#
        #expect(day(before, 4).text == "0987-01-02" && day(before, 4) < day(#"{"t":"2026-10-30"}"#, 0))
    }

    @Test func whatHasNoMomentHasNoDay() {
        for record in [#"{"time":null,"value":20261030}"#, #"{"time":""}"#, #"{"time":"soon enough"}"#, "{}", ""] {
            #expect(day(record, 0) == .none, "\(record)")
        }
    }
}
