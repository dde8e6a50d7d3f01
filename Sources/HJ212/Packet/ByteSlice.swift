/// Where something lies in a frame's bytes: eight bytes, nothing copied.
public struct ByteSlice: Sendable, Equatable {
    /// The first byte, from the start of the frame.
    public let offset: UInt32
    /// How many bytes.
    public let length: UInt32

    /// A place.
    @inline(__always) public init(_ from: Int, _ upTo: Int) {
        offset = UInt32(truncatingIfNeeded: from)
        length = UInt32(truncatingIfNeeded: upTo &- from)
    }

    /// Nowhere: the frame's first byte belongs to no field.
    public static let absent = ByteSlice(0, 0)

    /// Whether it is there at all, be it empty.
    @inline(__always) public var isPresent: Bool { offset != 0 }
    /// Whether there are no bytes.
    @inline(__always) public var isEmpty: Bool { length == 0 }
    /// How many bytes.
    @inline(__always) public var count: Int { Int(length) }
    /// The bytes' range in the frame.
    @inline(__always) public var range: Range<Int> { Int(offset)..<Int(offset) &+ Int(length) }

    /// The bytes as a text, for people; what is no UTF-8 is repaired.
    public func text(in frame: Span<UInt8>) -> String {
        unsafe frame.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes as a text, for people.
    public func text(in frame: [UInt8]) -> String { text(in: frame.span) }
}
