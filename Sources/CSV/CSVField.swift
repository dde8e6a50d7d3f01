/// Where a field's bytes lie: 8 bytes, so that a batch's fields are read at the speed of memory.
@frozen public struct CSVField: Sendable, Equatable {
    /// Where the bytes start: in the page, or in the batch's scratch when ``isUnescaped``.
    public let offset: UInt32
    @usableFromInline let packed: UInt32

    @usableFromInline static let quoted: UInt32 = 1 << 31
    @usableFromInline static let unescaped: UInt32 = 1 << 30

    @inline(__always) init(offset: Int, length: Int, flags: UInt32) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        packed = UInt32(truncatingIfNeeded: length) | flags
    }

    /// How many bytes the field has, without its quotes.
    @inlinable public var length: Int { Int(packed & (CSVField.unescaped &- 1)) }
    /// Whether the field stood in quotes: `""` is an empty text where an empty field may be no value.
    @inlinable public var isQuoted: Bool { packed & CSVField.quoted != 0 }
    /// Whether the field had doubled quotes, which the batch's scratch holds undoubled.
    @inlinable public var isUnescaped: Bool { packed & CSVField.unescaped != 0 }
}

/// One record of a batch.
@frozen public struct CSVRecord: Sendable, Equatable {
    /// The index of its first field in the batch.
    public let firstField: Int
    /// How many fields it has.
    public let fieldCount: Int
    /// Where its raw bytes start in the page.
    public let offset: Int
    /// How many raw bytes it has, without the line end.
    public let length: Int
    /// The physical line it starts on, from 1.
    public let line: Int
    /// Its number in the stream, from 1.
    public let number: Int

    /// Its raw bytes in the page.
    @inlinable public var range: Range<Int> { offset..<(offset + length) }
}
