/// The id by which partners know a row: `ps_7KQ2M9X4`.
///
/// Two letters name the entity, the rest is the row's number, scrambled so that ids in a row do not look alike. Numbers
/// below 2^40 take 8 characters of Crockford's base 32 (no I, L, O, U); larger ones 13, unscrambled. The mapping between
/// numbers and texts is one to one and never changes: ids are kept by partners for ever.
public struct HubID: Sendable, Hashable {
    /// The two small letters of an entity.
    public struct Prefix: Sendable, Hashable {
        let first: UInt8
        let second: UInt8

        /// A prefix from its text; nil unless it is two letters a to z.
        public init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard bytes.count == 2, Self.isLetter(bytes[0]), Self.isLetter(bytes[1]) else { return nil }
            (first, second) = (bytes[0], bytes[1])
        }

        init?(_ first: UInt8, _ second: UInt8) {
            guard Self.isLetter(first), Self.isLetter(second) else { return nil }
            (self.first, self.second) = (first, second)
        }

        private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    }

    /// The entity's letters.
    public let prefix: Prefix
    /// The row's number, not negative.
    public let number: Int64

    /// An id; a negative number is a programming error and counts as its magnitude's bits.
    public init(prefix: Prefix, number: Int64) {
        self.prefix = prefix
        self.number = number & .max
    }

    /// Reads an id; nil for anything that ``append(to:)`` would not write.
    public init?(_ text: some Sequence<UInt8>) {
        var bytes = text.makeIterator()
        guard let first = bytes.next(), let second = bytes.next(), let prefix = Prefix(first, second),
            bytes.next() == UInt8(ascii: "_")
        else { return nil }
        var digits: UInt64 = 0
        var count = 0
        while let byte = bytes.next() {
            let digit = byte < 128 ? Self.values[Int(byte)] : Self.notADigit
            guard digit != Self.notADigit, count < Self.longCount, digits >> 58 == 0 else { return nil }
            digits = digits << 5 | UInt64(digit)
            count += 1
        }
        switch count {
        case Self.shortCount: number = Int64(Self.unscrambled(digits))
        case Self.longCount where digits > Self.mask: number = Int64(digits)
        default: return nil
        }
        self.prefix = prefix
    }

    /// Appends the id's text.
    public func append(to out: inout [UInt8]) {
        out.append(prefix.first)
        out.append(prefix.second)
        out.append(UInt8(ascii: "_"))
        let plain = UInt64(number)
        let isShort = plain <= Self.mask
        let digits = isShort ? Self.scrambled(plain) : plain
        var shift = (isShort ? Self.shortCount : Self.longCount) * 5
        while shift > 0 {
            shift &-= 5
            out.append(Self.alphabet[Int(digits >> UInt64(shift) & 31)])
        }
    }
}

extension HubID: CustomStringConvertible {
    /// The id's text.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HubID {
    private static let shortCount = 8
    private static let longCount = 13
    private static let mask: UInt64 = 1 << 40 - 1
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let notADigit: UInt8 = 255
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: notADigit, count: 128)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    // Two odd multipliers and their inverses modulo 2^40; the shift by half the width is its own inverse.
    private static let first: UInt64 = 0x9E_3779_B97F
    private static let second: UInt64 = 0xBF_5847_6D1D
    private static let firstInverse = inverse(first)
    private static let secondInverse = inverse(second)

    private static func scrambled(_ number: UInt64) -> UInt64 {
        var value = number &* first & mask
        value ^= value >> 20
        return value &* second & mask
    }

    private static func unscrambled(_ digits: UInt64) -> UInt64 {
        var value = digits &* secondInverse & mask
        value ^= value >> 20
        return value &* firstInverse & mask
    }

    /// Newton's iteration: every step doubles the number of right bits.
    private static func inverse(_ odd: UInt64) -> UInt64 {
        var value = odd
        for _ in 0..<6 { value = value &* (2 &- odd &* value) }
        return value & mask
    }
}
