/// The little of HTML that leaks into table cells: tags and entities.
enum HTMLText {
    /// Tags that separate words.
    private static let breaks = ["br", "p", "/p", "div", "/div", "td", "/td", "tr", "/tr", "li", "/li"]
        .map { Array($0.utf8) }

    /// Entities by name; none is longer written out than in its name.
    private static let names: [(name: [UInt8], scalar: UInt32)] = [
        ("nbsp", 0x20), ("amp", 0x26), ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22), ("apos", 0x27), ("deg", 0xB0),
        ("micro", 0xB5), ("sup2", 0xB2), ("sup3", 0xB3), ("middot", 0xB7), ("times", 0xD7), ("plusmn", 0xB1),
        ("le", 0x2264), ("ge", 0x2265), ("permil", 0x2030), ("ldquo", 0x201C), ("rdquo", 0x201D),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Whether the `<` at `at` begins a tag by what follows.
    static func opensTag(_ buffer: [UInt8], _ at: Int) -> Bool {
        guard at + 1 < buffer.count else { return false }
        let next = buffer[at + 1]
        return isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
    }

    /// Whether the tag at `at` separates words.
    static func isBreak(_ buffer: [UInt8], _ at: Int) -> Bool {
        breaks.contains { name in
            guard at + 1 + name.count < buffer.count else { return false }
            for offset in name.indices where buffer[at + 1 + offset] | 0x20 != name[offset] | 0x20 { return false }
            return !isLetter(buffer[at + 1 + name.count])
        }
    }

    /// The entity that begins with the `&` at `at`: its character and how many bytes it takes.
    static func entity(_ buffer: [UInt8], _ at: Int) -> (scalar: UInt32, width: Int)? {
        // No entity read here is longer than `&#x10FFFF;`.
        let limit = min(buffer.count, at + 10)
        var end = at + 1
        while end < limit, buffer[end] != UInt8(ascii: ";") { end += 1 }
        guard end < limit, end > at + 1 else { return nil }
        let body = buffer.span.extracting((at + 1)..<end)
        let scalar = body[0] == UInt8(ascii: "#") ? numeric(body) : named(body)
        guard let scalar else { return nil }
        return (scalar, end + 1 - at)
    }

    private static func named(_ body: Span<UInt8>) -> UInt32? {
        names.first { entry in
            guard entry.name.count == body.count else { return false }
            for at in entry.name.indices where entry.name[at] != body[at] { return false }
            return true
        }?.scalar
    }

    private static func numeric(_ body: Span<UInt8>) -> UInt32? {
        let hex = body.count > 1 && body[1] | 0x20 == UInt8(ascii: "x")
        guard body.count > (hex ? 2 : 1) else { return nil }
        var value: UInt32 = 0
        for at in (hex ? 2 : 1)..<body.count {
            guard let digit = hexDigit(body[at]), hex || digit < 10 else { return nil }
            value = value * (hex ? 16 : 10) + digit
        }
        // A no-break space is a blank to everybody who reads a table; a control character is not text.
        if value == 0xA0 { return 0x20 }
        return value >= 0x20 || value == 9 || value == 10 || value == 13 ? Unicode.Scalar(value)?.value : nil
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        if let digit = DecimalScan.digit(byte) { return UInt32(digit) }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? UInt32(letter) + 10 : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Writes a character over the buffer at `at`; the place behind it. An entity is never shorter than its character.
    static func write(_ scalar: UInt32, to buffer: inout [UInt8], at: Int) -> Int {
        var next = at
        for byte in UTF8.encode(Unicode.Scalar(scalar) ?? " ") ?? UTF8.encodedReplacementCharacter {
            buffer[next] = byte
            next += 1
        }
        return next
    }
}
