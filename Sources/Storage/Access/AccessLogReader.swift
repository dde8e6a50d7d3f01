import Crypto
import SQLite

/// Reads the access log: for its admins, and for partners their own rows.
public struct AccessLogReader {
    /// What rows are wanted.
    public struct Filter: Sendable {
        /// Only of this consumer; empty: only of those who were not recognised.
        public var consumer: String?
        /// Only of this feed.
        public var feed: String?
        /// Only from this moment on, in milliseconds since 1970.
        public var since: Int64?

        /// All rows.
        public init(consumer: String? = nil, feed: String? = nil, since: Int64? = nil) {
            self.consumer = consumer
            self.feed = feed
            self.since = since
        }
    }

    /// Rows of one consumer, and how far was looked.
    public struct Page: Sendable {
        /// The rows, in their order.
        public var rows: [AccessLogRow] = []
        /// The number of the last row that was looked at: the page after this begins behind it.
        public var position: Int64
        /// Whether there are rows behind it.
        public var hasMore = false
    }

    /// Days that ``usage(of:from:to:)`` counts at most.
    public static let mostDays: Int64 = 31
    /// Rows that one page looks at, whatever it finds.
    static let mostScanned = 20_000

    let database: Database
    /// The log's own number.
    public let log: String

    /// Opens the log's file for reading. Throws ``StoreError`` when there is none, or it is of another layout.
    public init(path: String) throws {
        do {
            database = try Database(path: path, mode: .readOnly)
            guard try AccessTables.isLaid(database) else { throw StoreError(.damaged, "there is no access log in it") }
            log = try AccessTables.log(database)
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// Runs `body` on one moment of the log: rows are not dropped between two questions.
    public func atOneMoment<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try database.inTransaction(.deferred, body) } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// The newest entries, newest first.
    ///
    /// - Parameter consumer: only of this consumer.
    public func newest(_ limit: Int, of consumer: String? = nil) throws -> [AccessLogEntry] {
        try newest(limit, Filter(consumer: consumer)).map(\.entry)
    }

    /// The newest rows that a filter lets through, newest first.
    public func newest(_ limit: Int, _ filter: Filter) throws -> [AccessLogRow] {
        let rows = try database.prepare(
            """
            SELECT \(AccessLogRow.columns) FROM access
            WHERE \(filter.consumer == nil ? "?2 IS NULL" : "consumer = ?2") AND (?3 IS NULL OR feed = ?3)
              AND (?4 IS NULL OR at >= ?4)
            ORDER BY \(filter.consumer == nil ? "id" : "number") DESC LIMIT ?1
            """)
        try rows.bind(Int64(limit), at: 1)
        try rows.bind(filter.consumer, at: 2)
        try rows.bind(filter.feed, at: 3)
        try rows.bind(filter.since, at: 4)
        var found: [AccessLogRow] = []
        while try rows.step() { found.append(AccessLogRow(rows)) }
        return found
    }

    /// A consumer's rows behind a number of its own chain, in their order.
    ///
    /// - Parameter times: only rows of requests that came in it, in milliseconds since 1970. A page looks at some thousand rows at most,
    ///   and may be short or empty though more follow.
    public func page(
        of consumer: String, after number: Int64, limit: Int, times: Range<Int64>? = nil
    ) throws -> Page {
        let rows = try database.prepare(
            "SELECT \(AccessLogRow.columns) FROM access WHERE consumer = ?1 AND number > ?2 ORDER BY number")
        try rows.bind(consumer, at: 1)
        try rows.bind(number, at: 2)
        var page = Page(position: number)
        var scanned = 0
        while try rows.step() {
            guard page.rows.count < limit, scanned < Self.mostScanned else {
                page.hasMore = true
                break
            }
            scanned += 1
            page.position = rows.integer(1)
            if let times, !times.contains(rows.integer(2)) { continue }
            page.rows.append(AccessLogRow(rows))
        }
        return page
    }

    /// The newest signed head of a chain; nil when none was signed.
    public func head(of consumer: String) throws -> AccessHead? {
        try heads("access_head WHERE consumer = ?1 ORDER BY number DESC LIMIT 1", isAnchor: false, consumer).first
    }

    /// The anchor of a chain: the last of its rows that was dropped; nil when none was.
    public func anchor(of consumer: String) throws -> AccessHead? {
        try heads("access_anchor WHERE consumer = ?1", isAnchor: true, consumer).first
    }

    /// Heads or anchors.
    func heads(_ source: String, isAnchor: Bool, _ consumer: String? = nil) throws -> [AccessHead] {
        let rows = try database.prepare("SELECT consumer, number, hash, at, signatures FROM \(source)")
        if let consumer { try rows.bind(consumer, at: 1) }
        var heads: [AccessHead] = []
        while try rows.step() {
            let link = AccessLink(number: rows.integer(1), hash: rows.blob(2) ?? [])
            var head = AccessHead(
                log: log, consumer: rows.text(0) ?? "", link: link, at: rows.integer(3), isAnchor: isAnchor)
            head.signatures = AccessHead.Signature.unpacked(rows.text(4) ?? "")
            heads.append(head)
        }
        return heads
    }

    /// What a consumer did on days from `first` to `last`, both counted in, at most ``mostDays`` of them; by day and feed.
    public func usage(of consumer: String, from first: Int64, to last: Int64) throws -> [AccessDayUse] {
        let rows = try database.prepare(
            """
            SELECT day, feed, requests, lines, bytes, errors FROM access_usage
            WHERE consumer = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, feed
            """)
        try rows.bind(consumer, at: 1)
        try rows.bind(max(first, last - Self.mostDays + 1), at: 2)
        try rows.bind(last, at: 3)
        var days: [AccessDayUse] = []
        while try rows.step() {
            days.append(AccessDayUse(day: rows.integer(0), feed: rows.text(1) ?? "", use: Self.use(rows, from: 2)))
        }
        return days
    }

    /// What all consumers did on a day.
    func uses(on day: Int64) throws -> [String: AccessUse] {
        let rows = try database.prepare(
            """
            SELECT consumer, sum(requests), sum(lines), sum(bytes), sum(errors) FROM access_usage WHERE day = ?1
            GROUP BY consumer
            """)
        try rows.bind(day, at: 1)
        var uses: [String: AccessUse] = [:]
        while try rows.step() { uses[rows.text(0) ?? ""] = Self.use(rows, from: 1) }
        return uses
    }

    private static func use(_ row: Statement, from column: Int) -> AccessUse {
        var use = AccessUse()
        use.requests = row.integer(column)
        use.lines = row.integer(column + 1)
        use.bytes = row.integer(column + 2)
        use.errors = row.integer(column + 3)
        return use
    }
}
