public import SQLite

/// The table of what waiting records wait for.
public final class WaitingTable {
    /// A row that is waited for: of an entity, by its key's hash, or by what it is called in a scheme.
    public struct Wanted: Sendable, Equatable {
        /// The entity's number.
        public var entity: Int64
        /// A system or an identifier, by which a linked thing is called; 0 for the key of an entity that is known by its own.
        public var scheme: Int64
        /// The key's hash; 0 with a scheme.
        public var keyHash: UInt64
        /// What it is called; empty without a scheme.
        public var key: String

        /// A row.
        public init(entity: Int64, scheme: Int64 = 0, keyHash: UInt64 = 0, key: String = "") {
            self.entity = entity
            self.scheme = scheme
            self.keyHash = keyHash
            self.key = key
        }
    }

    private let insertion: Statement
    private let counting: Statement
    private let counted: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        insertion = try store.database.prepare("INSERT OR IGNORE INTO hub_waiting VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        counting = try store.database.prepare(
            "SELECT count(*) FROM hub_quarantine WHERE connector = ?1 AND state = 'waiting'")
        counted = try store.database.prepare(
            "SELECT count(*) FROM hub_quarantine WHERE connector = ?1 AND key_hash = ?2 AND state = 'waiting'")
    }

    /// Notes that entry number `entry` waits for any of `wanted`, until an instant.
    public func insert(entry: Int64, _ wanted: [Wanted], until: Int64) throws(SQLiteError) {
        for row in wanted {
            try insertion.bind(all: [
                entry, row.entity, row.scheme, Int64(bitPattern: row.keyHash), row.key, until,
            ])
            try insertion.step()
            insertion.reset()
        }
    }

    /// How many entries of connector number `connector` wait.
    public func count(connector: Int64) throws(SQLiteError) -> Int {
        defer { counting.reset() }
        try counting.bind(connector, at: 1)
        return try counting.step() ? Int(counting.integer(0)) : 0
    }

    /// How many entries of one record wait.
    public func count(connector: Int64, keyHash: UInt64) throws(SQLiteError) -> Int {
        defer { counted.reset() }
        try counted.bind(connector, at: 1)
        try counted.bind(Int64(bitPattern: keyHash), at: 2)
        return try counted.step() ? Int(counted.integer(0)) : 0
    }
}

extension Store {
    /// The entries that wait for a row that is there.
    static let answered = """
        SELECT w.entry FROM hub_waiting w JOIN hub_quarantine held ON held.id = w.entry AND held.state = 'waiting'
        WHERE (w.scheme = 0 AND EXISTS
            (SELECT 1 FROM hub_key_hash k WHERE k.scope = w.entity AND k.key_hash = w.key_hash))
          OR (w.scheme <> 0 AND EXISTS
            (SELECT 1 FROM hub_alias a JOIN hub_member m ON m.id = a.row
             JOIN hub_key_hash k ON k.scope = m.entity AND k.key_hash = m.row
             WHERE a.entity = w.entity AND a.scheme = w.scheme AND a.key = w.key))
          OR (w.scheme <> 0 AND EXISTS
            (SELECT 1 FROM hub_member m JOIN hub_key_hash k ON k.scope = m.entity AND k.key_hash = m.row
             WHERE m.entity = w.entity AND m.system = w.scheme AND m.key = w.key))
        """

    /// Whether anything waits for a row.
    public func hasWaiting() throws -> Bool {
        try one("SELECT 1 FROM hub_quarantine WHERE state = 'waiting' LIMIT 1") != nil
    }

    /// Holds for a person what has waited long enough, with another code, and forgets what nobody waits for any more. Inside
    /// a transaction.
    public func endWaiting(at: Int64, code: String) throws {
        try run(
            """
            UPDATE hub_key_hash SET state = 1 WHERE state = 4 AND (scope, key_hash) IN
              (SELECT q.connector, q.key_hash FROM hub_quarantine q JOIN hub_waiting w ON w.entry = q.id
               WHERE q.state = 'waiting' AND w.until <= ?1)
            """, at)
        try run(
            """
            UPDATE hub_quarantine SET state = 'open', code = ?2 WHERE state = 'waiting'
              AND id IN (SELECT entry FROM hub_waiting WHERE until <= ?1)
            """, at, code)
        try run("DELETE FROM hub_waiting WHERE entry NOT IN (SELECT id FROM hub_quarantine WHERE state = 'waiting')")
    }
}
