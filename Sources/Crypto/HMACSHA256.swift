/// HMAC with SHA-256 (RFC 2104, FIPS 198-1) under one key.
///
/// The hash of the padded key, with which every code begins, is made once: a short message then costs two rounds of SHA-256.
public final class HMACSHA256: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    private static let blockCount = 64

    /// A key of any length; below 32 bytes it is the weakest part.
    public init(key: [UInt8]) {
        let start = key.count > Self.blockCount ? SHA256.hash(key).bytes : key
        let padded = start + [UInt8](repeating: 0, count: Self.blockCount - start.count)
        inner = Self.hash(beginningWith: padded.map { $0 ^ 0x36 })
        outer = Self.hash(beginningWith: padded.map { $0 ^ 0x5C })
    }

    private static func hash(beginningWith block: [UInt8]) -> SHA256 {
        var hash = SHA256()
        hash.update(block)
        return hash
    }

    /// The code of a message.
    public func code(for message: RawSpan) -> SHA256Digest {
        var (within, around) = (inner, outer)
        within.update(message)
        within.finish().withBytes { around.update($0) }
        return around.finish()
    }

    /// The code of a message.
    public func code(for message: [UInt8]) -> SHA256Digest { unsafe code(for: message.span.bytes) }

    /// Whether the code, whole or cut to at least 16 bytes, is the message's; in constant time.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        unsafe isValid(code.span.bytes, for: message.span.bytes)
    }

    /// The same for bytes that lie in a larger whole.
    public func isValid(_ code: RawSpan, for message: RawSpan) -> Bool {
        guard (16...SHA256Digest.byteCount).contains(code.byteCount) else { return false }
        return self.code(for: message).withBytes { constantTimeEqual(code, $0.extracting(first: code.byteCount)) }
    }
}
