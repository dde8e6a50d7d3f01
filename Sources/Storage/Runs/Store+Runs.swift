import SQLite

// Runs, cursors and the versions that runs pin. Called inside a transaction.
extension Store {
    /// Starts a run and returns its number. Runs of this connector that still say `running` were killed: they become
    /// `stopped`.
    public func startRun(connector: String, version: String, mode: String, at: Int64) throws -> Int64 {
        let number = try number(of: connector, .connector)
        try run(
            """
            UPDATE hub_run SET state = 'stopped', ended = ?2, code = 'killed', message = 'the process ended during the run'
            WHERE connector = ?1 AND state = 'running'
            """, number, at)
        try run(
            "INSERT INTO hub_run (connector, version, mode, state, started) VALUES (?1, ?2, ?3, 'running', ?4)", number,
            version, mode, at)
        return database.lastInsertRowID
    }

    /// Writes what the run has done so far: with every page.
    public func saveCounts(run id: Int64, pages: Int64, _ counts: RunCounts) throws {
        try run(
            """
            UPDATE hub_run SET pages = ?2, read = ?3, stored = ?4, unchanged = ?5, quarantined = ?6, filtered = ?7,
              deleted = ?8, absent = ?9, held_children = ?10 WHERE id = ?1
            """, id, pages, counts.read, counts.stored, counts.unchanged, counts.quarantined, counts.filtered,
            counts.deleted, counts.absent, counts.heldChildren)
        if counts.deferred > 0 { try run("INSERT OR REPLACE INTO hub_deferral VALUES (?1, ?2)", id, counts.deferred) }
    }

    /// Ends a run.
    public func endRun(_ id: Int64, state: Run.State, at: Int64, code: String? = nil, message: String? = nil) throws {
        try run(
            "UPDATE hub_run SET state = ?2, ended = ?3, code = ?4, message = ?5 WHERE id = ?1", id, state.rawValue, at,
            code, message)
    }

    /// The newest runs, newest first; of one connector when it is named.
    public func runs(connector: String? = nil, limit: Int = 50) throws -> [Run] {
        try all(
            """
            SELECT r.id, n.name, version, mode, state, started, ended, pages, read, stored, unchanged, quarantined, filtered,
              deleted, absent, held_children, code, message, d.records
            FROM hub_run r JOIN hub_name n ON n.id = r.connector LEFT JOIN hub_deferral d ON d.run = r.id
            WHERE ?1 IS NULL OR n.name = ?1 ORDER BY r.id DESC LIMIT ?2
            """, connector, limit, read: Store.readRun)
    }

    /// One run.
    public func run(_ id: Int64) throws -> Run? {
        try one(
            """
            SELECT r.id, n.name, version, mode, state, started, ended, pages, read, stored, unchanged, quarantined, filtered,
              deleted, absent, held_children, code, message, d.records
            FROM hub_run r JOIN hub_name n ON n.id = r.connector LEFT JOIN hub_deferral d ON d.run = r.id WHERE r.id = ?1
            """, id
        ).map(Store.readRun)
    }

    private static func readRun(_ row: Statement) -> Run {
        var counts = RunCounts()
        counts.read = row.integer(8)
        counts.stored = row.integer(9)
        counts.unchanged = row.integer(10)
        counts.quarantined = row.integer(11)
        counts.filtered = row.integer(12)
        counts.deleted = row.integer(13)
        counts.absent = row.integer(14)
        counts.heldChildren = row.integer(15)
        counts.deferred = row.integer(18)
        return Run(
            id: row.integer(0), connector: row.text(1) ?? "", version: row.text(2) ?? "", mode: row.text(3) ?? "",
            state: Run.State(rawValue: row.text(4) ?? "") ?? .stopped, started: row.integer(5),
            ended: row.isNull(6) ? nil : row.integer(6), pages: row.integer(7), counts: counts, code: row.text(16),
            message: row.text(17))
    }

    /// Where the next pull of `connector` starts; nil at the very beginning.
    public func cursor(of connector: String) throws -> String? {
        guard let number = try knownNumber(of: connector, .connector) else { return nil }
        return try one("SELECT cursor FROM hub_cursor WHERE connector = ?1", number)?.text(0)
    }

    /// Commits how far the pull of `connector` has come, with the rows of the page.
    public func saveCursor(_ cursor: String?, of connector: String, run id: Int64, at: Int64) throws {
        try run(
            "INSERT OR REPLACE INTO hub_cursor VALUES (?1, ?2, ?3, ?4)", try number(of: connector, .connector), cursor,
            id, at)
    }

    /// Keeps a text that runs pin, and returns its number.
    public func keepVersion(hash: String, kind: String, name: String, text: String, at: Int64) throws -> Int64 {
        try run(
            "INSERT OR IGNORE INTO hub_version (hash, kind, name, text, at) VALUES (?1, ?2, ?3, ?4, ?5)", hash, kind,
            name,
            text, at)
        return try one("SELECT id FROM hub_version WHERE hash = ?1", hash)?.integer(0) ?? 0
    }
}
