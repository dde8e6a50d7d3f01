import SQLite

/// Writes entries of the access log; one queue owns it.
final class AccessLogWriter: @unchecked Sendable {
    private let database: Database
    private let insertion: Statement

    static let table = """
        CREATE TABLE IF NOT EXISTS access (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, consumer TEXT NOT NULL,
          key TEXT NOT NULL, feed TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, cursor_from INTEGER,
          cursor_to INTEGER, count INTEGER NOT NULL, bytes INTEGER NOT NULL, status INTEGER NOT NULL,
          purpose TEXT NOT NULL, purpose_ref TEXT NOT NULL, address TEXT NOT NULL, request TEXT NOT NULL,
          duration INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS access_consumer ON access (consumer, at);
        """

    init(path: String) throws {
        do {
            database = try Database(path: path, mode: .create, busyTimeout: 2_000)
            try database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
            try database.execute(Self.table)
            insertion = try database.prepare(
                "INSERT INTO access VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            )
        } catch {
            throw StoreError(error)
        }
    }

    func write(_ entries: [AccessLogEntry]) throws {
        try database.inTransaction {
            for entry in entries { try write(entry) }
        }
    }

    private func write(_ entry: AccessLogEntry) throws(SQLiteError) {
        try insertion.bind(entry.at, at: 1)
        try insertion.bind(entry.consumer, at: 2)
        try insertion.bind(entry.key, at: 3)
        try insertion.bind(entry.feed, at: 4)
        try insertion.bind(entry.method, at: 5)
        try insertion.bind(entry.path, at: 6)
        try insertion.bind(entry.cursorFrom, at: 7)
        try insertion.bind(entry.cursorTo, at: 8)
        try insertion.bind(Int64(entry.count), at: 9)
        try insertion.bind(Int64(entry.bytes), at: 10)
        try insertion.bind(Int64(entry.status), at: 11)
        try insertion.bind(entry.purpose, at: 12)
        try insertion.bind(entry.purposeRef, at: 13)
        try insertion.bind(entry.address, at: 14)
        try insertion.bind(entry.request, at: 15)
        try insertion.bind(entry.duration, at: 16)
        try insertion.run()
    }
}
