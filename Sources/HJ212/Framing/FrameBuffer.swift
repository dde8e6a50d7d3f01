/// The bytes of one connection: what has come is put in, pieces are taken out.
///
/// ```swift
/// buffer.append(received)
/// while let piece = buffer.next() { … buffer.bytes.extracting(piece.range) … }
/// ```
public struct FrameBuffer: Sendable {
    /// The bytes that pieces point into; they stay as they are until more is put in.
    public private(set) var bytes: [UInt8] = []
    private var position = 0
    private var scanner = FrameScanner()

    /// The most bytes of room that an empty buffer keeps.
    private static let mostKept = 32_768

    /// An empty buffer.
    public init() {}

    /// How many bytes wait for more of their frame.
    public var waiting: Int { bytes.count - position }

    /// Puts bytes in. Ranges of earlier pieces mean nothing after it.
    public mutating func append(_ more: Span<UInt8>) {
        if position == bytes.count, bytes.capacity > Self.mostKept {
            // Thousands of connections must not each keep the room of the longest frame they ever sent.
            bytes = []
            position = 0
        } else if position > 0 {
            bytes.removeSubrange(..<position)
            position = 0
        }
        unsafe more.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Puts bytes in. Ranges of earlier pieces mean nothing after it.
    public mutating func append(_ more: [UInt8]) { append(more.span) }

    /// The next piece; nil when more bytes are needed.
    ///
    /// - Parameter isFinal: whether the connection has ended, and what is there is all there will be.
    public mutating func next(isFinal: Bool = false) -> FramePiece? {
        var scanner = scanner
        let piece = scanner.next(bytes.span, from: position, isFinal: isFinal)
        self.scanner = scanner
        if let piece { position = piece.range.upperBound }
        return piece
    }

    /// A frame that has all but its line end: for devices that send none, when a connection has been silent for a while. What
    /// has come of any other frame stays where it is.
    public mutating func nextWithoutLineEnd() -> FramePiece? {
        var ahead = self
        guard let piece = ahead.next(isFinal: true), case .frame(_, let layout) = piece, layout.hasChecksum,
            !layout.notes.contains(.wrongLength)
        else { return nil }
        self = ahead
        return piece
    }
}

extension FrameLayout {
    /// The parts of the one frame that these bytes are, nothing before or behind it; nil when they are something else.
    public init?(of frame: Span<UInt8>) {
        var scanner = FrameScanner()
        guard case .frame(let range, let layout)? = scanner.next(frame, from: 0, isFinal: true),
            range.count == frame.count
        else { return nil }
        self = layout
    }
}
