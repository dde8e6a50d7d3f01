import CSV
import Testing

@Suite struct CSVProblemTests {
    /// Reads in several chunk sizes, expecting the same each time, and gives the outcome.
    private func read(_ text: String, _ format: CSVFormat = CSVFormat(), columns: Int? = nil) -> Reading {
        let bytes = Array(text.utf8)
        let whole = Reading(bytes, format, columns: columns) { .max / 2 }
        for size in [1, 2, 5, 64] {
            #expect(Reading(bytes, format, columns: columns) { size } == whole, "in chunks of \(size)")
        }
        return whole
    }

    @Test func wrongColumnCountIsReportedAndReadingGoesOn() {
        let reading = read("a,b\n1\n\"x\ny\",2\n1,2,3\n4,5", columns: 2)
        #expect(reading.rows == [["a", "b"], ["x\ny", "2"], ["4", "5"]])
        #expect(
            reading.problems == [
                "line 2, record 2, byte 4: 1 columns where the header has 2",
                "line 5, record 4, byte 14: 3 columns where the header has 2",
            ])
    }

    @Test func nulByteIsRefusedWithItsPlace() {
        let reading = read("a,b\n\"c\nd\",e\0f\ng,h\n", columns: 2)
        #expect(reading.rows == [["a", "b"], ["g", "h"]])
        #expect(reading.problems == ["line 3, record 2, byte 11: NUL byte"])
    }

    @Test func textAfterClosingQuoteIsRefused() {
        let reading = read("a\n\"b\"c\n\"d\" ,e\n\"f\"x\"g\nh\n")
        #expect(reading.rows == [["a"], ["h"]])
        #expect(reading.kinds == [.textAfterQuote, .textAfterQuote, .textAfterQuote])
        #expect(reading.problems.first == "line 2, record 2, byte 5: text follows the closing quote of a field")
    }

    @Test func unclosedQuoteCostsItsLineOnly() {
        let reading = read("a,b\n1,\"two\n3,4\n5,6\n", columns: 2)
        #expect(reading.rows == [["a", "b"], ["3", "4"], ["5", "6"]])
        #expect(reading.lines == [1, 3, 4])
        #expect(reading.problems == ["line 2, record 2, byte 6: the quoted field that starts here does not end"])
    }

    @Test func unclosedQuoteIsPlacedOnItsOwnLine() {
        let reading = read("\"x\ny\",\"z\nlast,1\n")
        #expect(reading.rows == [["last", "1"]])
        #expect(reading.problems == ["line 2, record 1, byte 6: the quoted field that starts here does not end"])
        #expect(read("a\n\"").problems == ["line 2, record 2, byte 2: the quoted field that starts here does not end"])
    }

    @Test func longRecordIsPassedOver() {
        let long = String(repeating: "x", count: 300)
        let reading = read("a\n\(long)\r\nb\n\(long)", CSVFormat(maxRecordBytes: 100))
        #expect(reading.rows == [["a"], ["b"]])
        #expect(reading.lines == [1, 3])
        #expect(
            reading.problems == [
                "line 2, record 2, byte 2: record of more than 100 bytes",
                "line 4, record 4, byte 306: record of more than 100 bytes",
            ])
    }

    @Test func limitsAreExact() {
        let format = CSVFormat(maxFieldBytes: 3, maxRecordBytes: 7, maxColumns: 3)
        let reading = read("abc,def\nabcd\n\"a\"\"b\"\n\"abcd\"\na,b,c,d\nabc,defg\n", format)
        #expect(reading.rows == [["abc", "def"], ["a\"b"]])
        #expect(
            reading.kinds == [
                .fieldTooLong(limit: 3), .fieldTooLong(limit: 3), .tooManyColumns(found: 4, limit: 3),
                .recordTooLong(limit: 7),
            ])
    }

    @Test func strayQuoteDoesNotSwallowTheFile() {
        let rows = (1...200).map { "\($0),x" }.joined(separator: "\n")
        let reading = read("0,\"x\n\(rows)\n", CSVFormat(maxRecordBytes: 100), columns: 2)
        #expect(reading.rows.count == 200)
        #expect(reading.problems == ["line 1, record 1, byte 0: record of more than 100 bytes"])
        #expect(reading.lines == Array(2...201))
    }

    /// Lines that look open from outside and from inside quotes: every restart would scan to the limit again.
    @Test func hostileQuotesStayLinear() {
        let text = String(repeating: "y\",\"\n", count: 100_000)
        let reading = Reading(text, CSVFormat(maxRecordBytes: 1 << 14))
        #expect(reading.rows.isEmpty)
        #expect(reading.problems.count == 95)
        let small = String(repeating: "y\",\"\n", count: 500)
        #expect(read(small, CSVFormat(maxRecordBytes: 100)).problems.count > 64)
    }

    @Test func hundredMegabyteLineIsNotHeld() {
        var reader = CSVReader()
        let batch = CSVBatch()
        let piece = [UInt8](repeating: 0x61, count: 8 << 20)
        for _ in 0..<12 { #expect(reader.scan(piece, false, 10, batch) == piece.count) }
        #expect(reader.scan(Array("\nok\n".utf8), true, 10, batch) == 4)
        #expect(batch.records.map(\.line) == [2])
        #expect(batch.records.map(\.number) == [2])
    }
}
