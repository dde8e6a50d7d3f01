/// Bytes that are no text in the encoding they are said to be in.
public struct TextDecodingError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// Bytes that stand for no character.
        case invalid
        /// The stream ends within a character.
        case truncated
    }

    /// What is wrong.
    public let kind: Kind
    /// The name of the encoding.
    public let encoding: String
    /// Where the first bad byte is, from the start of the stream.
    public let byteOffset: Int
    /// The bad byte and up to three more.
    public let bytes: [UInt8]
}

extension TextDecodingError: CustomStringConvertible {
    /// A sentence with the place and the bytes in hexadecimal.
    public var description: String {
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
        let what = kind == .invalid ? "invalid bytes" : "the input ends within a character"
        return "byte \(byteOffset): \(what) in \(encoding): \(digits)"
    }
}
