import Feeds

/// The cursors whose tokens a serving thread has opened lately.
///
/// Who polls comes with one token again and again, until there is something new. One that is kept has been proven to be the hub's own:
/// its code need not be computed anew. A hundred consumers take some kilobytes.
struct OpenedCursors {
    private var slots = [(token: [UInt8], cursor: FeedCursor)?](repeating: nil, count: Self.count)
    private static let count = 128

    /// Reads a token; nil for one that the seal did not make.
    mutating func open(_ token: [UInt8], _ seal: CursorSeal) -> FeedCursor? {
        // The end of a token is the end of its code, which is spread evenly.
        guard token.count == CursorSeal.tokenCount else { return nil }
        let slot = (Int(token[token.count - 2]) &* 31 &+ Int(token[token.count - 3])) % Self.count
        if let known = slots[slot], known.token == token { return known.cursor }
        guard let cursor = seal.open(token) else { return nil }
        slots[slot] = (token, cursor)
        return cursor
    }
}
