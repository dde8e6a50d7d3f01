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

    /// Hands the name and the value to the closure as C strings.
    ///
    /// Throws when sending the header could break the message: a control character (CR, LF, NUL, TAB and the rest),
    /// an empty or odd name, an empty value, or one of the fields that frame the message.
    func withChecked<Result>(
        _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Result
    ) throws(HTTPServerError) -> Result {
        let result =
            isFraming
            ? nil
            : unsafe name.withCString { name -> Result? in
                guard unsafe Self.isName(name, count: self.name.utf8.count) else { return nil }
                return unsafe value.withCString { value -> Result? in
                    guard unsafe Self.isValue(value, count: self.value.utf8.count) else { return nil }
                    return unsafe body(name, value)
                }
            }
        guard let result else {
            throw .invalidHeader(name: String(name.unicodeScalars.prefix(60).filter { $0.value > 0x20 }))
        }
        return result
    }

    private static let framing = ["content-length", "transfer-encoding"]

    private var isFraming: Bool {
        let count = name.utf8.count
        return (count == 14 || count == 17) && Self.framing.contains(name.lowercased())
    }

    // Of the texts themselves, not of the C strings: a zero is in neither.

    private static func isName(_ text: UnsafePointer<CChar>, count: Int) -> Bool {
        for place in 0..<count {
            guard unsafe isTokenByte(UInt8(bitPattern: text[place])) else { return false }
        }
        return count > 0
    }

    private static func isValue(_ text: UnsafePointer<CChar>, count: Int) -> Bool {
        for place in 0..<count {
            let byte = unsafe UInt8(bitPattern: text[place])
            guard byte >= 0x20, byte != 0x7F else { return false }
        }
        return count > 0
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
