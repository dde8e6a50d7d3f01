import Crypto

/// Signs links: HMAC-SHA-256 under a key made of the store's secret, over the link's id, consumer, key, end, path and query.
///
/// A link's last parameter is `sig=<id>.<code>`, the code in base64url. The code is made anew for each request from what was asked for:
/// it fits the one path and query that it was made for.
public struct LinkSeal: Sendable {
    /// The name of the parameter.
    public static let parameter = "sig"
    /// How long its value is.
    public static let count = 54

    private let hmac: HMACSHA256

    /// A seal under the store's secret for feeds.
    public init(secret: [UInt8]) {
        // Cursors and masks are made with the same secret: none of them can pass for a link.
        hmac = HMACSHA256(key: HMACSHA256(key: secret).code(for: Array("envhub signed link 1".utf8)).bytes)
    }

    /// The value of the parameter for a link.
    public func signature(of link: SignedLink, _ target: SignedTarget) -> String {
        "\(link.id).\(Base64URL.encode(code(of: link, target).bytes))"
    }

    /// Whether the code is the link's for what is asked for; in constant time.
    public func fits(_ code: [UInt8], _ link: SignedLink, _ target: SignedTarget) -> Bool {
        code.count == SHA256Digest.byteCount && constantTimeEqual(code, self.code(of: link, target).bytes)
    }

    /// The id and the code in a parameter's value; nil when it cannot be one.
    public static func parts(_ value: String) -> (id: String, code: [UInt8])? {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard value.utf8.count == count, parts.count == 2, parts[0].utf8.count == 10,
            let code = Base64URL.decode(String(parts[1]))
        else { return nil }
        return (String(parts[0]), code)
    }

    private func code(of link: SignedLink, _ target: SignedTarget) -> SHA256Digest {
        var message: [UInt8] = []
        let facts = [link.id, String(link.consumer), link.key, String(link.expires)].map { Array($0.utf8) }
        let query = target.query.flatMap { [Array($0.name.utf8), Array($0.value.utf8)] }
        for part in facts + [target.path] + query {
            message += "\(part.count):".utf8
            message += part
            message.append(UInt8(ascii: ","))
        }
        return hmac.code(for: message)
    }
}
