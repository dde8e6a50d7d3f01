import SQLite

/// A revision of a row that is no longer the newest.
public struct PastRevision: Sendable {
    /// Its number, from 1.
    public var rev: Int64
    /// When it was committed, in milliseconds since 1970.
    public var at: Int64
    /// When it was superseded or deleted, in milliseconds since 1970.
    public var until: Int64
    /// The row as a JSON object of all its columns; references are the numbers of rows. Nothing of it is filtered or masked.
    public var body: [UInt8]
}

extension FeedReader {
    /// When the feed's definition was changed while its cursors went on, in milliseconds since 1970, the first first. Inside
    /// ``snapshot(_:)``.
    public func changeTimes(of feed: FeedHead) throws -> [Int64] {
        let rows = try database.prepare("SELECT at FROM hub_feed_change WHERE feed = ?1 ORDER BY number")
        try rows.bind(feed.id, at: 1)
        var times: [Int64] = []
        while try rows.step() { times.append(rows.integer(0)) }
        return times
    }

    /// When a row became what it is, in milliseconds since 1970. Inside ``snapshot(_:)``.
    public func lastChange(of row: Int64, in entity: String) throws -> Int64? {
        let exists = try database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1")
        try exists.bind(entity, at: 1)
        guard try exists.step() else { return nil }
        let found = try database.prepare("SELECT at FROM \(EntityTable.quoted(entity)) WHERE id = ?1")
        try found.bind(row, at: 1)
        return try found.step() ? found.integer(0) : nil
    }

    /// Hands the past revisions of a row to `take`, the newest first, until it returns false. Inside ``snapshot(_:)``.
    ///
    /// - Parameter rev: only revisions before this one.
    public func history(
        of row: Int64, entity: Int64, before rev: Int64, take: (PastRevision) throws -> Bool
    ) throws {
        let rows = try database.prepare(
            "SELECT rev, at, until, body FROM hub_history WHERE row = ?1 AND rev < ?2 AND entity = ?3 ORDER BY rev DESC"
        )
        try rows.bind(all: [row, rev, entity])
        while try rows.step() {
            let revision = PastRevision(
                rev: rows.integer(0), at: rows.integer(1), until: rows.integer(2), body: rows.blob(3) ?? [])
            guard try take(revision) else { return }
        }
    }
}
