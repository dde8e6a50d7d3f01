import Crypto

/// Turns cursors into tokens that only this hub can make.
///
///     byte  0   1     5      13      17         25     33   49
///           1 | feed | epoch | schema | position | floor | MAC |     big-endian; 49 bytes, 66 characters of base64url
///
/// The MAC is HMAC-SHA256 under the store's secret, cut to 16 bytes (RFC 2104 section 5 allows half the hash).
public struct CursorSeal: Sendable {
    private let code: HMACSHA256

    private static let version: UInt8 = 1
    private static let plainCount = 33
    private static let macCount = 16
    /// The length of every token, in characters.
    public static let tokenCount = 66

    /// A seal with the store's secret (`feed_secret`).
    public init(secret: [UInt8]) {
        code = HMACSHA256(key: secret)
    }

    /// Appends the cursor's token.
    public func append(_ cursor: FeedCursor, to out: inout [UInt8]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.plainCount + Self.macCount)
        bytes.append(Self.version)
        bytes.append(bigEndian: UInt64(bitPattern: cursor.feed), count: 4)
        bytes.append(bigEndian: cursor.epoch, count: 8)
        bytes.append(bigEndian: UInt64(cursor.schema), count: 4)
        bytes.append(bigEndian: UInt64(bitPattern: cursor.position), count: 8)
        bytes.append(bigEndian: UInt64(bitPattern: cursor.floor), count: 8)
        code.code(for: bytes).withBytes { mac in
            unsafe mac.withUnsafeBytes { unsafe bytes.append(contentsOf: $0.prefix(Self.macCount)) }
        }
        Base64URL.append(bytes, to: &out)
    }

    /// Reads a token; nil for anything that ``append(_:to:)`` did not make under the same secret.
    public func open(_ token: [UInt8]) -> FeedCursor? {
        guard token.count == Self.tokenCount, let bytes = Base64URL.decode(token),
            bytes.count == Self.plainCount + Self.macCount, bytes[0] == Self.version
        else { return nil }
        let whole = unsafe bytes.span.bytes
        guard code.isValid(whole.extracting(last: Self.macCount), for: whole.extracting(first: Self.plainCount)) else {
            return nil
        }
        return FeedCursor(
            feed: Int64(bytes.bigEndian(at: 1, count: 4)), epoch: bytes.bigEndian(at: 5, count: 8),
            schema: UInt32(truncatingIfNeeded: bytes.bigEndian(at: 13, count: 4)),
            position: Int64(bitPattern: bytes.bigEndian(at: 17, count: 8)),
            floor: Int64(bitPattern: bytes.bigEndian(at: 25, count: 8)))
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: UInt64, count: Int) {
        var shift = count * 8
        while shift > 0 {
            shift &-= 8
            append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    fileprivate func bigEndian(at start: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for place in start..<start + count { value = value << 8 | UInt64(self[place]) }
        return value
    }
}
