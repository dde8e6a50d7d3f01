import SQLite

extension Store {
    /// A feed as the store keeps it.
    public struct FeedState: Sendable, Equatable {
        /// Its number.
        public var id: Int64
        /// Its name.
        public var name: String
        /// The generation of its numbers: another one after a restore or a new definition.
        public var epoch: String
        /// The newest number given.
        public var head: Int64
        /// Tombstones up to this number are purged.
        public var horizon: Int64
        /// The hash of the definition that its lines were made by.
        public var definition: String
    }

    /// The feeds that have a table.
    public func feeds() throws -> [FeedState] {
        try all("SELECT id, name, epoch, head, horizon, definition FROM hub_feed ORDER BY id") { row in
            FeedState(
                id: row.integer(0), name: row.text(1) ?? "", epoch: row.text(2) ?? "", head: row.integer(3),
                horizon: row.integer(4), definition: row.text(5) ?? "")
        }
    }

    /// Makes the table of feed `name`. Inside a transaction.
    public func addFeed(_ name: String, definition: String, at: Int64) throws -> FeedState {
        try run(
            "INSERT INTO hub_feed (name, epoch, head, horizon, definition, at) VALUES (?1, lower(hex(randomblob(8))), 0, 0, ?2, ?3)",
            name, definition, at)
        try database.execute(Tables.feed(database.lastInsertRowID))
        guard let state = try feeds().first(where: { $0.name == name }) else {
            throw StoreError(.misuse, "the feed \(name) was not made")
        }
        return state
    }

    /// Notes that a feed has another definition from now on, by which its lines are to be made anew in the same transaction. Its
    /// cursors go on.
    public func changeFeed(_ id: Int64, definition: String, at: Int64) throws {
        try run(
            """
            INSERT INTO hub_feed_change SELECT id, (SELECT ifnull(max(number), 0) + 1 FROM hub_feed_change WHERE feed = ?1),
              ?3, head, ?2 FROM hub_feed WHERE id = ?1
            """, id, definition, at)
        try run("UPDATE hub_feed SET definition = ?2 WHERE id = ?1", id, definition)
    }

    /// The day (since 1970) before which records of an entity may have aged out of the feed in its present generation; nil when none has.
    public func agedDay(_ id: Int64, entity: Int64) throws -> Int? {
        try one("SELECT day FROM hub_feed_aged WHERE feed = ?1 AND entity = ?2", id, entity).map { Int($0.integer(0)) }
    }

    /// The numbers of the entities that records have aged out of in the feed's present generation.
    public func agedEntities(_ id: Int64) throws -> [Int64] {
        try all("SELECT entity FROM hub_feed_aged WHERE feed = ?1", id) { $0.integer(0) }
    }

    /// Empties a feed under a new epoch; its numbers go on, so that none is ever given twice.
    public func restartFeed(_ id: Int64, definition: String) throws {
        try run("DELETE FROM hub_feed_\(id)")
        try run("DELETE FROM hub_feed_aged WHERE feed = ?1", id)
        try run(
            "UPDATE hub_feed SET epoch = ?3 || lower(hex(randomblob(8))), horizon = head, definition = ?2 WHERE id = ?1",
            id, definition, FeedHead.restarted)
    }
}
