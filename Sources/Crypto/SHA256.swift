import CNettle

/// SHA-256 (FIPS 180-4), in one go or piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(part)
/// let digest = hash.finish()
/// ```
///
/// A value that allocates nothing: a copy goes on from where it was copied.
public struct SHA256: Sendable {
    private var context = sha256_ctx()

    /// Starts an empty hash.
    public init() { reset() }

    /// Adds bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe nettle_sha256_update(&context, $0.count, $0.baseAddress) }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

    /// The hash of all that was added; the value then starts again, empty.
    public mutating func finish() -> SHA256Digest {
        unsafe SHA256Digest { unsafe nettle_sha256_digest(&context, SHA256Digest.byteCount, $0) }
    }

    /// Forgets what was added.
    public mutating func reset() { unsafe nettle_sha256_init(&context) }

    /// The hash of some bytes.
    public static func hash(_ bytes: RawSpan) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// The hash of some bytes.
    public static func hash(_ bytes: [UInt8]) -> SHA256Digest { unsafe hash(bytes.span.bytes) }

    /// The hash of a text's UTF-8.
    public static func hash(_ text: String) -> SHA256Digest { hash(Array(text.utf8)) }
}
