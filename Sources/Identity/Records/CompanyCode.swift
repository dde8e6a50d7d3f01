internal import Model

/// A unified social credit code as it is compared: 18 characters of five bits each, and the organisation code inside it.
struct CompanyCode: Sendable, Equatable {
    /// What can be relied on, the more the later.
    enum State: UInt8, Sendable {
        case missing
        /// Something is wrong with it.
        case broken
        /// A sound organisation code without the rest.
        case organisation
        /// All 18 characters, and the check character is right.
        case valid
    }

    /// The characters 1 to 9 and 10 to 18.
    var high: UInt64 = 0
    var low: UInt64 = 0
    /// The organisation code of nine characters; 0 when none can be read.
    var organisation: UInt64 = 0
    var state = State.missing

    static let none = CompanyCode()
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let values: [UInt8] = (0..<128).map { byte in
        alphabet.firstIndex(of: UInt8(byte)).map { UInt8($0) } ?? 31
    }
    private static let check = IdentifierCheck.named("uscc")!
    private static let organisationCheck = IdentifierCheck.named("organisation_code")!

    /// Reads a code of 18 characters, or a cut one.
    init?(uscc text: [UInt8]) {
        guard (16...19).contains(text.count) else { return nil }
        let isValid = text.count == 18 && Self.check.fault(text.span) == nil
        (high, low) = Self.packed(text)
        state = isValid ? .valid : .broken
        organisation = isValid ? Self.packed(organisation: text[8..<17]) : 0
    }

    /// Reads an organisation code.
    init?(organisation text: [UInt8]) {
        guard text.count == 9, Self.organisationCheck.fault(text.span) == nil else { return nil }
        organisation = Self.packed(organisation: text[...])
        state = .organisation
    }

    private init() {}

    /// Letters and digits of a code, capital: blanks, hyphens and the like are none.
    static func letters(_ text: String) -> [UInt8] {
        var letters: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A: letters.append(byte)
            case 0x61...0x7A: letters.append(byte - 32)
            default: break
            }
        }
        return letters
    }

    private static func packed(_ text: [UInt8]) -> (UInt64, UInt64) {
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (place, byte) in text.prefix(18).enumerated() {
            let value = UInt64(values[Int(byte & 127)])
            if place < 9 { high = high << 5 | value } else { low = low << 5 | value }
        }
        return (high, text.count > 18 ? low | 1 << 63 : low | UInt64(18 - min(text.count, 18)) << 60)
    }

    private static func packed(organisation text: ArraySlice<UInt8>) -> UInt64 {
        text.reduce(0) { $0 << 7 | UInt64($1) }
    }

    /// Whether two codes differ in one character or in two that are swapped.
    func isOneOff(_ other: CompanyCode) -> Bool {
        let (top, bottom) = (high ^ other.high, low ^ other.low)
        if (top | bottom) == 0 { return false }
        if Self.differences(top) + Self.differences(bottom) == 1 { return true }
        return Self.isSwap(high, other.high, 9) && bottom == 0 || Self.isSwap(low, other.low, 9) && top == 0
            || isSwapInMiddle(other)
    }

    private static func differences(_ bits: UInt64) -> Int {
        var left = bits
        var count = 0
        while left != 0 {
            left &= ~(31 << UInt64(left.trailingZeroBitCount / 5 * 5))
            count += 1
        }
        return count
    }

    private static func isSwap(_ one: UInt64, _ other: UInt64, _ count: Int) -> Bool {
        let difference = one ^ other
        guard difference != 0 else { return false }
        let shift = UInt64(difference.trailingZeroBitCount / 5 * 5)
        guard difference >> shift < 1024 else { return false }
        let (left, right) = (one >> shift & 1023, other >> shift & 1023)
        return left >> 5 == right & 31 && left & 31 == right >> 5
    }

    private func isSwapInMiddle(_ other: CompanyCode) -> Bool {
        let (left, right) = (high & 31, low >> 40 & 31)
        let (theirLeft, theirRight) = (other.high & 31, other.low >> 40 & 31)
        return high >> 5 == other.high >> 5 && left == theirRight && right == theirLeft
            && low & ~(31 << 40) == other.low & ~(31 << 40)
    }
}
