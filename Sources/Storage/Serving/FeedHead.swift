import Model

/// Where a feed stands, as a reader sees it.
public struct FeedHead: Sendable, Equatable {
    /// Its number.
    public var id: Int64
    /// Its name.
    public var name: String
    /// A hash of the generation of its numbers.
    public var epoch: UInt64
    /// A hash of the definition that its lines were made by.
    public var definition: UInt32
    /// The newest number given.
    public var head: Int64
    /// Tombstones up to this number are purged.
    public var horizon: Int64
    /// When the feed was made, in milliseconds since 1970.
    public var madeAt: Int64

    init(id: Int64, name: String, epoch: String, definition: String, head: Int64, horizon: Int64, madeAt: Int64) {
        self.id = id
        self.name = name
        self.epoch = ByteHash.hash64(Array(epoch.utf8).span)
        self.definition = UInt32(truncatingIfNeeded: ByteHash.hash64(Array(definition.utf8).span))
        self.head = head
        self.horizon = horizon
        self.madeAt = madeAt
    }
}
