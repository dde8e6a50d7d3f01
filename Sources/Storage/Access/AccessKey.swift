import Crypto

/// An API key: `hub_<id>_<secret>`, with 10 characters of Crockford's base 32 and 32 random bytes in base64url.
///
/// The store keeps the SHA-256 of the whole text. A plain hash is enough: the secret is random and long, nobody can try
/// it out.
public struct AccessKey: Sendable {
    /// The public part, by which the key is listed and revoked.
    public let id: String
    /// The whole text, shown once.
    public let text: String

    /// The length of every key in characters.
    public static let count = 58
    static let idRange = 4..<14

    /// A new key. Throws ``CryptoError`` when the system gives no random bytes.
    public init() throws {
        let number = try randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) } >> 14
        id = CrockfordBase32.encode(number, digits: 10) ?? ""
        text = "hub_\(id)_\(Base64URL.encode(try randomBytes(32)))"
    }

    /// What the store keeps of a key's text.
    static func hash(_ text: [UInt8]) -> SHA256Digest { SHA256.hash(text) }

    /// The id in a key's text, packed into a number for looking it up; nil when the text cannot be a key.
    static func packedID(_ text: [UInt8]) -> UInt64? {
        guard text.count == count, text[3] == UInt8(ascii: "_"), text[14] == UInt8(ascii: "_"),
            text[0] == UInt8(ascii: "h"), text[1] == UInt8(ascii: "u"), text[2] == UInt8(ascii: "b")
        else { return nil }
        return packed(text[idRange])
    }

    /// Five bits of each character; two ids that differ only in other bits are told apart by their hashes.
    static func packed(_ id: some Sequence<UInt8>) -> UInt64 {
        id.reduce(0) { ($0 &<< 6) | UInt64(($1 & 0x1F) | ($1 & 0x40) >> 1) }
    }
}
