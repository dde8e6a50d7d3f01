import Model
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

    /// Drops the records of an entity that are older than the feed's window, without a word, and moves the horizon to the newest of
    /// them. Inside a transaction.
    ///
    /// A line must also be older than the retention: whoever comes at least that often is told of every one.
    ///
    /// - Parameters:
    ///   - column: the column that says what moment a record tells of.
    ///   - day: the first day of the window, in days since 1970.
    ///   - moment: lines from before it are old enough, in milliseconds since 1970.
    /// - Returns: how many were dropped.
    @discardableResult public func ageFeed(
        _ id: Int64, entity: Int64, by column: String, before day: Int, lines moment: Int64
    ) throws -> Int {
        let path = "$.record.\"\(column)\""
        let gone = try database.prepare(
            """
            DELETE FROM hub_feed_\(id) WHERE op = 0 AND entity = ?1 AND at < ?2 AND json_extract(body, ?3) < ?4
            RETURNING seq
            """)
        try gone.bind(entity, at: 1)
        try gone.bind(moment, at: 2)
        try gone.bind(path, at: 3)
        try gone.bind(CivilDate(daysSinceEpoch: day)?.description ?? "", at: 4)
        var (count, horizon) = (0, Int64(0))
        while try gone.step() {
            count += 1
            horizon = max(horizon, gone.integer(0))
        }
        guard count > 0 else { return 0 }
        try run("UPDATE hub_feed SET horizon = max(horizon, ?2) WHERE id = ?1", id, horizon)
        try run(
            """
            INSERT INTO hub_feed_aged VALUES (?1, ?2, ?3)
            ON CONFLICT (feed, entity) DO UPDATE SET day = max(day, excluded.day)
            """, id, entity, Int64(day))
        return count
    }

    /// Begins a new generation of a feed's numbers, as after a restore: every cursor given so far ends. Inside a
    /// transaction.
    public func renewFeed(_ id: Int64) throws {
        try run("UPDATE hub_feed SET epoch = lower(hex(randomblob(8))) WHERE id = ?1", id)
        try run("DELETE FROM hub_feed_aged WHERE feed = ?1", id)
    }
}
