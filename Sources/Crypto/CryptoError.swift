/// What the cryptographic library refused.
public enum CryptoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system gave no random bytes; nothing that needs them may go on.
    case noRandomness

    /// One line for a person.
    public var description: String { "the system gave no random bytes" }
}
