/// The records found in one page, in flat arrays that are used again for the next page.
///
/// Fields point into the page, which must stay as it is while the batch is read. Only fields with doubled quotes are
/// copied, into the batch's scratch.
@safe public final class CSVBatch {
    /// The good records, in order.
    public internal(set) var records: [CSVRecord] = []
    /// The bad records, in order.
    public internal(set) var problems: [CSVProblem] = []
    /// How many fields the good records have together.
    public internal(set) var fieldCount = 0

    @usableFromInline var fieldStorage: UnsafeMutableBufferPointer<CSVField>
    @usableFromInline var scratch: UnsafeMutableRawBufferPointer
    var scratchCount = 0

    /// An empty batch.
    public init() {
        unsafe fieldStorage = .allocate(capacity: 1024)
        unsafe scratch = .allocate(byteCount: 1024, alignment: 1)
    }

    deinit {
        unsafe fieldStorage.deallocate()
        unsafe scratch.deallocate()
    }

    /// The fields of all good records, one record after the other.
    @inlinable public var fields: UnsafeBufferPointer<CSVField> {
        unsafe UnsafeBufferPointer(start: fieldStorage.baseAddress, count: fieldCount)
    }

    /// A field of a record.
    @inlinable public func field(_ record: CSVRecord, _ column: Int) -> CSVField {
        precondition(column >= 0 && column < record.fieldCount && record.firstField + column < fieldCount)
        return unsafe fieldStorage[record.firstField + column]
    }

    /// A field's bytes without quotes, with doubled quotes undoubled. They live as long as the page and until the next scan.
    @inlinable public func bytes(_ field: CSVField, in page: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let source = unsafe field.isUnescaped ? UnsafeRawBufferPointer(scratch) : page
        let start = Int(field.offset)
        return unsafe UnsafeRawBufferPointer(rebasing: source[start..<(start + field.length)])
    }

    /// A field as a text, invalid UTF-8 repaired; for headers and tests, not for the hot path.
    public func text(_ record: CSVRecord, _ column: Int, in page: UnsafeRawBufferPointer) -> String {
        unsafe String(decoding: bytes(field(record, column), in: page), as: UTF8.self)
    }

    func removeAll() {
        records.removeAll(keepingCapacity: true)
        problems.removeAll(keepingCapacity: true)
        fieldCount = 0
        scratchCount = 0
    }

    /// Doubles the room for fields, of which `count` are in use.
    @inline(never) func growFields(keeping count: Int) -> UnsafeMutableBufferPointer<CSVField> {
        let grown = unsafe UnsafeMutableBufferPointer<CSVField>.allocate(capacity: fieldStorage.count * 2)
        _ = unsafe grown.moveInitialize(fromContentsOf: fieldStorage[..<count])
        unsafe fieldStorage.deallocate()
        unsafe fieldStorage = grown
        return unsafe grown
    }

    /// Copies a quoted field's bytes to the scratch, each pair of quotes as one, and says where they are.
    func unescape(_ source: UnsafeRawBufferPointer) -> CSVField {
        reserveScratch(source.count)
        let start = scratchCount
        var index = 0
        while index < source.count {
            let byte = unsafe source[index]
            unsafe scratch[scratchCount] = byte
            scratchCount += 1
            index += byte == CSVByte.quote ? 2 : 1
        }
        return CSVField(
            offset: start, length: scratchCount - start, flags: CSVField.quoted | CSVField.unescaped)
    }

    private func reserveScratch(_ count: Int) {
        guard unsafe scratchCount + count > scratch.count else { return }
        let grown = unsafe UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(scratch.count * 2, scratchCount + count), alignment: 1)
        unsafe grown.copyMemory(from: UnsafeRawBufferPointer(rebasing: scratch[..<scratchCount]))
        unsafe scratch.deallocate()
        unsafe scratch = grown
    }
}
