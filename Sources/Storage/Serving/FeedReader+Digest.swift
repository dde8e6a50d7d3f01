import SQLite

extension FeedReader {
    /// Hands the line of every record of a feed to `take`, with the numbers of its entity and row and the record's place in it, in the order of their numbers in
    /// the feed: the order in which they lie in the file. Inside ``snapshot(_:)``.
    public func allRecords(
        of feed: FeedHead, take: (_ entity: Int64, _ row: Int64, _ recordAt: Int, _ line: RawSpan) -> Void
    ) throws {
        let rows = try database.prepare("SELECT entity, row, record_at, body FROM hub_feed_\(feed.id) WHERE op = 0")
        while try rows.step() {
            unsafe take(rows.integer(0), rows.integer(1), Int(rows.integer(2)), rows.bytes(3).bytes)
        }
    }

    /// Hands the rows to `take` whose lines, whatever they say, were stored behind `position`, until it returns false. Inside
    /// ``snapshot(_:)``.
    public func changedRows(
        of feed: FeedHead, after position: Int64, take: (_ entity: Int64, _ row: Int64) -> Bool
    ) throws {
        let rows = try database.prepare("SELECT entity, row FROM hub_feed_\(feed.id) WHERE seq > ?1")
        try rows.bind(position, at: 1)
        while try rows.step() { guard take(rows.integer(0), rows.integer(1)) else { return } }
    }

    /// Hands the lines of an entity's records in a range of rows to `take`, with the record's place in them. Inside ``snapshot(_:)``.
    public func records(
        of feed: FeedHead, entity: Int64, in range: Range<Int64>, take: (_ recordAt: Int, RawSpan) -> Void
    ) throws {
        let rows = try statements(feed.id).range
        defer { rows.reset() }
        try rows.bind(entity, at: 1)
        try rows.bind(range.lowerBound, at: 2)
        try rows.bind(range.upperBound, at: 3)
        while try rows.step() { unsafe take(Int(rows.integer(1)), rows.bytes(0).bytes) }
    }
}
