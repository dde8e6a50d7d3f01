import HJ212
import Terminal

/// A stretch of a frame with carets under the bytes that are concerned. Passwords are not shown.
struct FrameExcerpt {
    private let bytes: [UInt8]

    init(_ piece: DecodedPiece) { bytes = piece.shown }

    /// Two lines, the bytes and the carets, of at most `width` cells.
    func lines(_ offset: Int, _ length: Int, width: Int) -> (text: String, carets: String) {
        let focus = min(offset, bytes.count)..<min(offset + max(length, 1), bytes.count)
        let room = max(width, 20)
        let from = max(0, min(focus.lowerBound - room / 2, bytes.count - room))
        let lead = from > 0 ? "…" : ""
        let before = lead + shown(from..<focus.lowerBound)
        let marked = shown(focus)
        let rest = shown(focus.upperBound..<bytes.count)
        let whole = before + marked + rest
        let indent = DisplayWidth.of(before)
        let carets = max(1, min(DisplayWidth.of(marked), room - indent))
        return (
            whole.truncated(to: room), String(repeating: " ", count: indent) + String(repeating: "^", count: carets)
        )
    }

    /// Some bytes as a terminal may show them.
    private func shown(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return escapingControls(String(decoding: bytes[range], as: UTF8.self))
    }
}
