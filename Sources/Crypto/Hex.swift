/// Hexadecimal text (RFC 4648 section 8).
public enum Hex {
    /// Lowercase digits, two a byte.
    public static func encode(_ bytes: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: bytes.count &* 2) { buffer in
            var place = 0
            for byte in bytes {
                unsafe buffer[place] = digit(byte >> 4)
                unsafe buffer[place &+ 1] = digit(byte & 15)
                place &+= 2
            }
            return place
        }
    }

    /// The bytes of a text in digits of either case; nil for any other character or an odd number of them.
    public static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place &+ 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit &- 0x30
        case 0x41...0x46: digit &- 0x37
        case 0x61...0x66: digit &- 0x57
        default: nil
        }
    }
}
