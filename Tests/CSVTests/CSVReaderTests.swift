import CSV
import Testing

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a\nb\rc\r\nd", [["a"], ["b"], ["c"], ["d"]]),
        ("a,,\n,\n", [["a", "", ""], ["", ""]]),
        ("a,", [["a", ""]]),
        ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
        ("\"he said \"\"hi\"\"\",\"\"\"\"\n", [["he said \"hi\"", "\""]]),
        ("\"\"", [[""]]),
        ("\"two\r\nlines\",x\n", [["two\r\nlines", "x"]]),
        ("5\" pipe,a\"b\"c\n", [["5\" pipe", "a\"b\"c"]]),
        (" \"a\",b \n", [[" \"a\"", "b "]]),
        ("企业,青瓷𠮷\n清源,é\n", [["企业", "青瓷𠮷"], ["清源", "é"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("\u{FEFF}\"a\",b\n", [["a", "b"]]),
        ("x\u{1}y\tz\n", [["x\u{1}y\tz"]]),
        ("\n\r\n\ra\n\n", [["a"]]), ("", []), ("\n", []), ("\u{FEFF}", []),
    ])
    func reads(text: String, rows: [[String]]) {
        for size in [1, 2, 3, 7, 1000] {
            let reading = Reading(Array(text.utf8)) { size }
            #expect(reading.rows == rows, "in chunks of \(size)")
            #expect(reading.problems.isEmpty)
            #expect(reading.end.byteOffset == text.utf8.count)
        }
    }

    @Test(arguments: CSVDelimiter.allCases)
    func everyDelimiterDelimitsAndOthersAreData(delimiter: CSVDelimiter) {
        let mark = Character(Unicode.Scalar(delimiter.rawValue))
        let others = CSVDelimiter.allCases.filter { $0 != delimiter }.map { String(Unicode.Scalar($0.rawValue)) }
            .joined()
        let reading = Reading("a\(mark)\(others)\(mark)\"\(mark)\"\n", CSVFormat(delimiter: delimiter))
        #expect(reading.rows == [["a", others, String(mark)]])
    }

    @Test func placesCountEveryLineEnd() {
        let reading = Reading("h\r\n\"a\r\nb\rc\nd\"\r\r\n\nlast")
        #expect(reading.rows == [["h"], ["a\r\nb\rc\nd"], ["last"]])
        #expect(reading.lines == [1, 2, 8])
        #expect(reading.blankLines == 2)
        #expect(reading.end.record == 4)
    }

    @Test func blankLinesAreRecordsWhenAsked() {
        let reading = Reading("a\n\nb\n", CSVFormat(skipsBlankLines: false))
        #expect(reading.rows == [["a"], [""], ["b"]])
        #expect(reading.blankLines == 0)
    }

    @Test func rawBytesAreTheRecordWithoutItsLineEnd() {
        let reading = Reading("a,\"b\"\"\n\"\r\nc,d")
        #expect(reading.raw == [Array("a,\"b\"\"\n\"".utf8), Array("c,d".utf8)])
    }

    @Test func quotedAndEmptyDiffer() throws {
        let page = Array("\"\",,\"x\"\"\"\n".utf8)
        var reader = CSVReader()
        let batch = CSVBatch()
        _ = reader.scan(page, true, 10, batch)
        let record = try #require(batch.records.first)
        let fields = (0..<3).map { batch.field(record, $0) }
        #expect(fields.map(\.isQuoted) == [true, false, true])
        #expect(fields.map(\.isUnescaped) == [false, false, true])
        #expect(fields.map(\.length) == [0, 0, 2])
        #expect(unsafe batch.fields.count == 3)
    }

    @Test func stopsAfterMaxRecordsAndGoesOn() {
        let text = Array("a\r\nb\rc\n\n\"d\"\ne".utf8)
        let whole = Reading(text) { 100 }
        let single = Reading(text, maxRecords: 1) { 100 }
        #expect(single == whole)
        #expect(whole.rows.count == 5)
    }

    @Test func positionResumesAnotherReader() {
        let page = Array("a\nb\nc,d\n".utf8)
        var first = CSVReader()
        let batch = CSVBatch()
        let consumed = first.scan(page, true, 2, batch)
        var second = CSVReader(columns: 1, position: first.position)
        _ = second.scan(Array(page[consumed...]), true, 10, batch)
        #expect(batch.problems.map(\.description) == ["line 3, record 3, byte 4: 2 columns where the header has 1"])
    }

    @Test func spanGivesTheSame() {
        let page = Array("a,b\nc".utf8)
        var reader = CSVReader()
        let batch = CSVBatch()
        let consumed = unsafe reader.scan(page.span.bytes, isLast: false, into: batch)
        #expect(consumed == 4)
        #expect(batch.records.count == 1)
    }
}
