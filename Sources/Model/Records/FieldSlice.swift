/// One source value of a record: where its bytes lie in the page's buffer, and what the source called it.
///
/// Eight bytes, so that a page of records is one flat array: nothing is allocated for a field.
public struct FieldSlice: Sendable, Equatable {
    /// What the source said the value is. Text and numbers both carry their source spelling: nothing is guessed here.
    public enum Kind: UInt8, Sendable {
        /// The path matched nothing.
        case missing = 0
        /// The source said null (JSON null, a database NULL, `xsi:nil`).
        case null = 1
        /// Text: unescaped UTF-8.
        case text = 2
        /// A number in the source's own spelling, such as `1.230`.
        case number = 3
        /// `true` or `false`.
        case bool = 4
        /// An object or list, as raw JSON or XML.
        case container = 5
    }

    /// The first byte, counted from the start of the page's buffer.
    public let offset: UInt32
    private let packed: UInt32

    /// The longest value in bytes: 256 MB less one.
    public static let longest = 0x0FFF_FFFF

    /// A value of `kind` that lies at `offset`. Lengths above ``longest`` are a programming error of the decoder.
    @inlinable public init(_ kind: Kind, offset: Int, length: Int) {
        self.init(offset: UInt32(truncatingIfNeeded: offset), packed: UInt32(kind.rawValue) << 28 | UInt32(length))
    }

    @usableFromInline init(offset: UInt32, packed: UInt32) {
        self.offset = offset
        self.packed = packed
    }

    /// No value: the path matched nothing.
    public static let missing = FieldSlice(offset: 0, packed: 0)
    /// The source's null.
    public static let null = FieldSlice(offset: 0, packed: 1 << 28)

    /// What the source called the value.
    @inline(__always) public var kind: Kind { Kind(rawValue: UInt8(packed >> 28)) ?? .missing }
    /// The length in bytes.
    @inline(__always) public var length: Int { Int(packed & 0x0FFF_FFFF) }
    /// Whether there is a value at all: neither missing nor null.
    @inline(__always) public var isPresent: Bool { packed >> 28 > 1 }
    /// The bytes' range in the page's buffer.
    @inline(__always) public var range: Range<Int> { Int(offset)..<Int(offset) + length }
}
