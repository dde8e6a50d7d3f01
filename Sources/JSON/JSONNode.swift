/// A value of a page: its position in document order. Meaningful only with the `JSONDocument` it came from, until that
/// document parses again.
@frozen
public struct JSONNode: Hashable, Sendable {
    /// The position; the root's is 0.
    public let index: UInt32

    @inlinable
    init(index: UInt32) { self.index = index }

    /// The value that is the whole page.
    public static let root = JSONNode(index: 0)
}

/// What a value is.
@frozen
public enum JSONKind: UInt8, Sendable {
    /// `null`.
    case null
    /// `false`.
    case `false`
    /// `true`.
    case `true`
    /// A number; its text is as the source writes it.
    case number
    /// A string; its text is unescaped.
    case string
    /// An array; its children are the elements.
    case array
    /// An object; its children are the values of the members, each with a key.
    case object
}

/// Bytes of a `JSONDocument`: an offset into its `bytes` and a length.
@frozen
public struct JSONSlice: Hashable, Sendable {
    /// Where it starts.
    public let offset: Int
    /// How many bytes it has.
    public let count: Int

    /// A slice of `count` bytes from `offset`.
    @inlinable
    public init(offset: Int, count: Int) {
        self.offset = offset
        self.count = count
    }

    /// The same as a range.
    @inlinable
    public var range: Range<Int> { offset..<(offset + count) }
}
