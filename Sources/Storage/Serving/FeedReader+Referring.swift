import SQLite

extension FeedReader {
    /// Hands the lines of an entity's records to `take` that refer to a row, the newest rows first. Inside ``snapshot(_:)``.
    ///
    /// Which rows refer is read in the entity's own table, what is shown of them only in the feed's: a row that the feed does not
    /// show is neither handed out nor counted. Without an index by the columns every row of the entity is looked at.
    ///
    /// - Parameters:
    ///   - columns: the references; the caller answers for it that the feed shows them.
    ///   - limit: at most so many lines.
    /// - Returns: how many records of the feed refer to the row.
    public func referring(
        to row: Int64, by columns: [String], of entity: String, in feed: FeedHead, limit: Int,
        take: (RawSpan) -> Void
    ) throws -> Int {
        guard let number = entities[entity] else { return 0 }
        let present = try columnNames(of: entity)
        let known = columns.filter { present.contains($0) }
        guard !known.isEmpty else { return 0 }
        let any = known.map { "e.\(EntityTable.quoted($0)) = ?1" }.joined(separator: " OR ")
        // CROSS JOIN and the plus hold SQLite to find the few rows first, and then their lines.
        let lines = """
            FROM \(EntityTable.quoted(entity)) e CROSS JOIN hub_feed_\(feed.id) f
              ON f.entity = ?2 AND f.row = e.id AND f.op = 0 WHERE \(any)
            """
        let rows = try database.prepare("SELECT f.body \(lines) ORDER BY +e.id DESC LIMIT ?3")
        try rows.bind(all: [row, number, limit])
        var count = 0
        while try rows.step() {
            unsafe take(rows.bytes(0).bytes)
            count += 1
        }
        guard count == limit else { return count }
        let counting = try database.prepare("SELECT count(*) \(lines)")
        try counting.bind(all: [row, number])
        return try counting.step() ? Int(counting.integer(0)) : count
    }

    private func columnNames(of table: String) throws -> Set<String> {
        let columns = try database.prepare("SELECT name FROM pragma_table_info(?1)")
        try columns.bind(table, at: 1)
        var names: Set<String> = []
        while try columns.step() { names.insert(columns.text(0) ?? "") }
        return names
    }
}
