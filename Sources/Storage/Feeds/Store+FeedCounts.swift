import SQLite

extension Store {
    /// How many lines of an entity a feed has.
    public struct FeedCount: Sendable, Equatable {
        /// The entity's name.
        public var entity: String
        /// Records.
        public var records: Int64
        /// Tombstones that are still kept.
        public var tombstones: Int64
    }

    /// How many lines a feed has, by entity.
    public func feedCounts(_ id: Int64) throws -> [FeedCount] {
        try all(
            """
            SELECT n.name, sum(f.op = 0), sum(f.op <> 0) FROM hub_feed_\(id) f JOIN hub_name n ON n.id = f.entity
            GROUP BY f.entity ORDER BY n.name
            """
        ) { FeedCount(entity: $0.text(0) ?? "", records: $0.integer(1), tombstones: $0.integer(2)) }
    }
}
