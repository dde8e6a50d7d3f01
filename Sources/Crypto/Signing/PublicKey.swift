import COpenSSL

/// The public half of a signing key: what partners verify by.
public struct PublicKey: Sendable {
    private let handle: KeyHandle
    /// The key as SubjectPublicKeyInfo in PEM, as `openssl` takes it with `-pubin -inkey`.
    public let pem: [UInt8]
    /// A name for the key: the first 16 bytes of SHA-256 over its SubjectPublicKeyInfo in DER, in hexadecimal.
    public let id: String

    /// What it verifies.
    public var algorithm: SignatureAlgorithm { handle.algorithm }

    /// A key from its PEM. Throws `notAKey`.
    public init(pem: [UInt8], _ algorithm: SignatureAlgorithm) throws(CryptoError) {
        try self.init(try KeyHandle.read(pem, algorithm, isPrivate: false))
    }

    init(_ handle: KeyHandle) throws(CryptoError) {
        self.handle = handle
        pem = try handle.pem(isPrivate: false)
        var start: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_PUBKEY(handle.raw, &start)
        guard count > 0, let start = unsafe start else { throw .cannotSign(handle.algorithm) }
        let der = unsafe [UInt8](UnsafeBufferPointer(start: start, count: Int(count)))
        unsafe CRYPTO_free(start, "", 0)
        id = Hex.encode(Array(SHA256.hash(der).bytes.prefix(16)))
    }

    /// Whether the signature is one of the message under this key.
    ///
    /// The C function is `EVP_DigestVerify`.
    public func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        let result = unsafe handle.withContext(verifies: true) { context in
            unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
        return result ?? false
    }
}
