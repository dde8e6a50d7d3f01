/// The two keys that a hub signs with: files in one folder, made when they are first needed.
///
///     state/signing/ed25519.pem   PKCS #8, readable by its owner alone
///     state/signing/sm2.pem
///     state/signing/retired/      public halves of those that were there before
///
/// They are the hub's word: whoever has them can sign in its name, and a backup that leaves them out makes partners fetch new
/// public keys.
public struct SigningKeys: Sendable {
    /// The key for Ed25519.
    public let ed25519: SigningKey
    /// The key for SM2.
    public let sm2: SigningKey

    /// Those that were there before, the one that retired last first.
    public let retired: [RetiredKey]

    /// Both keys.
    public var all: [SigningKey] { [ed25519, sm2] }

    /// What verifies all that the hub signs and has signed.
    public var publicKeys: [PublicKey] { all.map(\.publicKey) + retired.map(\.publicKey) }

    /// The key of an algorithm.
    public subscript(algorithm: SignatureAlgorithm) -> SigningKey {
        switch algorithm {
        case .ed25519: ed25519
        case .sm2: sm2
        }
    }

    /// The keys in a folder. What is not there, the folder too, is made; two processes that begin at once get the same keys.
    ///
    /// - Throws: `keyFile` for a file that cannot be read, is no key, or can be read by others than its owner.
    public init(folder: String) throws(CryptoError) {
        ed25519 = try KeyFile(folder: folder, .ed25519).load()
        sm2 = try KeyFile(folder: folder, .sm2).load()
        // A rotation that was cut short has kept a key that is in use still.
        let used = [ed25519.publicKey.id, sm2.publicKey.id]
        retired = try RetiredKeyFiles(signing: folder).load().filter { !used.contains($0.publicKey.id) }
    }
}
