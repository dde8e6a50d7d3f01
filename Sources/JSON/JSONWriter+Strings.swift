import CSimdJSON

extension JSONWriter {
    /// A string by its UTF-8 bytes; bytes that are not UTF-8 become U+FFFD.
    public mutating func string(_ text: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        unsafe append(text: text)
        bytes.append(UInt8(ascii: "\""))
        finishValue()
    }

    /// A string.
    public mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in unsafe string(UnsafeRawBufferPointer(utf8)) }
    }

    private mutating func append(text: UnsafeRawBufferPointer) {
        let plain = unsafe PlainRun.length(of: text, from: 0)
        if unsafe plain.isASCII || isValid(text) { return unsafe append(valid: text, plain: plain.end) }
        var repaired = unsafe String(decoding: text, as: UTF8.self)
        repaired.withUTF8 { utf8 in unsafe append(valid: UnsafeRawBufferPointer(utf8), plain: 0) }
    }

    /// Copies run after run of bytes that need no escape; nearly every text is one run.
    private mutating func append(valid text: UnsafeRawBufferPointer, plain: Int) {
        var start = 0
        var end = plain
        while true {
            if end == start, start < text.count { end = unsafe PlainRun.length(of: text, from: start).end }
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<end]))
            if end == text.count { return }
            unsafe append(escaped: text[end])
            start = end + 1
            end = start
        }
    }

    private mutating func append(escaped byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(Self.hexDigit(byte >> 4))
            bytes.append(Self.hexDigit(byte & 15))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 87 }

    private func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let start = unsafe text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
        return unsafe csj_valid_utf8(start, text.count)
    }
}

/// Finds the bytes that must be escaped, eight at a time.
enum PlainRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Where the run of bytes without escapes that starts at `from` ends, and whether no byte up to `text.count` is
    /// beyond ASCII as far as was looked: true only when the run reaches the end.
    static func length(of text: UnsafeRawBufferPointer, from: Int) -> (end: Int, isASCII: Bool) {
        var index = from
        var seen: UInt64 = 0
        while index &+ 8 <= text.count {
            let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if mustEscape(word) { break }
            seen |= word
            index &+= 8
        }
        while index < text.count {
            let byte = unsafe text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return (index, false) }
            seen |= UInt64(byte)
            index &+= 1
        }
        return (index, seen & highs == 0)
    }

    /// The classic test for a byte below or equal to a value in a word; bytes beyond ASCII never match.
    private static func mustEscape(_ word: UInt64) -> Bool {
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let slash = (word ^ ones &* 0x5C) &- ones
        return (control | quote | slash) & ~word & highs != 0
    }
}
