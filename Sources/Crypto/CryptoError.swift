/// What the cryptographic library, or the folder of its keys, refused.
public enum CryptoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system gave no random bytes; nothing that needs them may go on.
    case noRandomness
    /// The library could not make a key or a signature.
    case cannotSign(SignatureAlgorithm)
    /// A text is no key of the algorithm in PEM.
    case notAKey(SignatureAlgorithm)
    /// A key's file cannot be used.
    case keyFile(path: String, reason: String)

    /// One line for a person; nothing of a key is in it.
    public var description: String {
        switch self {
        case .noRandomness: "the system gave no random bytes"
        case .cannotSign(let algorithm): "the cryptographic library could not sign by \(algorithm.title)"
        case .notAKey(let algorithm): "this is no key for \(algorithm.title) in PEM without a password"
        case .keyFile(let path, let reason): "the key in \(path) cannot be used: \(reason)"
        }
    }
}
