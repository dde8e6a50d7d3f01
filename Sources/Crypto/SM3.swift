import COpenSSL

/// SM3 (GB/T 32905-2016), in one go or piece by piece: 32 bytes, as SHA-256 has.
///
/// ```swift
/// var hash = SM3()
/// hash.update(part)
/// let digest = hash.finish()
/// ```
@safe public struct SM3: ~Copyable {
    /// The size of a hash in bytes.
    public static let byteCount = 32

    private let context: OpaquePointer

    /// Looked up once, as for ``SHA256``.
    nonisolated(unsafe) private static let algorithm = unsafe EVP_MD_fetch(nil, "SM3", nil)

    /// Starts an empty hash.
    public init() {
        guard let made = unsafe EVP_MD_CTX_new() else { fatalError("no memory") }
        unsafe context = made
        reset()
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
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
        let done = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        precondition(done == 1, "the cryptographic library could not finish an SM3")
        reset()
    }

    /// Forgets what was added.
    public mutating func reset() {
        let started = unsafe EVP_DigestInit_ex2(context, Self.algorithm, nil)
        precondition(started == 1, "the cryptographic library has no SM3")
    }

    /// The hash of some bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SM3()
        hash.update(bytes)
        return hash.finish()
    }
}
