/// A record, or a child of one, that is held back: what was wrong with it, where, and its bytes as they came.
public struct QuarantineEntry: Sendable, Equatable {
    /// The entry's number; 0 before it is stored.
    public var id: Int64 = 0
    /// The connector's name.
    public var connector = ""
    /// The record's key in its source.
    public var key = ""
    /// The run that held it.
    public var run: Int64 = 0
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    public var at: Int64 = 0
    /// Whether it is still held.
    public var isOpen = true
    /// Whether it waits for a row that it refers to, and is taken by itself when that is there.
    public var isWaiting = false
    /// Whether the whole record is held, or one child.
    public var isWhole = true
    /// The stable code, such as `R2104`.
    public var code = ""
    /// What is wrong.
    public var message = ""
    /// The entity and field.
    public var target = ""
    /// The source path.
    public var path = ""
    /// The value as it came, cut.
    public var value = ""
    /// The hash of the mapping that held it.
    public var version = ""
    /// Line and column of the mapping file.
    public var line: Int64 = 0
    /// See `line`.
    public var column: Int64 = 0
    /// The page or file.
    public var page = ""
    /// The record's number in it.
    public var item: Int64 = 0
    /// The line in it.
    public var sourceLine: Int64 = 0
    /// The record as it came.
    public var raw: [UInt8] = []
    /// What the decoder needs besides the raw bytes to read the record again (``RecordPage/context``).
    public var context: [UInt8] = []
    /// A hash of what the bytes do not say of the record's meaning (``RecordPage/layout``); nil when it is not known.
    public var layout: UInt64?

    /// An empty entry.
    public init() {}
}

/// The open entries of one code, together.
public struct QuarantineGroup: Sendable, Equatable {
    /// The code.
    public var code: String
    /// The connector's name.
    public var connector: String
    /// The entity and field.
    public var target: String
    /// How many entries.
    public var count: Int64
    /// The first and the last time.
    public var firstSeen: Int64
    /// See `firstSeen`.
    public var lastSeen: Int64
    /// One entry's message.
    public var example: String
}
