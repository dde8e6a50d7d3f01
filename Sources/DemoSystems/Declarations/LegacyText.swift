import TextEncoding

/// Writes GB 18030, by the two-byte characters that the decoder knows: all that these files need.
struct LegacyText: Sendable {
    /// The one that all folders share.
    static let shared = Result { try LegacyText() }

    private let bytes: [Unicode.Scalar: [UInt8]]

    /// Learns the characters.
    ///
    /// - Throws: `UnknownEncodingError` when the C library lacks the encoding.
    init() throws {
        let decoder = try TextDecoder(CharacterEncoding("gb18030"), policy: .replace)
        var known: [Unicode.Scalar: [UInt8]] = [:]
        for lead in UInt8(0x81)...0xFE {
            for trail in UInt8(0x40)...0xFE where trail != 0x7F {
                var text: [UInt8] = []
                try decoder.decode([lead, trail], isLast: true, into: &text)
                let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
                if let scalar = scalars.first, scalars.count == 1, scalar != "\u{FFFD}" {
                    known[scalar] = [lead, trail]
                }
            }
        }
        bytes = known
    }

    /// The text in GB 18030; a character that has no two bytes becomes `?`.
    func encoded(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                encoded.append(UInt8(scalar.value))
            } else {
                encoded += bytes[scalar] ?? [UInt8(ascii: "?")]
            }
        }
        return encoded
    }
}
