import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1) under one key.
///
/// The hash of the padded key, with which every code begins, is made once: a short message then costs two rounds of SHA-256, and
/// none of the look-ups of the library's own function, which take ten times as long.
@safe public final class HMACSHA256: Sendable {
    /// Only copied from, once they are made.
    nonisolated(unsafe) private let inner: OpaquePointer
    nonisolated(unsafe) private let outer: OpaquePointer

    private static let blockCount = 64

    /// A key of any length; below 32 bytes it is the weakest part.
    public init(key: [UInt8]) {
        let start = key.count > Self.blockCount ? SHA256.hash(key).bytes : key
        let padded = start + [UInt8](repeating: 0, count: Self.blockCount - start.count)
        unsafe inner = SHA256.context(beginningWith: padded.map { $0 ^ 0x36 })
        unsafe outer = SHA256.context(beginningWith: padded.map { $0 ^ 0x5C })
    }

    deinit {
        unsafe EVP_MD_CTX_free(inner)
        unsafe EVP_MD_CTX_free(outer)
    }

    /// The code of a message.
    public func code(for message: RawSpan) -> SHA256Digest {
        guard let context = unsafe EVP_MD_CTX_new() else { fatalError("no memory") }
        defer { unsafe EVP_MD_CTX_free(context) }
        let digest = unsafe Self.finish(context, from: inner, with: message)
        return digest.withBytes { unsafe Self.finish(context, from: outer, with: $0) }
    }

    /// The hash of some bytes behind what a context has hashed.
    private static func finish(
        _ context: OpaquePointer, from start: OpaquePointer, with bytes: RawSpan
    ) -> SHA256Digest {
        unsafe SHA256Digest { target in
            let copied = unsafe EVP_MD_CTX_copy_ex(context, start)
            precondition(copied == 1, "the cryptographic library could not copy a hash")
            unsafe bytes.withUnsafeBytes { _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
            let done = unsafe EVP_DigestFinal_ex(context, target, nil)
            precondition(done == 1, "the cryptographic library could not finish a hash")
        }
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
