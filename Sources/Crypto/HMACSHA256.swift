import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1) under one key.
public struct HMACSHA256: Sendable {
    private let key: [UInt8]

    /// A key of any length; below 32 bytes it is the weakest part.
    public init(key: [UInt8]) {
        self.key = key
    }

    /// The code of a message.
    public func code(for message: RawSpan) -> SHA256Digest {
        unsafe SHA256Digest { target in
            unsafe message.withUnsafeBytes { bytes in
                unsafe key.withUnsafeBytes { key in
                    var size: CUnsignedInt = 0
                    // A null key would mean "the key of the last call" to the library.
                    let start = unsafe key.baseAddress ?? UnsafeRawPointer(target)
                    let done = unsafe HMAC(
                        EVP_sha256(), start, CInt(key.count),
                        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, target, &size)
                    unsafe precondition(done != nil, "the cryptographic library has no HMAC")
                }
            }
        }
    }

    /// The code of a message.
    public func code(for message: [UInt8]) -> SHA256Digest { unsafe code(for: message.span.bytes) }

    /// Whether the code, whole or cut to at least 16 bytes, is the message's; in constant time.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        guard (16...SHA256Digest.byteCount).contains(code.count) else { return false }
        return constantTimeEqual(code, Array(self.code(for: message).bytes.prefix(code.count)))
    }
}
