import COpenSSL

/// A key in the library's hands: counted by it, not changed after it was made, so that any thread may use it.
@safe final class KeyHandle: @unchecked Sendable {
    let raw: OpaquePointer
    let algorithm: SignatureAlgorithm

    private init(_ raw: OpaquePointer, _ algorithm: SignatureAlgorithm) {
        unsafe self.raw = unsafe raw
        self.algorithm = algorithm
    }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// Makes a key. The C function is `EVP_PKEY_generate`.
    static func generate(_ algorithm: SignatureAlgorithm) throws(CryptoError) -> KeyHandle {
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1, unsafe EVP_PKEY_generate(context, &key) == 1,
            let key = unsafe key
        else {
            ERR_clear_error()
            throw .cannotSign(algorithm)
        }
        return unsafe KeyHandle(key, algorithm)
    }

    /// Reads a key of that algorithm from PEM. The C functions are `PEM_read_bio_PrivateKey` and `PEM_read_bio_PUBKEY`.
    static func read(
        _ pem: [UInt8], _ algorithm: SignatureAlgorithm, isPrivate: Bool
    ) throws(CryptoError) -> KeyHandle {
        // A key with a password is refused: without the callback the library would ask on the terminal.
        let source = unsafe pem.withUnsafeBytes { unsafe BIO_new_mem_buf($0.baseAddress, CInt($0.count)) }
        defer { unsafe BIO_free(source) }
        let key = unsafe pem.withUnsafeBytes { _ in
            unsafe isPrivate
                ? PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
                : PEM_read_bio_PUBKEY(source, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let key = unsafe key else {
            ERR_clear_error()
            throw .notAKey(algorithm)
        }
        let handle = unsafe KeyHandle(key, algorithm)
        guard unsafe EVP_PKEY_is_a(key, algorithm.keyType) == 1 else { throw .notAKey(algorithm) }
        return handle
    }

    /// The private key in PKCS #8 (RFC 5958), or the public one as SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), in PEM.
    func pem(isPrivate: Bool) throws(CryptoError) -> [UInt8] {
        let target = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(target) }
        let written =
            unsafe isPrivate
            ? PEM_write_bio_PKCS8PrivateKey(target, raw, nil, nil, 0, nil, nil) : PEM_write_bio_PUBKEY(target, raw)
        var bytes = [UInt8](repeating: 0, count: Int(unsafe BIO_ctrl_pending(target)))
        let count = CInt(bytes.count)
        guard written == 1, count > 0, unsafe BIO_read(target, &bytes, count) == count else {
            ERR_clear_error()
            throw .cannotSign(algorithm)
        }
        return bytes
    }

    /// Runs `body` on a context that signs or verifies with this key.
    func withContext<Result>(
        verifies: Bool, _ body: (OpaquePointer) -> Result?
    ) -> Result? {
        guard let context = unsafe EVP_MD_CTX_new() else { fatalError("no memory") }
        defer {
            unsafe EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var keyContext: OpaquePointer?
        let started =
            unsafe verifies
            ? EVP_DigestVerifyInit_ex(context, &keyContext, algorithm.digest, nil, nil, raw, nil)
            : EVP_DigestSignInit_ex(context, &keyContext, algorithm.digest, nil, nil, raw, nil)
        guard started == 1 else { return nil }
        if algorithm == .sm2 {
            // The library's own default is the empty identity, which nobody else's is.
            let identity = Array(SignatureAlgorithm.sm2Identity.utf8)
            guard unsafe EVP_PKEY_CTX_set1_id(keyContext, identity, CInt(identity.count)) == 1 else { return nil }
        }
        return unsafe body(context)
    }
}
