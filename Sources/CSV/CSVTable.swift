/// A small CSV file read whole: code tables and the like. Large files go through ``CSVReader``.
public struct CSVTable: Sendable {
    /// One row of texts.
    public struct Row: Sendable, Equatable {
        /// The physical line it starts on, from 1.
        public let line: Int
        /// Its cells, as many as the header has columns.
        public let cells: [String]
    }

    /// The first record.
    public let header: CSVHeader
    /// The good records after it.
    public let rows: [Row]
    /// The bad records, among them those with another number of columns than the header.
    public let problems: [CSVProblem]

    /// Reads a file's bytes, UTF-8 with or without a byte order mark. An empty file is a table without columns.
    ///
    /// - Throws: ``CSVHeaderError`` when two columns have the same name.
    public init(_ bytes: [UInt8], format: CSVFormat = CSVFormat()) throws(CSVHeaderError) {
        var (rows, problems): ([Row], [CSVProblem]) = ([], [])
        var names: [String] = []
        var reader = CSVReader(format)
        let batch = CSVBatch()
        unsafe bytes.withUnsafeBytes { whole in
            var start = 0
            while start < whole.count {
                let page = unsafe UnsafeRawBufferPointer(rebasing: whole[start...])
                let isHeader = reader.columns == nil
                start += unsafe reader.scan(page, isLast: true, maxRecords: isHeader ? 1 : 10_000, into: batch)
                problems += batch.problems
                let found = batch.records.map { record in
                    Row(
                        line: record.line,
                        cells: (0..<record.fieldCount).map { unsafe batch.text(record, $0, in: page) })
                }
                if isHeader, let first = found.first {
                    (names, reader.columns) = (first.cells, first.cells.count)
                } else {
                    rows += found
                }
            }
        }
        header = try CSVHeader(names)
        self.rows = rows
        self.problems = problems
    }
}
