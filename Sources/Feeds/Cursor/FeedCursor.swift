/// Where a consumer stands in a feed.
///
/// `floor` is the head when the present scan began, or the position once the scan has reached the head. Between the two
/// a consumer may hold rows whose tombstones it has not seen yet, so a purge up to `horizon` makes a cursor useless
/// exactly when `max(position, floor) < horizon`: with the position alone either deletes are lost, or a first load that
/// takes longer than the purge's period starts again for ever.
public struct FeedCursor: Sendable, Equatable {
    /// The feed's number in the store.
    public var feed: Int64
    /// A hash of the generation of the feed's numbers.
    public var epoch: UInt64
    /// A hash of the schema that the consumer was told of last: the hub remembers nothing of its consumers, so the cursor tells
    /// it who has not heard yet that lines look otherwise than before.
    public var schema: UInt32
    /// The number of the last line that the consumer has seen or was spared.
    public var position: Int64
    /// See above.
    public var floor: Int64

    /// A cursor.
    public init(feed: Int64, epoch: UInt64, schema: UInt32, position: Int64, floor: Int64) {
        self.feed = feed
        self.epoch = epoch
        self.schema = schema
        self.position = position
        self.floor = floor
    }

    /// Whether tombstones that the consumer still needs are purged.
    public func isExpired(horizon: Int64) -> Bool { max(position, floor) < horizon }

    /// The cursor behind a page that read up to `position` of a feed whose newest number was `head`.
    public func advanced(to position: Int64, head: Int64) -> FeedCursor {
        var next = self
        next.position = position
        if position >= head { next.floor = position }
        return next
    }
}
