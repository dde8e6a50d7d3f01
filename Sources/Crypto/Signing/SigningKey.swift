import COpenSSL

/// A private key, and its public half. Any thread may sign with it; what it prints is its public half's id.
public final class SigningKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let handle: KeyHandle
    /// What others verify by.
    public let publicKey: PublicKey

    /// What it signs by.
    public var algorithm: SignatureAlgorithm { handle.algorithm }

    /// A new key. Throws `cannotSign`.
    public convenience init(generating algorithm: SignatureAlgorithm) throws(CryptoError) {
        try self.init(try KeyHandle.generate(algorithm))
    }

    /// A key from PKCS #8 in PEM without a password. Throws `notAKey`.
    public convenience init(pem: [UInt8], _ algorithm: SignatureAlgorithm) throws(CryptoError) {
        try self.init(try KeyHandle.read(pem, algorithm, isPrivate: true))
    }

    private init(_ handle: KeyHandle) throws(CryptoError) {
        self.handle = handle
        publicKey = try PublicKey(handle)
    }

    /// The signature of a message: 64 bytes for Ed25519, DER of r and s for SM2. Two SM2 signatures of one message differ.
    ///
    /// The C function is `EVP_DigestSign`.
    public func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        let signature = unsafe handle.withContext(verifies: false) { context -> [UInt8]? in
            var size = 0
            guard unsafe EVP_DigestSign(context, nil, &size, message, message.count) == 1 else { return nil }
            var bytes = [UInt8](repeating: 0, count: size)
            guard unsafe EVP_DigestSign(context, &bytes, &size, message, message.count) == 1 else { return nil }
            return Array(bytes.prefix(size))
        }
        guard let signature else { throw .cannotSign(algorithm) }
        return signature
    }

    /// The private key in PKCS #8 in PEM, for the file that keeps it and for nothing else.
    func privatePEM() throws(CryptoError) -> [UInt8] { try handle.pem(isPrivate: true) }

    /// The algorithm and the public half's id.
    public var description: String { "\(algorithm.title) key \(publicKey.id)" }

    /// The same.
    public var debugDescription: String { description }

    /// Nothing of it is to be looked into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
