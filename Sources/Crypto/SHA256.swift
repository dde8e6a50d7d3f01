import COpenSSL

/// SHA-256 (FIPS 180-4), in one go or piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(part)
/// let digest = hash.finish()
/// ```
@safe public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Looked up once: in OpenSSL 3 a look-up by name costs more than hashing a short record.
    nonisolated(unsafe) private static let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

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

    /// The hash of all that was added; the value then starts again, empty, so that one context serves many hashes.
    public mutating func finish() -> SHA256Digest {
        let digest = unsafe SHA256Digest { _ = unsafe EVP_DigestFinal_ex(context, $0, nil) }
        reset()
        return digest
    }

    /// Forgets what was added.
    public mutating func reset() {
        let started = unsafe EVP_DigestInit_ex2(context, Self.algorithm, nil)
        precondition(started == 1, "the cryptographic library has no SHA-256")
    }

    /// A context that has hashed some bytes, for whoever goes on from there many times; it is the caller's to free.
    static func context(beginningWith bytes: [UInt8]) -> OpaquePointer {
        guard let made = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex2(made, algorithm, nil) == 1,
            unsafe EVP_DigestUpdate(made, bytes, bytes.count) == 1
        else { fatalError("the cryptographic library has no SHA-256") }
        return unsafe made
    }

    /// The hash of some bytes.
    public static func hash(_ bytes: RawSpan) -> SHA256Digest {
        unsafe SHA256Digest { target in
            unsafe bytes.withUnsafeBytes { bytes in
                let done = unsafe EVP_Digest(bytes.baseAddress, bytes.count, target, nil, algorithm, nil)
                precondition(done == 1, "the cryptographic library has no SHA-256")
            }
        }
    }

    /// The hash of some bytes.
    public static func hash(_ bytes: [UInt8]) -> SHA256Digest { unsafe hash(bytes.span.bytes) }

    /// The hash of a text's UTF-8.
    public static func hash(_ text: String) -> SHA256Digest { hash(Array(text.utf8)) }
}
