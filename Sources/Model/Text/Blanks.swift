/// Blank characters of UTF-8 text: ASCII control blanks and space, no-break, zero-width and ideographic spaces, the
/// byte-order mark.
public enum Blanks {
    /// The part of the text without the blanks at both ends; the bytes stay where they are.
    public static func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = text.count
        while start < end {
            let width = width(text, at: start, end: end)
            if width == 0 { break }
            start += width
        }
        while end > start {
            let width = width(text, before: end, start: start)
            if width == 0 { break }
            end -= width
        }
        return start..<end
    }

    /// The number of bytes of the blank at `at`; 0 when there is none.
    static func width(_ text: Span<UInt8>, at: Int, end: Int) -> Int {
        let byte = text[at]
        if byte < 0x80 { return isBlank(byte) ? 1 : 0 }
        if byte == 0xC2, at + 1 < end { return isBlank(byte, text[at + 1]) ? 2 : 0 }
        guard byte == 0xE2 || byte == 0xE3 || byte == 0xEF, at + 2 < end else { return 0 }
        return isBlank(byte, text[at + 1], text[at + 2]) ? 3 : 0
    }

    /// The number of bytes of the blank that ends at `before`; 0 when there is none.
    private static func width(_ text: Span<UInt8>, before end: Int, start: Int) -> Int {
        let byte = text[end - 1]
        if byte < 0x80 { return isBlank(byte) ? 1 : 0 }
        if end - start >= 3, isBlank(text[end - 3], text[end - 2], byte) { return 3 }
        if end - start >= 2, isBlank(text[end - 2], byte) { return 2 }
        return 0
    }

    /// Blank, tab, line feed, vertical tab, form feed, carriage return.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// U+00A0.
    private static func isBlank(_ first: UInt8, _ second: UInt8) -> Bool { first == 0xC2 && second == 0xA0 }

    /// U+2000…U+200D, U+202F, U+205F, U+2060, U+3000, U+FEFF.
    private static func isBlank(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE2, 0x80): third >= 0x80 && third <= 0x8D || third == 0xAF
        case (0xE2, 0x81): third == 0x9F || third == 0xA0
        case (0xE3, 0x80): third == 0x80
        case (0xEF, 0xBB): third == 0xBF
        default: false
        }
    }
}
