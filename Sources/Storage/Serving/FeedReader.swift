import SQLite

/// Reads feeds for one thread: a connection of its own, its statements prepared once, and what changes seldom (heads,
/// names, consumers) kept until some connection commits.
///
/// Everything inside one ``snapshot(_:)`` is of one moment: a page and the head that it is compared with agree. What needs no rows
/// needs no snapshot: after ``refresh()`` heads, names and consumers are those of now.
public final class FeedReader {
    let database: Database
    private let version: Statement
    private var seenVersion: Int64 = -1
    private var watch: CommitWatch?
    /// What the watch said before heads, names and consumers were read.
    private var seenMark: CommitWatch.Mark?
    private var pages: [Int64: FeedStatements] = [:]

    /// The feeds, by name.
    public private(set) var feeds: [String: FeedHead] = [:]
    /// The numbers of entities, by name.
    public private(set) var entities: [String: Int64] = [:]
    /// Who may read what.
    public private(set) var access = AccessDirectory()

    /// Opens the store's file for reading.
    ///
    /// - Throws: ``StoreError`` when there is no store, or it is damaged.
    public init(path: String) throws {
        do {
            database = try Database(path: path, mode: .readOnly, busyTimeout: 10_000)
            // Feed pages are read where the kernel keeps them, not copied into SQLite's own cache.
            try database.execute("PRAGMA mmap_size=1073741824; PRAGMA query_only=1")
            version = try database.prepare("PRAGMA data_version")
            // The first read makes the index that the watch looks at.
            _ = try database.integer("PRAGMA schema_version")
            watch = try CommitWatch(database)
        } catch {
            throw StoreError(error)
        }
    }

    /// The store's secret for cursors and masks.
    public func secret() throws -> [UInt8] {
        let statement = try database.prepare("SELECT value FROM hub_meta WHERE key = 'feed_secret'")
        guard try statement.step(), let secret = statement.blob(0), secret.count >= 32 else {
            throw StoreError(.damaged, "the store has no secret for its feeds")
        }
        return secret
    }

    /// Brings heads, names and consumers up to now. Costs next to nothing while nobody commits.
    public func refresh() throws {
        guard let watch, let seenMark, watch.mark == seenMark else { return try snapshot {} }
    }

    /// Runs `body` on one moment of the store.
    ///
    /// - Throws: the error of `body`; SQLite's as ``StoreError``.
    public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        // Taken first: what is committed from here on is another mark, whether it is read below or not.
        let mark = watch?.mark
        do {
            // A statement that is not at its end holds the transaction open, which all others then share.
            try version.step()
            defer { version.reset() }
            try load(version.integer(0))
            seenMark = mark
            return try body()
        } catch let error as SQLiteError {
            seenVersion = -1
            seenMark = nil
            throw StoreError(error)
        }
    }

    /// Reads what changes seldom, when somebody has committed since it was read.
    private func load(_ now: Int64) throws {
        guard now != seenVersion else { return }
        try loadFeeds()
        try loadEntities()
        access = try AccessDirectory(reading: database)
        seenVersion = now
    }

    private func loadFeeds() throws {
        var feeds: [String: FeedHead] = [:]
        let rows = try database.prepare("SELECT id, name, epoch, definition, head, horizon, at FROM hub_feed")
        while try rows.step() {
            let name = rows.text(1) ?? ""
            feeds[name] = FeedHead(
                id: rows.integer(0), name: name, epoch: rows.text(2) ?? "", definition: rows.text(3) ?? "",
                head: rows.integer(4), horizon: rows.integer(5), madeAt: rows.integer(6))
        }
        self.feeds = feeds
    }

    private func loadEntities() throws {
        var entities: [String: Int64] = [:]
        let rows = try database.prepare("SELECT id, name FROM hub_name WHERE kind = 'entity'")
        while try rows.step() { entities[rows.text(1) ?? ""] = rows.integer(0) }
        self.entities = entities
    }

    /// The statements on one feed's table.
    func statements(_ feed: Int64) throws(SQLiteError) -> FeedStatements {
        if let known = pages[feed] { return known }
        let made = try FeedStatements(database, feed: feed)
        pages[feed] = made
        return made
    }
}

/// The prepared statements on one feed's table.
final class FeedStatements {
    let changes: Statement
    let lines: Statement
    let firstTime: Statement
    let record: Statement
    let records: Statement
    let place: Statement
    let range: Statement

    init(_ database: Database, feed: Int64) throws(SQLiteError) {
        changes = try database.prepare("SELECT seq, entity, body FROM hub_feed_\(feed) WHERE seq > ?1 ORDER BY seq")
        lines = try database.prepare("SELECT body, seq FROM hub_feed_\(feed) WHERE seq > ?1 ORDER BY seq")
        firstTime = try database.prepare("SELECT at FROM hub_feed_\(feed) WHERE seq > ?1 ORDER BY seq LIMIT 1")
        record = try database.prepare(
            "SELECT body, at FROM hub_feed_\(feed) WHERE entity = ?1 AND row = ?2 AND op = 0")
        place = try database.prepare(
            "SELECT op, record_at FROM hub_feed_\(feed) WHERE entity = ?1 AND row = ?2")
        range = try database.prepare(
            "SELECT body, record_at FROM hub_feed_\(feed) WHERE entity = ?1 AND row >= ?2 AND row < ?3 AND op = 0")
        records = try database.prepare(
            "SELECT row, body FROM hub_feed_\(feed) WHERE entity = ?1 AND row > ?2 AND op = 0 ORDER BY row")
    }
}
