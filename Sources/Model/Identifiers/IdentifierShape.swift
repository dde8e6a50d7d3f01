/// Sets of ASCII characters and the places of an identifier they may stand in.
struct CharacterSet128: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// The characters of an ASCII text.
    init(_ characters: StaticString) {
        var (low, high) = (UInt64(0), UInt64(0))
        for byte in characters.description.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
        }
        self.low = low
        self.high = high
    }

    func contains(_ byte: UInt8) -> Bool {
        if byte >= 128 { return false }
        return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }

    static let digits = CharacterSet128("0123456789")
    static let capitals = CharacterSet128("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    static let alphanumeric = CharacterSet128("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    static let hexadecimal = CharacterSet128("0123456789ABCDEF")
}

/// What all checks say alike about characters that do not belong.
enum IdentifierShape {
    /// What is wrong with the byte at `at` when it should be one of `allowed`: a blank, a small or full-width letter or
    /// something else.
    static func fault(_ text: Span<UInt8>, at: Int, allowed: CharacterSet128) -> IdentifierFault? {
        let byte = text[at]
        if allowed.contains(byte) { return nil }
        if Blanks.width(text, at: at, end: text.count) > 0 { return .blank(at: at) }
        if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z"), allowed.contains(byte - 0x20) {
            return .smallLetter(at: at)
        }
        let fullWidth =
            byte == 0xEF && at + 2 < text.count && (text[at + 1] == 0xBC || text[at + 1] == 0xBD)
        return fullWidth ? .fullWidth(at: at) : .character(at: at)
    }

    /// The first character of a range that is not one of `allowed`.
    static func fault(_ text: Span<UInt8>, in range: Range<Int>, allowed: CharacterSet128) -> IdentifierFault? {
        for at in range {
            if let fault = fault(text, at: at, allowed: allowed) { return fault }
        }
        return nil
    }

    /// A fault of length. Characters that could never belong (blanks, full-width forms) are named first: they are what
    /// made the length wrong.
    static func lengthFault(_ text: Span<UInt8>, expected: String) -> IdentifierFault {
        if text.isEmpty { return .empty }
        var characters = 0
        for at in 0..<text.count {
            if text[at] & 0xC0 != 0x80 { characters += 1 }
            switch fault(text, at: at, allowed: .alphanumeric) {
            case .blank: return .blank(at: characters - 1)
            case .fullWidth: return .fullWidth(at: characters - 1)
            default: continue
            }
        }
        return .length(expected: expected, found: characters)
    }
}
