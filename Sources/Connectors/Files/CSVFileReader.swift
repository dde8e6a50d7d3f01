import CSV
import Model
import TextEncoding

/// Reads a CSV file. Memory is bounded by the page; of a record that is too long only a page is ever held.
final class CSVFileReader: FileReading {
    private let file: ByteFile
    private let options: CSVFileOptions
    private let plan: RecordPlan
    private let pageSize: FilePageSize
    private let columns: CSVColumns
    private let encoding: CharacterEncoding
    private let batch = CSVBatch()
    private var reader: CSVReader
    private var gb: LegacyCSV?
    /// The mean size of a record so far, so that a page is read at its size.
    private var meanRecord = 256
    private(set) var place: FilePlace

    var prologue: [UInt8] { columns.prologue }

    /// Opens the file at a path and goes on at `place`.
    init(
        path: String, place: FilePlace, options: CSVFileOptions, plan: RecordPlan, pageSize: FilePageSize
    ) throws(ConnectorError) {
        file = try ByteFile(path: path)
        self.options = options
        self.plan = plan
        self.pageSize = pageSize
        self.place = place
        let head = try file.read(at: 0, count: 1 << 16)
        encoding = try options.encoding.resolved(for: head, isWhole: file.size <= 1 << 16)
        if let foreign = ForeignFile(head: head, encoding: encoding) { throw foreign.error(place.name) }
        let start = try CSVFileStart(file, options: options, encoding: encoding, name: place.name)
        columns = try CSVColumns(
            plan, names: start.names, reaction: options.missing, source: place.name,
            delimiter: options.format.delimiter.rawValue, encoding: encoding.name)
        let position =
            place.offset == 0
            ? start.position : CSVPosition(byteOffset: place.offset, line: place.line, record: place.record)
        reader = CSVReader(options.format, columns: start.names.count, position: position)
        if encoding != .utf8 { gb = try LegacyCSV(encoding, options.format, columns: start.names.count) }
    }

    func next() throws(ConnectorError) -> (page: RecordPage, isLast: Bool) {
        var want = min(max(meanRecord * pageSize.records * 17 / 16, 1 << 16), pageSize.bytes)
        while true {
            let offset = reader.position.byteOffset
            var bytes = try file.read(at: offset, count: want)
            let isEnd = offset + bytes.count >= file.size
            let consumed = unsafe bytes.withUnsafeBytes {
                unsafe reader.scan($0, isLast: isEnd, maxRecords: pageSize.records, into: batch)
            }
            if consumed == 0, !isEnd, want <= options.format.maxRecordBytes + 1 {
                want = min(want * 4, options.format.maxRecordBytes + 2)
                continue
            }
            let isCut = consumed > 0 && consumed == bytes.count && !isEnd && !Self.endsLine(bytes)
            bytes.removeLast(bytes.count - consumed)
            let page = try page(bytes)
            if isCut { try skipLine() }
            advance(consumed, records: page.count + page.faults.count)
            return (page, reader.position.byteOffset >= file.size)
        }
    }

    private func page(_ bytes: consuming [UInt8]) throws(ConnectorError) -> RecordPage {
        let problems = batch.problems
        var page: RecordPage
        if let gb {
            page = gb.page(plan.shape, columns, bytes: bytes, batch: batch)
        } else {
            page = CSVPageFilling.page(plan.shape, columns, bytes: bytes, batch: batch)
            CSVPageFilling.checkEncoding(&page, slots: columns.columns.count)
            for problem in problems {
                let place = RecordPage.Place(
                    offset: problem.range.lowerBound, length: min(problem.range.count, 1 << 16), item: problem.record,
                    line: problem.line)
                page.faults.append(CSVPageFilling.fault(problem, place: place))
            }
        }
        page.name = place.name
        page.unknownFields = columns.unknown
        page.missingColumns = columns.missing
        return page
    }

    /// Passes over the rest of a record that was too long, so that a pull that goes on here finds the start of a record.
    private func skipLine() throws(ConnectorError) {
        while reader.position.byteOffset < file.size {
            let offset = reader.position.byteOffset
            let bytes = try file.read(at: offset, count: 1 << 20)
            let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D }
            let passed = end.map { $0 + 1 } ?? bytes.count
            var position = reader.position
            position.byteOffset += passed
            if end != nil { position.line += 1 }
            reader = CSVReader(options.format, columns: reader.columns, position: position)
            if end != nil || bytes.isEmpty { return }
        }
    }

    private func advance(_ consumed: Int, records: Int) {
        if records > 0 { meanRecord = max(16, consumed / records) }
        place.offset = reader.position.byteOffset
        place.line = reader.position.line
        place.record = reader.position.record
    }

    private static func endsLine(_ bytes: [UInt8]) -> Bool {
        bytes.last == 0x0A || bytes.last == 0x0D
    }
}
