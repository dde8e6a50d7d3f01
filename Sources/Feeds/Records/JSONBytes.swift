import Model

extension [UInt8] {
    /// Appends the bytes of a literal.
    @inline(__always) mutating func append(literal text: StaticString) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a JSON string.
    mutating func append(quoted text: String) {
        let bytes = Array(text.utf8)
        append(quoted: bytes, bytes.indices)
    }

    /// Appends a range of UTF-8 as a JSON string (RFC 8259): only what must be escaped is.
    mutating func append(quoted source: [UInt8], _ range: Range<Int>) {
        append(UInt8(ascii: "\""))
        append(escaped: source, range)
        append(UInt8(ascii: "\""))
    }

    /// Appends the inside of a JSON string.
    mutating func append(escaped source: [UInt8], _ range: Range<Int>) {
        let range = range.clamped(to: source.indices)
        var clean = range.lowerBound
        var at = PlainText.end(in: source, range)
        while at < range.upperBound {
            append(contentsOf: source[clean..<at])
            append(escape: source[at])
            clean = at + 1
            at = PlainText.end(in: source, clean..<range.upperBound)
        }
        append(contentsOf: source[clean..<range.upperBound])
    }

    private mutating func append(escape byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
        default:
            append(literal: "u00")
            append(Self.hexDigits[Int(byte >> 4)])
            append(Self.hexDigits[Int(byte & 15)])
        }
    }

    static let hexDigits = Array("0123456789abcdef".utf8)
}

/// Finds the bytes of a text that JSON must escape: quotes, backslashes, control characters.
enum PlainText {
    /// The index of the first byte of the range that must be escaped, or the range's end. Eight bytes at a time: nearly
    /// all texts have nothing to escape.
    static func end(in source: [UInt8], _ range: Range<Int>) -> Int {
        let bytes = unsafe source.span.bytes
        var at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
            if mustEscape(word) { break }
            at &+= 8
        }
        while at < range.upperBound {
            let byte = source[at]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
            at &+= 1
        }
        return at
    }

    /// Whether any byte of the word is below 0x20, a quote or a backslash (the "has less" and "has zero" bit tricks).
    @inline(__always) private static func mustEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let low = (word &- ones &* 0x20) & ~word
        return (low | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & tops != 0
    }
}
