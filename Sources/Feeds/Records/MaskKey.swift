import Crypto

/// The key of a feed's `hash` masks. Each feed has its own, so that two partners cannot join what they were given.
public struct MaskKey: Sendable, Equatable {
    private let code: HMACSHA256
    private let feed: [UInt8]

    init(secret: [UInt8], feed: String) {
        code = HMACSHA256(key: secret)
        self.feed = Array(feed.utf8) + [0]
    }

    /// Appends the first 16 bytes of the text's code as a JSON string of 32 hexadecimal digits.
    func append(hashOf text: ArraySlice<UInt8>, to out: inout [UInt8]) {
        let digest = code.code(for: feed + text)
        out.append(UInt8(ascii: "\""))
        for byte in digest.bytes.prefix(16) {
            out.append([UInt8].hexDigits[Int(byte >> 4)])
            out.append([UInt8].hexDigits[Int(byte & 15)])
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Keys of one feed are equal: the secret is the hub's.
    public static func == (one: MaskKey, other: MaskKey) -> Bool { one.feed == other.feed }
}

extension MaskKey: CustomStringConvertible {
    /// Never the secret.
    public var description: String { "hash" }
}
