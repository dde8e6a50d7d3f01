public import SQLite

/// The embedded store, seen from its one writer: everything that a run changes goes through here, inside one transaction
/// per page.
///
/// Confined to one thread at a time: the run that writes owns it. Readers (the HTTP servers) have connections of their own;
/// WAL lets them read while a page is being written. Several processes may write the same file one after the other: what
/// is kept in memory is read anew whenever another process has committed.
public final class Store {
    /// The writer's connection.
    public let database: Database
    /// The file.
    public let path: String
    var nextRow: Int64 = 1
    var nextRecord: Int64 = 1
    private var nextSaying: Int64 = 1
    private var savedSaying: Int64 = 1
    var names: [String: Int64] = [:]
    /// Changes whenever what other connections did, or a rollback, may have made something else of the store.
    private(set) var generation = 0
    var keyTables: [Int64: KeyTable] = [:]
    var rawTables: [Int64: RawTable] = [:]
    private var nextRawBlock: Int64 = 1
    private var seenVersion: Int64 = -1
    private let checkpointer: Checkpointer
    private let dataVersion: Statement
    private let saveNextRow: Statement

    /// Opens the store at `path`, and makes it when there is none.
    ///
    /// - Parameter patience: how long to wait for another writer, in milliseconds.
    /// - Throws: ``StoreError`` when the file cannot be opened, is damaged, or has a layout of a newer hub.
    public convenience init(path: String, patience: Int32 = 30_000) throws {
        do {
            let database = try Database(path: path, mode: .create, busyTimeout: patience)
            try self.init(database, path: path)
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    private init(_ database: Database, path: String) throws {
        self.database = database
        self.path = path
        try database.execute(Store.settings)
        checkpointer = Checkpointer(path: path)
        try database.inTransaction { try Store.lay(database) }
        dataVersion = try database.prepare("PRAGMA data_version")
        saveNextRow = try database.prepare("UPDATE hub_meta SET value = ?1 WHERE key = 'next_row'")
    }

    /// NORMAL in WAL: a power cut may lose the last commits but never breaks or splits one; cursor and rows go together.
    ///
    /// The writer itself copies the log into the file only when it has grown to 128 MB, which bounds it; before that the
    /// ``Checkpointer`` has copied most of it already.
    private static let settings = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-40960; PRAGMA temp_store=MEMORY;
        PRAGMA wal_autocheckpoint=32768;
        """

    private static func lay(_ database: Database) throws {
        if try database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'hub_meta'") == 1,
            let layout = try database.integer("SELECT value FROM hub_meta WHERE key = 'layout'")
        {
            guard layout == Tables.layout else { throw StoreError(.damaged, Store.refusal(of: layout)) }
            return try database.execute(Tables.fixed)
        }
        try database.execute(Tables.fixed)
        try database.execute(
            """
            INSERT INTO hub_meta VALUES ('layout', \(Tables.layout)), ('next_row', 1),
              ('feed_secret', randomblob(32)), ('epoch', lower(hex(randomblob(8))));
            """)
    }

    private static func refusal(of layout: Int64) -> String {
        layout > Tables.layout
            ? "the store has layout \(layout), this hub knows \(Tables.layout): use the hub that wrote it"
            : "the store has layout \(layout), of an earlier hub, and cannot be brought to \(Tables.layout): move it away and sync anew"
    }

    deinit { checkpointer.close() }

    /// Starts the transaction of a page: waits for other writers, then makes sure that what is in memory still holds.
    public func begin() throws {
        try translating {
            try database.begin(.immediate)
            try dataVersion.step()
            let version = dataVersion.integer(0)
            dataVersion.reset()
            if version != seenVersion {
                try refresh()
                seenVersion = version
                generation += 1
            }
        }
    }

    /// Makes the page durable.
    public func commit() throws {
        try translating {
            for keys in keyTables.values { try keys.write() }
            for raw in rawTables.values { try raw.write() }
            try saveNextRow.bind(nextRow, at: 1)
            try saveNextRow.run()
            if nextSaying != savedSaying {
                try run("INSERT OR REPLACE INTO hub_meta VALUES ('next_saying', ?1)", nextSaying)
                savedSaying = nextSaying
            }
            try database.commit()
            checkpointer.committed(changes: database.totalChanges)
        }
    }

    /// Gives the page up; the store is as it was before ``begin()``.
    public func rollback() {
        try? database.rollback()
        for keys in keyTables.values { keys.drop() }
        for raw in rawTables.values { raw.drop() }
        seenVersion = -1
    }

    /// Runs `body` as one transaction.
    public func inTransaction<Result>(_ body: () throws -> Result) throws -> Result {
        try begin()
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            rollback()
            throw (error as? SQLiteError).map(StoreError.init) ?? error
        }
    }

    /// The next number of a row: unique over all entities and never given twice.
    public func takeRowNumber() -> Int64 {
        defer { nextRow += 1 }
        return nextRow
    }

    /// The number of the next thing that a record says: later ones are greater.
    func takeSaying() -> Int64 {
        defer { nextSaying += 1 }
        return nextSaying
    }

    /// The next number of a source record.
    public func takeRecordNumber() -> Int64 {
        defer { nextRecord += 1 }
        return nextRecord
    }

    /// The next number of a block of raw records: higher than that of any block that there ever was a pointer to.
    func takeRawBlockNumber() -> Int64 {
        defer { nextRawBlock += 1 }
        return nextRawBlock
    }

    /// A value of `hub_meta` as text.
    public func meta(_ key: String) throws -> String? {
        try one("SELECT value FROM hub_meta WHERE key = ?1", key)?.text(0)
    }

    /// Sets a value of `hub_meta`. Inside a transaction.
    public func setMeta(_ key: String, _ value: String) throws {
        try run("INSERT OR REPLACE INTO hub_meta VALUES (?1, ?2)", key, value)
    }

    private func refresh() throws {
        names = [:]
        guard let row = try one("SELECT value FROM hub_meta WHERE key = 'next_row'") else { return }
        nextRow = row.integer(0)
        nextSaying = try one("SELECT value FROM hub_meta WHERE key = 'next_saying'")?.integer(0) ?? 1
        savedSaying = nextSaying
        nextRecord = (try one("SELECT max(id) FROM hub_record")?.integer(0) ?? 0) + 1
        nextRawBlock = max(
            (try one("SELECT max(id) FROM hub_raw_body")?.integer(0) ?? 0) + 1,
            try one("SELECT max(floor) FROM hub_raw_keep")?.integer(0) ?? 0)
    }

    private func translating(_ body: () throws -> Void) throws {
        do { try body() } catch let error as SQLiteError { throw StoreError(error) }
    }
}

extension Store {
    /// The secret that feed cursors are sealed and `hash` masks are made with.
    public func feedSecret() throws -> [UInt8] {
        try one("SELECT value FROM hub_meta WHERE key = 'feed_secret'")?.blob(0) ?? []
    }
}
