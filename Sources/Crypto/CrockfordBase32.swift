/// Base 32 for people (Douglas Crockford): no I, L, O or U; written in capitals, read in either case.
public enum CrockfordBase32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
            if character > 0x40 { values[Int(character | 0x20)] = UInt8(value) }
        }
        for (looksLike, value) in [("O", 0), ("o", 0), ("I", 1), ("i", 1), ("L", 1), ("l", 1)] as [(String, UInt8)] {
            for character in looksLike.utf8 { values[Int(character)] = value }
        }
        return values
    }()

    /// The text of some bytes, five bits a character from the first byte on; the last is filled up with zeros.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count &+= 8
            while count >= 5 {
                count &-= 5
                text.append(alphabet[Int(bits >> UInt32(count) & 31)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(5 &- count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// A number in exactly `digits` characters, for identifiers; nil when it needs more.
    public static func encode(_ number: UInt64, digits: Int) -> String? {
        guard (1...13).contains(digits), digits == 13 || number >> UInt64(5 * digits) == 0 else { return nil }
        let text = (0..<digits).map { place in alphabet[Int(number >> UInt64(5 * (digits - 1 - place)) & 31)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; I and L are read as 1, O as 0. Nil for other characters (hyphens too), an impossible
    /// length, or spare bits that are not zero.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != 0xFF else { return nil }
            bits = bits << 5 | UInt32(value)
            count &+= 5
            if count >= 8 {
                count &-= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard count < 5, bits & ((1 << UInt32(count)) &- 1) == 0 else { return nil }
        return bytes
    }

    /// The number of a text of at most 13 characters; nil for another text or a larger number.
    public static func decodeNumber(_ text: String) -> UInt64? {
        guard (1...13).contains(text.utf8.count) else { return nil }
        var number: UInt64 = 0
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != 0xFF, number >> 59 == 0 else { return nil }
            number = number << 5 | UInt64(value)
        }
        return number
    }
}
