/// Reads CSV (RFC 4180, and what real files make of it) from pages of bytes.
///
/// The caller gives a page, which may end anywhere, takes the records, drops the bytes that were consumed, and gives the
/// rest again with more bytes after it. Memory is bounded by the page. Line ends may be LF, CR LF or CR in any mixture, also
/// in quotes; a byte order mark at the start is skipped; a quote inside an unquoted field is data. A record that is wrong
/// becomes a ``CSVProblem`` and reading goes on: after an unclosed quote with the line that follows the quote, after a
/// record that is too long with its second line. Only a hostile file needs that more than 64 times; then all that the
/// open quote swallowed is one problem, so that reading stays linear.
public struct CSVReader: Sendable {
    /// The dialect and limits.
    public let format: CSVFormat
    /// How many columns a record must have; nil accepts any number. Set it once the header is known.
    public var columns: Int?
    /// The place of the next byte that is not consumed yet.
    public internal(set) var position: CSVPosition
    /// Blank lines passed over.
    public internal(set) var blankLines = 0

    /// Whether the bytes up to the next line end belong to a record that was too long.
    var isSkipping = false
    /// Whether the byte before ``position`` is a CR, so that an LF now is the second half of that line end.
    var followsCarriageReturn = false
    var recoveriesLeft = 64

    /// A reader at the start of a stream, or at a position where another reader left off.
    public init(_ format: CSVFormat = CSVFormat(), columns: Int? = nil, position: CSVPosition = CSVPosition()) {
        self.format = format
        self.columns = columns
        self.position = position
    }

    /// Finds the complete records of a page.
    ///
    /// - Parameters:
    ///   - page: the bytes from ``position`` on. At most 1 GiB of them are looked at.
    ///   - isLast: whether the stream ends with the page; then a last line without a line end is a record too.
    ///   - maxRecords: after how many records, good or bad, to stop.
    ///   - batch: emptied, then filled.
    /// - Returns: how many bytes were consumed. 0 means that the page holds no complete record and more bytes are needed,
    ///   which cannot happen to a page larger than `maxRecordBytes`, or that the page is empty.
    public mutating func scan(
        _ page: UnsafeRawBufferPointer, isLast: Bool, maxRecords: Int = .max, into batch: CSVBatch
    ) -> Int {
        batch.removeAll()
        let count = min(page.count, 1 << 30)
        let isLast = isLast && count == page.count
        guard let base = page.baseAddress, count > 0, maxRecords > 0 else { return 0 }
        guard let start = unsafe skipByteOrderMark(base, count, isLast) else { return 0 }
        var scan = unsafe CSVScan(
            base: base, start: start, end: count, isLast: isLast, maxRecords: maxRecords, reader: self, batch: batch)
        scan.run()
        return finish(scan)
    }

    /// Finds the complete records of a page, as ``scan(_:isLast:maxRecords:into:)`` of a buffer does.
    public mutating func scan(_ page: RawSpan, isLast: Bool, maxRecords: Int = .max, into batch: CSVBatch) -> Int {
        unsafe page.withUnsafeBytes { page in
            unsafe scan(page, isLast: isLast, maxRecords: maxRecords, into: batch)
        }
    }

    private mutating func finish(_ scan: CSVScan) -> Int {
        let consumed = scan.recordStart
        position.byteOffset += consumed
        position.line = scan.recordLine
        position.record = scan.recordNumber
        blankLines += scan.blankLines
        isSkipping = scan.isSkipping
        recoveriesLeft = scan.recoveriesLeft
        followsCarriageReturn = scan.followsCarriageReturn(consumed)
        return consumed
    }

    /// Where the data starts in the page; nil when more bytes are needed to know.
    private func skipByteOrderMark(_ base: UnsafeRawPointer, _ count: Int, _ isLast: Bool) -> Int? {
        guard position.byteOffset == 0 else { return 0 }
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let page = unsafe UnsafeRawBufferPointer(start: base, count: min(count, 3))
        guard unsafe mark.starts(with: page) else { return 0 }
        if page.count == 3 { return 3 }
        return isLast ? 0 : nil
    }
}
