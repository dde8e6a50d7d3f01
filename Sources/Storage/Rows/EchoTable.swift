public import SQLite

/// The fingerprints of records that a later record of the same key replaced within one complete reading: an old and a
/// corrected line in one folder, say. The last one holds, and reading both again changes nothing.
public final class EchoTable {
    private let finding: Statement
    private let insertion: Statement
    private let removal: Statement
    private let counting: Statement
    private var isEmpty = false

    /// The table in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        finding = try database.prepare("SELECT 1 FROM hub_echo WHERE record = ?1 AND print = ?2")
        insertion = try database.prepare("INSERT OR IGNORE INTO hub_echo VALUES (?1, ?2)")
        removal = try database.prepare("DELETE FROM hub_echo WHERE record = ?1")
        counting = try database.prepare("SELECT EXISTS (SELECT 1 FROM hub_echo)")
    }

    /// Looks whether there are any: at the start of every transaction.
    public func load() throws(SQLiteError) {
        isEmpty = try counting.step() && counting.integer(0) == 0
        counting.reset()
    }

    /// Whether a later record of the last reading replaced the version `print` of `record`.
    public func contains(record: Int64, print: UInt64) throws(SQLiteError) -> Bool {
        if isEmpty { return false }
        try finding.bind(record, at: 1)
        try finding.bind(Int64(bitPattern: print), at: 2)
        defer { finding.reset() }
        return try finding.step()
    }

    /// Notes that a later record replaced the version `print` of `record`.
    public func insert(record: Int64, print: UInt64) throws(SQLiteError) {
        isEmpty = false
        try insertion.bind(record, at: 1)
        try insertion.bind(Int64(bitPattern: print), at: 2)
        try insertion.step()
        insertion.reset()
    }

    /// Forgets what is noted of `record`.
    public func clear(record: Int64) throws(SQLiteError) {
        if isEmpty { return }
        try removal.bind(record, at: 1)
        try removal.step()
        removal.reset()
    }
}
