public import SQLite

/// Values that the hub altered or dropped: nothing changes silently.
public final class FlagTable {
    private let insertion: Statement
    private let removal: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        insertion = try store.database.prepare("INSERT OR REPLACE INTO hub_flag VALUES (?1, ?2, ?3, ?4, ?5)")
        removal = try store.database.prepare("DELETE FROM hub_flag WHERE record = ?1")
    }

    /// Notes that `record` gave `row` a value of `field` that was altered or dropped.
    public func insert(record: Int64, row: Int64, field: String, code: String, value: String) throws(SQLiteError) {
        try insertion.bind(all: [record, row, field, code, value])
        try insertion.step()
        insertion.reset()
    }

    /// Forgets the notes of `record`.
    public func clear(record: Int64) throws(SQLiteError) {
        try removal.bind(record, at: 1)
        try removal.step()
        removal.reset()
    }
}
