/// One pass over one page: the hot loop of the reader.
///
/// Eight bytes are tested at once; only delimiters, quotes, line ends and rare control bytes are then looked at one by one.
/// Offsets are into the page. Pointers are unchecked here because every offset lies below `end` by the loop's condition and
/// room for eight more fields is made before every eight bytes.
@safe struct CSVScan {
    /// Where the scan is within a field.
    enum State: UInt8 {
        case plain
        case quoted
        /// A quote was met in a quoted field: its end, or the first of a doubled pair.
        case closed
    }

    let base: UnsafeRawPointer
    let end: Int
    let isLast: Bool
    let maxRecords: Int
    let format: CSVFormat
    let columns: Int?
    let batch: CSVBatch
    let streamOffset: Int
    let startsAfterCarriageReturn: Bool
    /// The batch's fields, held here so that the hot loop does not go through the object.
    var fields: UnsafeMutableBufferPointer<CSVField>

    var position: Int
    var isFull = false
    var isSkipping: Bool
    var recoveriesLeft: Int
    var blankLines = 0

    var state = State.plain
    var hasEscapes = false
    var fieldStart: Int
    var quoteStart = 0
    var quoteLine = 0
    var closedAt = 0

    var recordStart: Int
    var recordLine: Int
    var recordNumber: Int
    var line: Int
    var firstField = 0
    var firstScratch = 0
    var fieldCount = 0
    var problem: (kind: CSVProblem.Kind, at: Int, line: Int)?

    init(
        base: UnsafeRawPointer, start: Int, end: Int, isLast: Bool, maxRecords: Int, reader: CSVReader, batch: CSVBatch
    ) {
        unsafe self.base = base
        self.end = end
        self.isLast = isLast
        self.maxRecords = maxRecords
        self.batch = batch
        unsafe fields = batch.fieldStorage
        format = reader.format
        columns = reader.columns
        streamOffset = reader.position.byteOffset
        startsAfterCarriageReturn = reader.followsCarriageReturn
        isSkipping = reader.isSkipping
        recoveriesLeft = reader.recoveriesLeft
        (position, fieldStart, recordStart) = (start, start, start)
        (recordLine, line) = (reader.position.line, reader.position.line)
        recordNumber = reader.position.record
    }

    /// Works through the page until its end, or until there are enough records.
    mutating func run() {
        if isSkipping { skipToLineEnd() }
        repeat { findFields() } while !isFull && recordStart < end && finishPage()
        batch.fieldCount = firstField
        batch.scratchCount = firstScratch
    }

    private mutating func findFields() {
        let delimiter = format.delimiter.rawValue
        let delimiters = CSVByte.repeated(delimiter)
        while position < end {
            if unsafe fieldCount &+ 8 > fields.count { unsafe fields = batch.growFields(keeping: fieldCount) }
            let start = position
            var marks = CSVByte.marks(word(start), delimiters: delimiters)
            position = min(start &+ 8, end)
            while marks != 0 {
                let at = start &+ (marks.trailingZeroBitCount &>> 3)
                marks &= marks &- 1
                let byte = unsafe base.load(fromByteOffset: at, as: UInt8.self)
                if byte == delimiter, state == .plain {
                    append(CSVField(offset: fieldStart, length: at &- fieldStart, flags: 0))
                    fieldStart = at &+ 1
                } else if !meet(byte, at) {
                    if isFull { return }
                    break
                }
            }
        }
    }

    /// Eight bytes; past the page's end they are letters, which mean nothing.
    @inline(__always) func word(_ at: Int) -> UInt64 {
        if at &+ 8 <= end {
            return UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        }
        var word = CSVByte.repeated(0x61)
        for index in at..<end {
            let shift = UInt64(8 &* (index &- at))
            word &= ~(0xff &<< shift)
            word |= UInt64(unsafe base.load(fromByteOffset: index, as: UInt8.self)) &<< shift
        }
        return word
    }

    @inline(__always) private mutating func append(_ field: CSVField) {
        unsafe fields.baseAddress.unsafelyUnwrapped[fieldCount] = field
        fieldCount &+= 1
    }

    /// Deals with a byte that is more than a delimiter after an unquoted field. False when the pass goes on elsewhere.
    private mutating func meet(_ byte: UInt8, _ at: Int) -> Bool {
        switch byte {
        case CSVByte.quote: meetQuote(at)
        case CSVByte.lineFeed, CSVByte.carriageReturn: return meetLineEnd(byte, at)
        case format.delimiter.rawValue: if state != .quoted { endField(at) }
        case 0: flag(.nulByte, at)
        default: break
        }
        return true
    }

    private mutating func meetQuote(_ at: Int) {
        switch state {
        case .plain:
            guard at == fieldStart else { return }
            (state, quoteStart, quoteLine) = (.quoted, at, line)
        case .quoted:
            (state, closedAt) = (.closed, at)
        case .closed where at == closedAt + 1:
            (state, hasEscapes) = (.quoted, true)
        case .closed:
            flag(.textAfterQuote, closedAt + 1)
        }
    }

    private mutating func meetLineEnd(_ byte: UInt8, _ at: Int) -> Bool {
        let isSecondHalf = byte == CSVByte.lineFeed && followsCarriageReturn(at)
        if state == .quoted {
            if !isSecondHalf { line += 1 }
            return true
        }
        if at == recordStart, isSecondHalf || format.skipsBlankLines {
            if !isSecondHalf { blankLines += 1 }
            beginRecord(at + 1, line: isSecondHalf ? line : line + 1)
            return true
        }
        endField(at)
        return endRecord(at)
    }

    /// Ends the field before the delimiter, line end or end of file at `at`.
    mutating func endField(_ at: Int) {
        if state == .closed {
            if at != closedAt + 1 { flag(.textAfterQuote, closedAt + 1) }
            let start = fieldStart + 1
            if hasEscapes {
                append(unsafe batch.unescape(UnsafeRawBufferPointer(start: base + start, count: closedAt - start)))
            } else {
                append(CSVField(offset: start, length: closedAt - start, flags: CSVField.quoted))
            }
        } else {
            append(CSVField(offset: fieldStart, length: at - fieldStart, flags: 0))
        }
        (state, hasEscapes, fieldStart) = (.plain, false, at + 1)
    }

    /// Whether the byte before `at` is a CR, be it in this page or the one before.
    func followsCarriageReturn(_ at: Int) -> Bool {
        if at == 0 { return startsAfterCarriageReturn }
        return unsafe base.load(fromByteOffset: at - 1, as: UInt8.self) == CSVByte.carriageReturn
    }

    /// Notes what is wrong with the record; the first finding counts.
    mutating func flag(_ kind: CSVProblem.Kind, _ at: Int) {
        if problem == nil { problem = (kind, at, line) }
    }
}
