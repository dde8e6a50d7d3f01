/// Base64 with the usual alphabet and padding (RFC 4648 section 4).
public enum Base64 {
    /// The text of some bytes.
    public static func encode(_ bytes: [UInt8]) -> String {
        let plain = Base64URL.encode(bytes).utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
        return String(decoding: plain + padding, as: UTF8.self)
    }

    /// The bytes of a text; nil for anything that ``encode(_:)`` would not write.
    public static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 4 == 0 else { return nil }
        var plain = Array(text.utf8)
        for _ in 0..<2 where plain.last == UInt8(ascii: "=") { plain.removeLast() }
        var translated: [UInt8] = []
        for byte in plain {
            switch byte {
            case UInt8(ascii: "+"): translated.append(UInt8(ascii: "-"))
            case UInt8(ascii: "/"): translated.append(UInt8(ascii: "_"))
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            default: translated.append(byte)
            }
        }
        return Base64URL.decode(translated)
    }
}
