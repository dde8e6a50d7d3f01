import Crypto
import SQLite

/// The tables of the access log's file.
enum AccessTables {
    /// The layout's number (`PRAGMA user_version`). Layout 0 had no chain, and what is not chained cannot be chained afterwards.
    static let layout: Int64 = 2

    static let text = """
        CREATE TABLE IF NOT EXISTS access_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        -- id: the row's number in the whole log; number: in its consumer's own chain. own, chain: the hashes of the row in the two.
        CREATE TABLE IF NOT EXISTS access (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL,
          consumer TEXT NOT NULL, key TEXT NOT NULL, feed TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
          cursor_from INTEGER, cursor_to INTEGER, count INTEGER NOT NULL, bytes INTEGER NOT NULL, status INTEGER NOT NULL,
          purpose TEXT NOT NULL, purpose_ref TEXT NOT NULL, address TEXT NOT NULL, request TEXT NOT NULL,
          duration INTEGER NOT NULL, own BLOB NOT NULL, chain BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS access_consumer ON access (consumer, number);
        -- The last link of each chain; consumer `*`: of the whole log.
        CREATE TABLE IF NOT EXISTS access_tail (consumer TEXT PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL)
          WITHOUT ROWID;
        -- Signed heads, the last of each day.
        CREATE TABLE IF NOT EXISTS access_head (consumer TEXT NOT NULL, day INTEGER NOT NULL, number INTEGER NOT NULL,
          hash BLOB NOT NULL, at INTEGER NOT NULL, signatures TEXT NOT NULL, PRIMARY KEY (consumer, day)) WITHOUT ROWID;
        -- The last link of each chain that was dropped for its age.
        CREATE TABLE IF NOT EXISTS access_anchor (consumer TEXT PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL,
          at INTEGER NOT NULL, signatures TEXT NOT NULL) WITHOUT ROWID;
        -- What each consumer did on each day (of China Standard Time), by feed.
        CREATE TABLE IF NOT EXISTS access_usage (consumer TEXT NOT NULL, day INTEGER NOT NULL, feed TEXT NOT NULL,
          requests INTEGER NOT NULL, lines INTEGER NOT NULL, bytes INTEGER NOT NULL, errors INTEGER NOT NULL,
          PRIMARY KEY (consumer, day, feed)) WITHOUT ROWID;
        """

    /// Makes the tables where there are none. Throws ``StoreError`` for a file of another layout.
    static func lay(_ database: Database) throws {
        try database.inTransaction {
            if try isLaid(database) { return }
            try database.execute(text)
            try database.execute(
                """
                INSERT INTO access_meta VALUES ('log', '\(Hex.encode(try randomBytes(16)))');
                PRAGMA user_version = \(layout);
                """)
        }
    }

    /// Whether the tables are there. Throws ``StoreError`` for a file of another layout.
    static func isLaid(_ database: Database) throws -> Bool {
        let version = try database.integer("PRAGMA user_version") ?? 0
        if version == layout { return true }
        guard version == 0, try database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'access'") == 0 else {
            throw StoreError(
                .damaged,
                "the access log has layout \(version), this hub knows \(layout): move its file away, where it is kept "
                    + "as long as it must be, and start again; a new one is begun")
        }
        return false
    }

    /// The log's own number. Throws ``StoreError`` when it is gone.
    static func log(_ database: Database) throws -> String {
        guard let log = try database.text("SELECT value FROM access_meta WHERE key = 'log'") else {
            throw StoreError(.damaged, "the access log has lost its number")
        }
        return log
    }
}
