extension SampleVote {
    /// What a text looks like. Nothing is allocated: a sample looks at every value of a thousand records.
    public init(_ text: Span<UInt8>) {
        if Blanks.trimmed(text).isEmpty {
            self = .empty
        } else if Self.equals(text, "true") || Self.equals(text, "false") {
            self = .bool
        } else {
            self = Self.number(text) ?? (Self.isDay(text) ? .date : .text)
        }
    }

    private static func equals(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.count where unsafe text[index] != word.utf8Start[index] { return false }
        return true
    }

    /// A whole number or a decimal, of at most 15 digits, without a zero in front: anything else may be a code.
    private static func number(_ text: Span<UInt8>) -> SampleVote? {
        let start = text[0] == 0x2D ? 1 : 0
        guard text.count - start <= 16, text.count > start, isDigit(text[start]), isDigit(text[text.count - 1]) else {
            return nil
        }
        if text[start] == 0x30, text.count > start + 1, text[start + 1] != 0x2E { return nil }
        var (digits, points) = (0, 0)
        for index in start..<text.count {
            if isDigit(text[index]) { digits += 1 } else if text[index] == 0x2E { points += 1 } else { return nil }
        }
        guard points <= 1, digits <= 15 else { return nil }
        return points == 0 ? .integer : .decimal
    }

    /// Four digits of a year, then a month and a day of one or two digits, each behind a sign that is no digit.
    private static func isDay(_ text: Span<UInt8>) -> Bool {
        var (part, digits) = (0, 0)
        guard text.count >= 8, text[0] == 0x31 || text[0] == 0x32 else { return false }
        for index in 0..<text.count {
            if isDigit(text[index]) {
                digits += 1
                continue
            }
            if digits == 0 { continue }
            guard digits == (part == 0 ? 4 : min(digits, 2)) else { return false }
            part += 1
            digits = 0
            if part == 3 { return true }
        }
        return part == 2 && (1...2).contains(digits)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
