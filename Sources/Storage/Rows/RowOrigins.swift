public import SQLite

/// Tells which system and which of its records a row comes from.
public final class RowOrigins {
    private let alone: Statement
    private let shared: Statement

    /// The origins in `store`.
    public init(_ store: Store) throws {
        alone = try store.database.prepare(
            """
            SELECT n.name, r.key FROM hub_record r JOIN hub_source s ON s.connector = r.connector
            JOIN hub_name n ON n.id = s.system WHERE r.id = ?1
            """)
        shared = try store.database.prepare(
            """
            SELECT * FROM (SELECT n.name, m.key FROM hub_member m JOIN hub_name n ON n.id = m.system
              WHERE m.row = ?1 AND m.records > 0 ORDER BY m.id LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT n.name, r.key FROM hub_contribution c JOIN hub_record r ON r.id = c.record
              JOIN hub_source s ON s.connector = r.connector JOIN hub_name n ON n.id = s.system
              WHERE c.row = ?1 ORDER BY c.rank, c.record LIMIT 1)
            """)
    }

    /// The system and key of the record that speaks of a row; of several the first, of a linked thing its first member's.
    public func origin(of head: EntityTable.Head) throws(SQLiteError) -> (system: String, key: [UInt8]) {
        let statement = head.record == 0 ? shared : alone
        try statement.bind(head.record == 0 ? head.row : head.record, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return ("", []) }
        return (statement.text(0) ?? "", statement.blob(1) ?? [])
    }
}
