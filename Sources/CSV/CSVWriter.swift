/// Writes CSV by RFC 4180 into a buffer that the caller drains.
public struct CSVWriter: Sendable {
    /// How records end.
    public enum LineEnd: Sendable {
        /// CR LF, as RFC 4180 has it.
        case crlf
        /// LF.
        case lf
    }

    /// What was written since the buffer was last drained.
    public private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private let lineEnd: LineEnd
    private let guardsFormulas: Bool
    private var fieldsInRecord = 0
    private var recordStart = 0

    /// A writer.
    ///
    /// - Parameters:
    ///   - byteOrderMark: whether to start with one, which spreadsheet programs need to see that the file is UTF-8.
    ///   - guardsFormulas: whether texts that a spreadsheet program would run as a formula get a `'` in front: those that
    ///     begin with `=`, `+`, `-`, `@`, a tab or CR. Fields written as numbers are never touched.
    public init(
        delimiter: CSVDelimiter = .comma, lineEnd: LineEnd = .crlf, byteOrderMark: Bool = false,
        guardsFormulas: Bool = false
    ) {
        self.delimiter = delimiter.rawValue
        self.lineEnd = lineEnd
        self.guardsFormulas = guardsFormulas
        if byteOrderMark { bytes = [0xef, 0xbb, 0xbf] }
        recordStart = bytes.count
    }

    /// Writes a text field from its UTF-8.
    public mutating func text(_ field: UnsafeRawBufferPointer) {
        unsafe write(field, isGuarded: guardsFormulas && !field.isEmpty && CSVWriter.startsFormula(field[0]))
    }

    /// Writes a text field.
    public mutating func text(_ field: String) {
        var field = field
        field.withUTF8 { utf8 in unsafe text(UnsafeRawBufferPointer(utf8)) }
    }

    /// Writes a text field from its UTF-8.
    public mutating func text(_ field: [UInt8]) {
        unsafe field.withUnsafeBytes { unsafe text($0) }
    }

    /// Writes a field that is a number, a date or another word of a machine's: never guarded, quoted if need be.
    public mutating func plain(_ field: [UInt8]) {
        unsafe field.withUnsafeBytes { unsafe plain($0) }
    }

    /// Writes a field that is a number, a date or another word of a machine's: never guarded, quoted if need be.
    public mutating func plain(_ field: UnsafeRawBufferPointer) {
        unsafe write(field, isGuarded: false)
    }

    /// Writes a field that is a number, a date or another word of a machine's: never guarded, quoted if need be.
    public mutating func plain(_ field: String) {
        var field = field
        field.withUTF8 { utf8 in unsafe plain(UnsafeRawBufferPointer(utf8)) }
    }

    /// Writes an empty field.
    public mutating func empty() { startField() }

    /// Ends the record. A record of one empty field is written as `""`, for an empty line means no record.
    public mutating func endRecord() {
        if fieldsInRecord > 0, bytes.count == recordStart { bytes += [CSVByte.quote, CSVByte.quote] }
        if lineEnd == .crlf { bytes.append(CSVByte.carriageReturn) }
        bytes.append(CSVByte.lineFeed)
        fieldsInRecord = 0
        recordStart = bytes.count
    }

    /// Empties the buffer, keeping its room, after its bytes went where they belong. Only between two records.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        recordStart = 0
    }

    private mutating func write(_ field: UnsafeRawBufferPointer, isGuarded: Bool) {
        startField()
        let delimiter = delimiter
        let isQuoted = unsafe field.contains { CSVWriter.needsQuotes($0, delimiter) }
        if isQuoted { bytes.append(CSVByte.quote) }
        if isGuarded { bytes.append(0x27) }
        if isQuoted {
            for index in 0..<field.count {
                let byte = unsafe field[index]
                if byte == CSVByte.quote { bytes.append(CSVByte.quote) }
                bytes.append(byte)
            }
            bytes.append(CSVByte.quote)
        } else {
            unsafe bytes.append(contentsOf: field)
        }
    }

    private mutating func startField() {
        if fieldsInRecord > 0 { bytes.append(delimiter) }
        fieldsInRecord += 1
    }

    private static func needsQuotes(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
        byte == CSVByte.quote || byte == delimiter || CSVByte.isLineEnd(byte)
    }

    private static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d: true
        default: false
        }
    }
}
