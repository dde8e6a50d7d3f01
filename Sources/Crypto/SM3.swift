import CNettle

/// SM3 (GB/T 32905-2016), in one go or piece by piece: 32 bytes, as SHA-256 has.
///
/// ```swift
/// var hash = SM3()
/// hash.update(part)
/// let digest = hash.finish()
/// ```
///
/// A value that allocates nothing: a copy goes on from where it was copied.
public struct SM3: Sendable {
    /// The size of a hash in bytes.
    public static let byteCount = 32

    private var context = sm3_ctx()

    /// Starts an empty hash.
    public init() { reset() }

    /// Adds bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe nettle_sm3_update(&context, $0.count, $0.baseAddress) }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

    /// The hash of all that was added, 32 bytes; the value then starts again, empty.
    public mutating func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        finish(into: &digest)
        return digest
    }

    /// The same, put in the place of another hash: 32 bytes that are there already.
    public mutating func finish(into digest: inout [UInt8]) {
        precondition(digest.count == Self.byteCount, "a hash takes 32 bytes")
        unsafe nettle_sm3_digest(&context, digest.count, &digest)
    }

    /// Forgets what was added.
    public mutating func reset() { unsafe nettle_sm3_init(&context) }

    /// The hash of some bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SM3()
        hash.update(bytes)
        return hash.finish()
    }
}
