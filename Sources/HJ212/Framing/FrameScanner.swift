/// Finds frames in the bytes of a connection as they come: several in one read, one in several, noise between them.
///
/// A piece depends on the bytes alone, never on how they were cut: a frame ends
/// - at `&&`, four hexadecimal digits and a line end, wherever that comes first: a wrong length costs one frame, not two;
/// - or where its length says, when `&&` and four hexadecimal digits stand there and no line end follows;
/// - or before the next `##` with a digit.
///
/// An encrypted frame of HJ 212-2025, whose length is that of its plain text, is found in the same way.
public struct FrameScanner: Sendable {
    /// The most bytes of a frame; without an end by then they are noise.
    public static let longestFrame = 65_536 + 64
    /// The most bytes of noise in one piece.
    public static let longestNoise = 4_096
    /// The most padding that is counted to the frame behind it.
    public static let longestPadding = 64
    /// The most bytes that a data segment may have (HJ 212-2017 table 2); more is noted.
    public static let longestSegment = 1_024

    /// How many bytes of the next piece are known to hold no end.
    private var searched = 0

    /// A scanner for a new connection.
    public init() {}

    /// The piece that begins at `start`; nil when more bytes are needed to tell.
    ///
    /// - Parameter isFinal: whether nothing more will come, or nothing more is waited for. Then nil means that `start` is the
    ///   end of the bytes.
    public mutating func next(_ bytes: Span<UInt8>, from start: Int, isFinal: Bool) -> FramePiece? {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let view = unsafe ScanView(bytes: buffer, isFinal: isFinal)
            let piece = piece(view, start)
            if piece != nil { searched = 0 }
            return piece
        }
    }

    private mutating func piece(_ view: ScanView, _ start: Int) -> FramePiece? {
        let count = view.count
        guard start < count else { return nil }
        var mark = start
        while mark < count, mark - start <= Self.longestPadding, ScanView.isPadding(view[mark]) { mark += 1 }
        guard let isStart = view.isStart(mark) else { return nil }
        if isStart, mark - start <= Self.longestPadding { return frame(view, start, mark) }
        return noise(view, start)
    }

    /// Bytes up to the next frame.
    private mutating func noise(_ view: ScanView, _ start: Int) -> FramePiece? {
        var at = max(start, start + searched)
        let limit = min(view.count, start + Self.longestNoise)
        while at < limit {
            if view[at] == UInt8(ascii: "#") {
                guard let isStart = view.isStart(at) else { break }
                if isStart { return .noise(start..<at, kind(view, start..<at)) }
            }
            at += 1
        }
        searched = at - start
        guard at == start + Self.longestNoise || view.isFinal else { return nil }
        return .noise(start..<at, kind(view, start..<at))
    }

    private func kind(_ view: ScanView, _ range: Range<Int>) -> Noise {
        range.allSatisfy { ScanView.isPadding(view[$0]) } ? .padding : .garbage
    }

    /// The frame whose `##` stands at `mark`.
    private mutating func frame(_ view: ScanView, _ start: Int, _ mark: Int) -> FramePiece? {
        guard let digits = view.digits(mark + 2) else { return nil }
        var search = EndSearch(view: view, mark: mark, digits: digits)
        switch search.run(from: max(mark + 2 + digits, start + searched)) {
        case .end(let end): return .frame(start..<end.upTo, search.layout(end, start))
        case .noise(let kind, let upTo): return .noise(start..<upTo, kind)
        case .wait(let searched):
            self.searched = searched - start
            return nil
        }
    }
}
