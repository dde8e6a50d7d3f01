/// A link that opens one path without a key, for programs that know nothing but links, such as spreadsheets.
public struct SignedLink: Sendable, Equatable {
    /// The longest life, in milliseconds: 90 days.
    public static let longestLife: Int64 = 90 * 86_400_000
    /// Links of a consumer that may be open at the same time.
    public static let most = 100

    /// The public part, by which it is listed, logged and revoked.
    public var id: String
    /// The consumer's number.
    public var consumer: Int64
    /// The id of the key that it was made under: it ends with the key.
    public var key: String
    /// Path and query, as they were given.
    public var target: String
    /// When it was made, in milliseconds since 1970.
    public var created: Int64
    /// Until when it opens.
    public var expires: Int64
    /// When it was revoked, if it was.
    public var revoked: Int64?

    /// A link.
    public init(id: String, consumer: Int64, key: String, target: String, created: Int64, expires: Int64) {
        self.id = id
        self.consumer = consumer
        self.key = key
        self.target = target
        self.created = created
        self.expires = expires
    }
}
