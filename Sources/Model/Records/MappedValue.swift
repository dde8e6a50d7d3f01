/// One typed value of an entity row, in sixteen bytes.
///
/// Texts lie in the arena of their batch; everything else is in the value itself.
public struct MappedValue: Sendable, Equatable {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        /// No value.
        case null = 0
        /// UTF-8 text in the arena: `payload` is the offset, `length` the length. Codes are texts: the table's code.
        case text = 1
        /// A whole number.
        case integer = 2
        /// A decimal: `payload` × 10^`exponent`.
        case decimal = 3
        /// 0 or 1.
        case bool = 4
        /// A day: days since 1970-01-01.
        case date = 5
        /// An instant: milliseconds since 1970-01-01T00:00:00Z.
        case datetime = 6
        /// A list of texts as a JSON array in the arena.
        case list = 7
        /// A reference that is still to be resolved: the target's own key in its system, as text in the arena.
        case key = 8
        /// A reference to another row of the same bundle: its index in ``MappedBatch/rows``.
        case row = 9
        /// A resolved reference: the hub's number of the target row.
        case reference = 10
    }

    /// The number, day, instant, row index, or the text's offset in the arena.
    public var payload: Int64
    /// The text's length in bytes.
    public var length: UInt32
    /// What the value is.
    public var kind: Kind
    /// The decimal's exponent.
    public var exponent: Int8

    /// A value from its parts.
    @inline(__always) public init(_ kind: Kind, payload: Int64 = 0, length: UInt32 = 0, exponent: Int8 = 0) {
        self.kind = kind
        self.payload = payload
        self.length = length
        self.exponent = exponent
    }

    /// No value.
    public static let null = MappedValue(.null)

    /// A text at `offset` of the arena.
    @inline(__always) public static func text(offset: Int, length: Int) -> MappedValue {
        MappedValue(.text, payload: Int64(offset), length: UInt32(truncatingIfNeeded: length))
    }

    /// Whether the value's bytes lie in the arena.
    @inline(__always) public var isInArena: Bool { kind == .text || kind == .list || kind == .key }

    /// The range of the value's bytes in the arena.
    @inline(__always) public var range: Range<Int> { Int(payload)..<Int(payload) + Int(length) }
}
