import Crypto

/// The secret that a webhook's messages are signed with (Standard Webhooks 1.0.0, "Signature scheme"): `whsec_` and the base64 of the
/// key of an HMAC-SHA256. The hub signs with it, so it is kept in the clear, in the store alone; no text of this type shows it.
public struct WebhookSecret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private static let prefix = "whsec_"
    private let key: [UInt8]

    /// A new secret of 32 random bytes. Throws ``CryptoError`` when the system gives none.
    public init() throws { key = try randomBytes(32) }

    /// Reads a secret; nil for what is none, or has a key outside of the 24 to 64 bytes that the standard wants.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let key = Base64.decode(String(text.dropFirst(Self.prefix.count))),
            (24...64).contains(key.count)
        else { return nil }
        self.key = key
    }

    /// The text as partners get it, this once.
    public var revealed: String { Self.prefix + Base64.encode(key) }

    /// The signature of a message: `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`.
    ///
    /// - Parameter timestamp: seconds since 1970.
    public func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        "v1," + Base64.encode(HMACSHA256(key: key).code(for: Array("\(id).\(timestamp).".utf8) + body).bytes)
    }

    /// Says that there is a secret, not which.
    public var description: String { "(a secret)" }
    /// Says that there is a secret, not which.
    public var debugDescription: String { description }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether both are the same secret, in a time that does not tell where they differ.
    public static func == (one: WebhookSecret, other: WebhookSecret) -> Bool { constantTimeEqual(one.key, other.key) }
}
