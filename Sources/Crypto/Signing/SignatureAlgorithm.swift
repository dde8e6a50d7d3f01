/// The algorithms that the hub signs by.
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// Ed25519 (RFC 8032): signatures of 64 bytes; the message is hashed inside, twice, so all of it must be at hand.
    case ed25519
    /// SM2 with SM3 over the curve sm2p256v1 (GB/T 32918.2-2016, GB/T 35276), under ``sm2Identity``: signatures are DER.
    case sm2

    /// The signer's identity that goes into an SM2 signature where nobody agreed on another (GM/T 0009-2012 section 10).
    public static let sm2Identity = "1234567812345678"

    /// What people call it.
    public var title: String {
        switch self {
        case .ed25519: "Ed25519"
        case .sm2: "SM2"
        }
    }

    /// The key's type in the library's words.
    var keyType: String {
        switch self {
        case .ed25519: "ED25519"
        case .sm2: "SM2"
        }
    }

    /// The digest that the library is to use; nil where the algorithm has its own.
    var digest: String? {
        switch self {
        case .ed25519: nil
        case .sm2: "SM3"
        }
    }
}
