import Model

/// Where a feed stands, as a reader sees it.
public struct FeedHead: Sendable, Equatable {
    /// Its number.
    public var id: Int64
    /// Its name.
    public var name: String
    /// A hash of the generation of its numbers.
    public var epoch: UInt64
    /// Whether the generation began because the feed was changed in a way that cannot be told line by line.
    public var isRestarted: Bool
    /// The definition that its lines were made by.
    public var definition: String
    /// The newest number given.
    public var head: Int64
    /// Tombstones up to this number are purged.
    public var horizon: Int64
    /// When the feed was made, in milliseconds since 1970.
    public var madeAt: Int64

    /// What the epochs begin with that ``Store/restartFeed(_:definition:)`` makes.
    static let restarted = "feed-"

    init(id: Int64, name: String, epoch: String, definition: String, head: Int64, horizon: Int64, madeAt: Int64) {
        self.id = id
        self.name = name
        self.epoch = ByteHash.hash64(Array(epoch.utf8).span)
        isRestarted = epoch.hasPrefix(Self.restarted)
        self.definition = definition
        self.head = head
        self.horizon = horizon
        self.madeAt = madeAt
    }
}
