import SQLite

/// How much of the access log is kept.
public struct AccessLogRetention: Sendable, Equatable {
    /// The least that may be kept, whatever the size, in milliseconds: 180 days. Network logs have to be kept for six
    /// months (Cybersecurity Law of the People's Republic of China, article 21).
    public static let leastAge: Int64 = 180 * 86_400_000

    /// Entries older than this are dropped, in milliseconds; never less than ``leastAge``.
    public var age: Int64
    /// The bytes that the log may take: beyond, entries older than ``leastAge`` are dropped, the oldest first.
    public var bytes: Int64

    /// Keeps entries for so long, in so many bytes.
    public init(age: Int64 = 400 * 86_400_000, bytes: Int64 = 8 << 30) {
        self.age = max(age, Self.leastAge)
        self.bytes = max(bytes, 0)
    }
}

extension AccessLog {
    /// Entries that one transaction drops: whoever writes the log waits for it.
    private static let batch: Int64 = 5_000

    /// Drops what need not be kept. The file does not shrink: what comes takes the room.
    ///
    /// - Parameter now: the moment by which age is judged, in milliseconds since 1970.
    /// - Returns: how many entries were dropped; 0 when there is no log.
    /// - Throws: ``StoreError`` when the file cannot be written.
    public static func prune(path: String, keeping retention: AccessLogRetention, at now: Int64) throws -> Int {
        do {
            let database = try Database(path: path, mode: .readWrite, busyTimeout: 2_000)
            var count = 0
            let old = try firstKept(database, since: now - retention.age)
            while let dropped = try drop(database, below: old) { count += dropped }
            let free = try firstKept(database, since: now - AccessLogRetention.leastAge)
            while try size(database) > retention.bytes, let dropped = try drop(database, below: free) {
                count += dropped
            }
            return count
        } catch let error where error.isUnopenable {
            return 0
        } catch {
            throw StoreError(error)
        }
    }

    /// The first entry that is not older; they are numbered as they came. Only what is older is looked at.
    private static func firstKept(_ database: Database, since moment: Int64) throws(SQLiteError) -> Int64 {
        let row = try database.prepare("SELECT id FROM access WHERE at >= ?1 ORDER BY id LIMIT 1")
        try row.bind(moment, at: 1)
        return try row.step() ? row.integer(0) : .max
    }

    /// Drops the oldest entries before `id`; nil when there are none.
    private static func drop(_ database: Database, below id: Int64) throws(SQLiteError) -> Int? {
        let deletion = try database.prepare(
            "DELETE FROM access WHERE id IN (SELECT id FROM access WHERE id < ?1 ORDER BY id LIMIT ?2)")
        try deletion.bind(id, at: 1)
        try deletion.bind(batch, at: 2)
        try deletion.run()
        return database.changes > 0 ? Int(database.changes) : nil
    }

    /// The bytes in use.
    private static func size(_ database: Database) throws(SQLiteError) -> Int64 {
        let row = try database.prepare(
            """
            SELECT (p.page_count - f.freelist_count) * s.page_size
            FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s
            """)
        return try row.step() ? row.integer(0) : 0
    }
}
