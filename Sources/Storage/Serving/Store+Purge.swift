import SQLite

extension Store {
    /// Drops the tombstones (deletes and leaves; where a merged id went stays known for ever) of a feed that are older than `moment` (milliseconds since 1970), and moves the feed's
    /// horizon to the newest of them: cursors from before it can no longer be told of all deletes. Inside a transaction.
    ///
    /// - Returns: how many were dropped.
    @discardableResult public func purgeFeed(_ id: Int64, before moment: Int64) throws -> Int {
        let newest = try one("SELECT max(seq) FROM hub_feed_\(id) WHERE op IN (1, 2) AND at < ?1", moment)
        guard let newest, !newest.isNull(0) else { return 0 }
        let horizon = newest.integer(0)
        newest.reset()
        try run("UPDATE hub_feed SET horizon = max(horizon, ?2) WHERE id = ?1", id, horizon)
        try run("DELETE FROM hub_feed_\(id) WHERE op IN (1, 2) AND at < ?1", moment)
        return Int(database.changes)
    }

    /// Begins a new generation of a feed's numbers, as after a restore: every cursor given so far ends. Inside a
    /// transaction.
    public func renewFeed(_ id: Int64) throws {
        try run("UPDATE hub_feed SET epoch = lower(hex(randomblob(8))) WHERE id = ?1", id)
    }
}
