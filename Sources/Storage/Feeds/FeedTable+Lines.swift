public import SQLite

extension FeedTable {
    /// A line that is there.
    public struct Line: Sendable {
        /// The row's number.
        public var row: Int64
        /// The line's number.
        public var seq: Int64
        /// What it says.
        public var operation: Operation
        /// The line itself.
        public var line: [UInt8]
    }

    /// The numbers of the entities that the feed has lines of.
    public func entities() throws(SQLiteError) -> [Int64] {
        try flush()
        let rows = try database.prepare("SELECT DISTINCT entity FROM hub_feed_\(id) ORDER BY entity")
        var found: [Int64] = []
        while try rows.step() { found.append(rows.integer(0)) }
        return found
    }

    /// The lines of an entity by rising row number behind `row`.
    public func lines(of entity: Int64, after row: Int64, limit: Int) throws(SQLiteError) -> [Line] {
        try flush()
        let rows = try database.prepare(
            "SELECT row, seq, op, body FROM hub_feed_\(id) WHERE entity = ?1 AND row > ?2 ORDER BY row LIMIT ?3")
        try rows.bind(entity, at: 1)
        try rows.bind(row, at: 2)
        try rows.bind(Int64(limit), at: 3)
        var found: [Line] = []
        while try rows.step() {
            found.append(
                Line(
                    row: rows.integer(0), seq: rows.integer(1),
                    operation: Operation(rawValue: rows.integer(2)) ?? .delete, line: rows.blob(3) ?? []))
        }
        return found
    }

    /// The line of some record of an entity, if the feed has one.
    public func anyRecord(of entity: Int64) throws(SQLiteError) -> [UInt8]? {
        try flush()
        let rows = try database.prepare(
            "SELECT body FROM hub_feed_\(id) WHERE entity = ?1 AND op IN (0, 3) LIMIT 1")
        try rows.bind(entity, at: 1)
        return try rows.step() ? rows.blob(0) : nil
    }
}
