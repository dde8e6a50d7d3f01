import Model
import SQLite

/// What the store knows of a source record.
struct SpeakingRecord {
    let key: String
    let run: Int64
    let version: Int64
    let at: Int64
    let connector: String
    let system: String
    /// Whether its newest version was held or waits; run, version and time are that one's then.
    let isHeld: Bool
}

/// Reads source records, each once.
final class RecordReading {
    private let statement: Statement
    private var known: [Int64: SpeakingRecord] = [:]
    private static let most = 10_000

    init(_ database: Database) throws(SQLiteError) {
        statement = try database.prepare(
            """
            SELECT r.key, r.run, r.version, r.at, c.name, n.name, k.state FROM hub_record r
              LEFT JOIN hub_name c ON c.id = r.connector LEFT JOIN hub_source s ON s.connector = r.connector
              LEFT JOIN hub_name n ON n.id = s.system
              LEFT JOIN hub_key_hash k ON k.scope = r.connector AND k.key_hash = r.key_hash
              WHERE r.id = ?1
            """)
    }

    /// Record `id`; nil when there is none.
    func read(_ id: Int64) throws -> SpeakingRecord? {
        if let record = known[id] { return record }
        try statement.bind(id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        if known.count > Self.most { known.removeAll() }
        let record = SpeakingRecord(
            key: statement.text(0) ?? "", run: statement.integer(1), version: statement.integer(2),
            at: statement.integer(3), connector: statement.text(4) ?? "", system: statement.text(5) ?? "",
            isHeld: Self.held.contains(statement.integer(6)))
        known[id] = record
        return record
    }

    /// The states of records whose rows are those of a version before: quarantined, waiting.
    private static let held: Set<Int64> = [1, 4]
}
