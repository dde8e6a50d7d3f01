/// The public half of a key that the hub signed with before: what it signed then can still be verified.
public struct RetiredKey: Sendable {
    /// What verifies.
    public let publicKey: PublicKey
    /// When another key took its place, in milliseconds since 1970.
    public let retired: Int64
}
