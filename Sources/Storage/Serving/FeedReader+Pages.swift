import SQLite

/// How far a page of changes reads.
public struct FeedPageLimits: Sendable {
    /// Lines in the page.
    public var lines: Int
    /// Lines looked at, of which `entity` may leave out most.
    public var looks: Int
    /// Bytes of lines, after which no further line is begun.
    public var bytes: Int

    /// Limits of a page.
    public init(lines: Int, looks: Int = 50_000, bytes: Int = 32 << 20) {
        self.lines = lines
        self.looks = looks
        self.bytes = bytes
    }
}

/// What a page of changes gave.
public struct ChangesPage: Sendable, Equatable {
    /// The number up to which the consumer has now seen everything: the last line's, or the head at the end of the scan.
    public var position: Int64
    /// How many lines were handed out.
    public var count: Int
    /// The newest number of the feed at that moment.
    public var head: Int64

    /// A page that was read up to a number, of a feed that was at another.
    public init(position: Int64, count: Int, head: Int64) {
        self.position = position
        self.count = count
        self.head = head
    }

    /// Whether there is more to read now.
    public var hasMore: Bool { position < head }
}

extension FeedReader {
    /// Hands the stored lines behind `position` to `take`, in the order of their numbers. Inside ``snapshot(_:)``.
    ///
    /// - Parameter entity: only lines of this entity; the position moves over the others.
    public func changes(
        of feed: FeedHead, after position: Int64, entity: Int64? = nil, limits: FeedPageLimits,
        take: (RawSpan) -> Void
    ) throws -> ChangesPage {
        guard entity == nil else {
            return try changes(of: feed, after: position, entity: entity, limits: limits) {
                (_: Int64, line: RawSpan) in take(line)
            }
        }
        let rows = try statements(feed.id).lines
        defer { rows.reset() }
        try rows.bind(position, at: 1)
        var page = ChangesPage(position: position, count: 0, head: feed.head)
        var bytes = 0
        while try rows.step() {
            let line = unsafe rows.bytes(0)
            bytes &+= line.count
            page.count &+= 1
            unsafe take(line.bytes)
            if page.count == limits.lines || bytes >= limits.bytes {
                page.position = rows.integer(1)
                return page
            }
        }
        // The scan has reached the end: everything up to the head was seen or is gone.
        page.position = max(page.position, feed.head)
        return page
    }

    /// The same, with each line's number.
    public func changes(
        of feed: FeedHead, after position: Int64, entity: Int64? = nil, limits: FeedPageLimits,
        take: (Int64, RawSpan) -> Void
    ) throws -> ChangesPage {
        let rows = try statements(feed.id).changes
        defer { rows.reset() }
        try rows.bind(position, at: 1)
        var page = ChangesPage(position: position, count: 0, head: feed.head)
        var looks = 0
        var bytes = 0
        while page.count < limits.lines, looks < limits.looks, bytes < limits.bytes {
            guard try rows.step() else {
                // The scan has reached the end: everything up to the head was seen or is gone.
                page.position = max(page.position, feed.head)
                break
            }
            looks &+= 1
            page.position = rows.integer(0)
            if let entity, rows.integer(1) != entity { continue }
            let line = unsafe rows.bytes(2)
            bytes &+= line.count
            unsafe take(page.position, line.bytes)
            page.count &+= 1
        }
        return page
    }

    /// When the first of the stored lines behind `position` was committed, in milliseconds since 1970; nil when there is
    /// none. Inside ``snapshot(_:)``.
    public func firstTime(of feed: FeedHead, after position: Int64) throws -> Int64? {
        guard position < feed.head else { return nil }
        let row = try statements(feed.id).firstTime
        defer { row.reset() }
        try row.bind(position, at: 1)
        return try row.step() ? row.integer(0) : nil
    }

    /// Hands the line of one row to `take`, when the feed has a record of it. Inside ``snapshot(_:)``.
    public func record(
        of feed: FeedHead, entity: Int64, row: Int64, take: (RawSpan) -> Void
    ) throws -> Bool {
        try record(of: feed, entity: entity, row: row) { (line: RawSpan, _: Int64) in take(line) }
    }

    /// The same, with the time of its commit in milliseconds since 1970.
    public func record(
        of feed: FeedHead, entity: Int64, row: Int64, take: (RawSpan, Int64) -> Void
    ) throws -> Bool {
        let found = try statements(feed.id).record
        defer { found.reset() }
        try found.bind(entity, at: 1)
        try found.bind(row, at: 2)
        guard try found.step() else { return false }
        unsafe take(found.bytes(0).bytes, found.integer(1))
        return true
    }

    /// Whether a feed shows a record, or keeps that it showed it once. Inside ``snapshot(_:)``.
    public func hasLine(of feed: FeedHead, entity: Int64, row: Int64) throws -> Bool {
        let place = try statements(feed.id).place
        defer { place.reset() }
        try place.bind(entity, at: 1)
        try place.bind(row, at: 2)
        return try place.step()
    }

    /// Hands the lines of an entity's records to `take`, by rising row number behind `row`. Inside ``snapshot(_:)``.
    ///
    /// - Returns: the last row handed out, when there are more; nil at the end.
    public func records(
        of feed: FeedHead, entity: Int64, after row: Int64, limit: Int, take: (RawSpan) -> Void
    ) throws -> Int64? {
        try records(of: feed, entity: entity, after: row, limit: limit) { (_: Int64, line: RawSpan) in take(line) }
    }

    /// The same, with each row's number.
    public func records(
        of feed: FeedHead, entity: Int64, after row: Int64, limit: Int, take: (Int64, RawSpan) -> Void
    ) throws -> Int64? {
        let rows = try statements(feed.id).records
        defer { rows.reset() }
        try rows.bind(entity, at: 1)
        try rows.bind(row, at: 2)
        var last = row
        var count = 0
        while try rows.step() {
            guard count < limit else { return last }
            last = rows.integer(0)
            unsafe take(last, rows.bytes(1).bytes)
            count += 1
        }
        return nil
    }
}
