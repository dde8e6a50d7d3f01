/// Where the parts of one frame lie in its bytes, from the frame's first byte.
///
/// ```
/// ␠␠##0077QN=20160801085857223;ST=32;…;CP=&&&&C901␍␊
/// │ │ │   └ segment                          │   └ end of the line
/// │ └ mark                                   └ checksum
/// └ padding, counted to the frame that follows it
/// ```
public struct FrameLayout: Sendable, Equatable {
    /// Where `##` stands; what is before it is padding.
    public let mark: Int
    /// The data segment, from the length's last digit to the `&&` that closes it.
    public let segment: Range<Int>
    /// What stands where the checksum belongs: four hexadecimal digits, unless ``hasChecksum`` is false.
    public let checksum: Range<Int>
    /// How many bytes the frame has, with padding and the end of its line.
    public let byteCount: Int
    /// The length that the frame says its data segment has.
    public let declaredLength: Int
    /// Whether ``checksum`` is four hexadecimal digits.
    public let hasChecksum: Bool
    /// What was tolerated to find it.
    public let notes: PacketNotes

    /// Where the length's digits stand.
    public var length: Range<Int> { mark + 2..<segment.lowerBound }
}

/// What the bytes of a connection are made of. Every byte is in exactly one piece.
public enum FramePiece: Sendable, Equatable {
    /// A frame: its bytes, and where its parts lie within them.
    case frame(Range<Int>, FrameLayout)
    /// Bytes that are no frame.
    case noise(Range<Int>, Noise)

    /// The bytes of the piece.
    public var range: Range<Int> {
        switch self {
        case .frame(let range, _), .noise(let range, _): range
        }
    }
}

/// Why bytes are no frame.
public enum Noise: String, Sendable, CaseIterable {
    /// Line ends, blanks and NULs, more than are counted to the frame that follows.
    case padding
    /// Something else than HJ 212 before the next `##` and a digit.
    case garbage
    /// A frame that is cut off by the next frame, or by the end of the connection.
    case cut
    /// No end within ``FrameScanner/longestFrame`` bytes.
    case endless

    /// A sentence for people.
    public var title: String {
        switch self {
        case .padding: "line ends, blanks or NULs between frames"
        case .garbage: "no frame: one begins with `##` and the four digits of its length"
        case .cut: "the frame is cut off: no `&&` with four digits of a checksum before the next frame or the end"
        case .endless: "no end of the frame within \(FrameScanner.longestFrame) bytes"
        }
    }
}
