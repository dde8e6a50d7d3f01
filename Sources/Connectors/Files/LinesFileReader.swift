import Model

/// Reads a file of newline-delimited JSON.
final class LinesFileReader: FileReading {
    private let file: ByteFile
    private let decoder: JSONLinesDecoder
    private let shape: RecordShape
    private let pageSize: FilePageSize
    private let maxRecord: Int
    private var meanRecord = 512
    private(set) var place: FilePlace
    let prologue: [UInt8] = []

    init(
        path: String, place: FilePlace, plan: RecordPlan, pageSize: FilePageSize, maxRecord: Int
    ) throws(ConnectorError) {
        file = try ByteFile(path: path)
        decoder = try JSONLinesDecoder(plan.shape, maxRecord: maxRecord)
        shape = plan.shape
        self.pageSize = pageSize
        self.maxRecord = maxRecord
        self.place = place
    }

    func next() throws(ConnectorError) -> (page: RecordPage, isLast: Bool) {
        var want = min(max(meanRecord * pageSize.records, 1 << 16), pageSize.bytes)
        while true {
            let bytes = try file.read(at: place.offset, count: want)
            let isEnd = place.offset + bytes.count >= file.size
            if isEnd { return (try decode(bytes[...]), true) }
            if let last = bytes.lastIndex(of: 0x0A) { return (try decode(bytes[...last]), place.offset >= file.size) }
            if bytes.count > maxRecord { return (try tooLong(bytes), place.offset >= file.size) }
            want = min(want * 4, maxRecord + 1)
        }
    }

    private func decode(_ lines: ArraySlice<UInt8>) throws(ConnectorError) -> RecordPage {
        let isFirst = place.offset == 0
        let body = isFirst && lines.starts(with: [0xEF, 0xBB, 0xBF]) ? lines.dropFirst(3) : lines
        let page = try decoder.decode(body, name: place.name, firstLine: place.line, firstItem: place.record)
        place.offset += lines.count
        place.line += lines.count { $0 == 0x0A }
        place.record += page.count + page.faults.count
        if page.count > 0 { meanRecord = max(32, lines.count / page.count) }
        return page
    }

    /// A line longer than a record may be: its beginning is kept, the rest passed over.
    private func tooLong(_ head: [UInt8]) throws(ConnectorError) -> RecordPage {
        var page = RecordPage(shape: shape)
        page.name = place.name
        page.bytes = Array(head.prefix(1 << 16))
        let at = RecordPage.Place(offset: 0, length: page.bytes.count, item: place.record, line: place.line)
        page.faults = [RecordFault.tooLong.at(at, "a line of more than \(maxRecord) bytes")]
        place.offset += head.count
        while place.offset < file.size {
            let bytes = try file.read(at: place.offset, count: 1 << 20)
            let end = bytes.firstIndex(of: 0x0A)
            place.offset += end.map { $0 + 1 } ?? bytes.count
            if end != nil || bytes.isEmpty { break }
        }
        place.line += 1
        place.record += 1
        return page
    }
}
