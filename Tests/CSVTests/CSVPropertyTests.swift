import CSV
import Testing

/// Random tables and random bytes, read in random chunks.
@Suite struct CSVPropertyTests {
    private static let pieces = [
        "a", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", " ", "清源", "𠮷", "'", "=1", "0123456789",
    ]

    private func table(_ dice: inout Dice) -> [[String]] {
        let columns = Int.random(in: 1...6, using: &dice)
        return (0..<Int.random(in: 0...12, using: &dice)).map { _ in
            (0..<columns).map { _ in
                (0..<Int.random(in: 0...5, using: &dice)).map { _ in Self.pieces.randomElement(using: &dice) ?? "" }
                    .joined()
            }
        }
    }

    /// The other writer: quotes what must be and now and then what need not be, and ends lines in any way.
    private func write(_ table: [[String]], _ dice: inout Dice) -> String {
        var text = Bool.random(using: &dice) ? "\u{FEFF}" : ""
        for row in table {
            let cells = row.map { cell in
                let needed = row == [""] || cell.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
                guard needed || Bool.random(using: &dice) else { return cell }
                return "\"" + cell.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
            }
            text += cells.joined(separator: ",") + (["\n", "\r", "\r\n"].randomElement(using: &dice) ?? "\n")
        }
        return text
    }

    @Test func whatIsWrittenIsRead() {
        for seed in 0..<400 {
            var dice = Dice(state: UInt64(seed))
            let table = table(&dice)
            let text = write(table, &dice)
            let reading = Reading(Array(text.utf8), columns: table.first?.count, maxRecords: 1 + seed % 5) {
                Int.random(in: 1...40, using: &dice)
            }
            #expect(reading.rows == table, "seed \(seed)")
            #expect(reading.problems.isEmpty, "seed \(seed)")
        }
    }

    @Test func ownWriterIsReadBack() {
        for seed in 0..<200 {
            var dice = Dice(state: UInt64(seed) + 10_000)
            let table = table(&dice)
            var writer = CSVWriter(lineEnd: seed % 2 == 0 ? .crlf : .lf, byteOrderMark: seed % 3 == 0)
            for row in table {
                for cell in row { writer.text(cell) }
                writer.endRecord()
            }
            let reading = Reading(writer.bytes, columns: table.first?.count) { 9 }
            #expect(reading.rows == table && reading.problems.isEmpty, "seed \(seed)")
        }
    }

    /// Whatever the bytes, the outcome is the same in any chunks, and every byte is accounted for.
    @Test func garbageReadsTheSameInAnyChunks() {
        let alphabet: [UInt8] = [0x22, 0x22, 0x2c, 0x0a, 0x0d, 0x61, 0, 0xe6, 0xff, 0x1f, 0xef, 0xbb, 0xbf]
        for seed in 0..<600 {
            var dice = Dice(state: UInt64(seed) + 20_000)
            let bytes = (0..<Int.random(in: 0...120, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? 0
            }
            let format = CSVFormat(maxFieldBytes: 20, maxRecordBytes: 30, maxColumns: 6, skipsBlankLines: seed % 2 == 0)
            let whole = Reading(bytes, format, columns: 2) { 1000 }
            let parts = Reading(bytes, format, columns: 2, maxRecords: 3) { Int.random(in: 1...9, using: &dice) }
            #expect(parts == whole, "seed \(seed)")
            #expect(whole.end.byteOffset == bytes.count, "seed \(seed)")
        }
    }
}
