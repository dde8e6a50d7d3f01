/// A header field of a response.
public struct HTTPHeader: Sendable, Equatable {
    /// The field's name: a token (RFC 9110 section 5.6.2).
    public var name: String
    /// The field's value: printable text without control characters.
    public var value: String

    /// A header; whether it may be sent is checked when a response is made of it.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// `Content-Type`.
    public static func contentType(_ value: String) -> HTTPHeader { HTTPHeader("Content-Type", value) }

    /// Throws when sending the header could break the message: a control character (CR, LF, NUL, TAB and the rest),
    /// an empty or odd name, an empty value, or one of the fields that frame the message.
    func check() throws(HTTPServerError) {
        let framing = name.count == 14 || name.count == 17
        guard !name.isEmpty, !value.isEmpty, name.utf8.allSatisfy(Self.isTokenByte),
            value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            !framing || !["content-length", "transfer-encoding"].contains(name.lowercased())
        else { throw .invalidHeader(name: String(name.unicodeScalars.prefix(60).filter { $0.value > 0x20 })) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
