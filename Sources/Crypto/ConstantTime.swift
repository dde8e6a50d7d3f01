import COpenSSL

/// Whether two secrets are equal, in a time that does not depend on where they differ. Their lengths are not secret.
public func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    guard !one.isEmpty else { return true }
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
}

/// The same for bytes that lie in a larger whole.
public func constantTimeEqual(_ one: RawSpan, _ other: RawSpan) -> Bool {
    guard one.byteCount == other.byteCount else { return false }
    return unsafe one.withUnsafeBytes { one in
        unsafe other.withUnsafeBytes { other in
            guard let start = one.baseAddress, let second = other.baseAddress else { return true }
            return unsafe CRYPTO_memcmp(start, second, one.count) == 0
        }
    }
}

/// The same for digests.
public func constantTimeEqual(_ one: SHA256Digest, _ other: SHA256Digest) -> Bool {
    one.withBytes { one in other.withBytes { constantTimeEqual(one, $0) } }
}
