/// What stands between two fields.
public enum CSVDelimiter: UInt8, Sendable, CaseIterable {
    /// `,` as in RFC 4180.
    case comma = 0x2c
    /// `;`, usual where the comma is the decimal point.
    case semicolon = 0x3b
    /// A tab.
    case tab = 0x09
    /// `|`
    case pipe = 0x7c
}

/// The dialect of a file and the sizes it may have.
public struct CSVFormat: Sendable, Equatable {
    /// What stands between two fields.
    public var delimiter: CSVDelimiter
    /// The largest field in bytes, without its quotes.
    public var maxFieldBytes: Int
    /// The largest record in bytes, without its line end. A page must be able to hold one byte more.
    public var maxRecordBytes: Int
    /// The most columns a record may have.
    public var maxColumns: Int
    /// Whether an empty line is passed over; otherwise it is a record of one empty field.
    public var skipsBlankLines: Bool

    /// A format; limits are held to at most 512 MiB.
    public init(
        delimiter: CSVDelimiter = .comma, maxFieldBytes: Int = 1 << 20, maxRecordBytes: Int = 4 << 20,
        maxColumns: Int = 4096, skipsBlankLines: Bool = true
    ) {
        self.delimiter = delimiter
        self.maxFieldBytes = min(max(maxFieldBytes, 0), 1 << 29)
        self.maxRecordBytes = min(max(maxRecordBytes, 1), 1 << 29)
        self.maxColumns = max(maxColumns, 1)
        self.skipsBlankLines = skipsBlankLines
    }
}
