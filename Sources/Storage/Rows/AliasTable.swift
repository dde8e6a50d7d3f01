public import SQLite

/// The identifiers, such as a credit code, by which members of linked things are called.
public final class AliasTable {
    private let finding: Statement
    private let insertion: Statement
    private let removal: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        finding = try database.prepare(
            "SELECT DISTINCT row FROM hub_alias WHERE entity = ?1 AND scheme = ?2 AND key = ?3 LIMIT 16")
        insertion = try database.prepare("INSERT OR IGNORE INTO hub_alias VALUES (?1, ?2, ?3, ?4, ?5)")
        removal = try database.prepare("DELETE FROM hub_alias WHERE row = ?1 AND record = ?2")
    }

    /// The members of `entity` that `key` names, at most 16.
    public func rows(entity: Int64, scheme: Int64, key: ArraySlice<UInt8>) throws(SQLiteError) -> [Int64] {
        try finding.bind(entity, at: 1)
        try finding.bind(scheme, at: 2)
        try unsafe finding.bindText(copying: key.span.bytes, at: 3)
        defer { finding.reset() }
        var rows: [Int64] = []
        while try finding.step() { rows.append(finding.integer(0)) }
        return rows
    }

    /// Notes that `record` calls member `row` by `key`; of record 0 the name stays for ever.
    public func insert(entity: Int64, scheme: Int64, key: ArraySlice<UInt8>, row: Int64, record: Int64)
        throws(SQLiteError)
    {
        try insertion.bind(entity, at: 1)
        try insertion.bind(scheme, at: 2)
        try unsafe insertion.bindText(copying: key.span.bytes, at: 3)
        try insertion.bind(row, at: 4)
        try insertion.bind(record, at: 5)
        try insertion.step()
        insertion.reset()
    }

    /// Forgets the names that `record` gave `row`; what other records call it stays.
    public func delete(row: Int64, record: Int64) throws(SQLiteError) {
        try removal.bind(row, at: 1)
        try removal.bind(record, at: 2)
        try removal.step()
        removal.reset()
    }
}
