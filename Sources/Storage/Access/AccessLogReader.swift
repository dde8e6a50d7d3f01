import SQLite

/// Reads the access log, for its admins.
public struct AccessLogReader {
    private let database: Database

    /// Opens the log's file for reading. Throws ``StoreError`` when there is none.
    public init(path: String) throws {
        do { database = try Database(path: path, mode: .readOnly) } catch { throw StoreError(error) }
    }

    /// The newest entries, newest first.
    ///
    /// - Parameter consumer: only of this consumer.
    public func newest(_ limit: Int, of consumer: String? = nil) throws -> [AccessLogEntry] {
        let condition = consumer == nil ? "" : "WHERE consumer = ?2 "
        let rows = try database.prepare(
            """
            SELECT at, consumer, key, feed, method, path, cursor_from, cursor_to, count, bytes, status, purpose,
              purpose_ref, address, request, duration FROM access \(condition)ORDER BY id DESC LIMIT ?1
            """)
        try rows.bind(Int64(limit), at: 1)
        if let consumer { try rows.bind(consumer, at: 2) }
        var entries: [AccessLogEntry] = []
        while try rows.step() { entries.append(Self.entry(rows)) }
        return entries
    }

    private static func entry(_ row: Statement) -> AccessLogEntry {
        var entry = AccessLogEntry()
        entry.at = row.integer(0)
        entry.consumer = row.text(1) ?? ""
        entry.key = row.text(2) ?? ""
        entry.feed = row.text(3) ?? ""
        entry.method = row.text(4) ?? ""
        entry.path = row.text(5) ?? ""
        entry.cursorFrom = row.isNull(6) ? nil : row.integer(6)
        entry.cursorTo = row.isNull(7) ? nil : row.integer(7)
        entry.count = Int(row.integer(8))
        entry.bytes = Int(row.integer(9))
        entry.status = Int(row.integer(10))
        entry.purpose = row.text(11) ?? ""
        entry.purposeRef = row.text(12) ?? ""
        entry.address = row.text(13) ?? ""
        entry.request = row.text(14) ?? ""
        entry.duration = row.integer(15)
        return entry
    }
}
