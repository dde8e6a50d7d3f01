import CSV

/// Everything a reader made of a stream that was given to it in chunks.
struct Reading: Equatable {
    var rows: [[String]] = []
    var lines: [Int] = []
    var problems: [String] = []
    var kinds: [CSVProblem.Kind] = []
    var raw: [[UInt8]] = []
    var blankLines = 0
    var end = CSVPosition()

    /// Reads `bytes`, giving the reader `chunk()` more bytes at a time and keeping what it did not consume.
    init(
        _ bytes: [UInt8], _ format: CSVFormat = CSVFormat(), columns: Int? = nil, maxRecords: Int = .max,
        chunk: () -> Int
    ) {
        var reader = CSVReader(format, columns: columns)
        let batch = CSVBatch()
        var page: [UInt8] = []
        var given = 0
        while given < bytes.count || !page.isEmpty {
            let upTo = min(given + chunk(), bytes.count)
            page += bytes[given..<upTo]
            given = upTo
            let isLast = given == bytes.count
            let consumed = reader.scan(page, isLast, maxRecords, batch)
            take(batch, page)
            page.removeFirst(consumed)
            if isLast, consumed == 0 { break }
        }
        blankLines = reader.blankLines
        end = reader.position
    }

    init(_ text: String, _ format: CSVFormat = CSVFormat(), columns: Int? = nil) {
        self.init(Array(text.utf8), format, columns: columns, chunk: { Int.max / 2 })
    }

    private mutating func take(_ batch: CSVBatch, _ page: [UInt8]) {
        unsafe page.withUnsafeBytes { page in
            for record in batch.records {
                rows.append((0..<record.fieldCount).map { unsafe batch.text(record, $0, in: page) })
                lines.append(record.line)
                raw.append(unsafe Array(page[record.range]))
            }
        }
        problems += batch.problems.map(\.description)
        kinds += batch.problems.map(\.kind)
    }
}

extension CSVReader {
    mutating func scan(_ page: [UInt8], _ isLast: Bool, _ maxRecords: Int, _ batch: CSVBatch) -> Int {
        unsafe page.withUnsafeBytes { page in
            unsafe scan(page, isLast: isLast, maxRecords: maxRecords, into: batch)
        }
    }
}

/// Seeded, so that a failure can be repeated (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
