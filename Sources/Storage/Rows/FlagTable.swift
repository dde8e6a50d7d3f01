public import SQLite

/// Values that the hub altered or dropped: nothing changes silently.
public final class FlagTable {
    private let insertion: Statement
    private let removal: Statement
    private let moving: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        insertion = try store.database.prepare("INSERT OR REPLACE INTO hub_flag VALUES (?1, ?2, ?3, ?4, ?5)")
        moving = try store.database.prepare("UPDATE OR REPLACE hub_flag SET row = ?3 WHERE record = ?1 AND row = ?2")
        removal = try store.database.prepare("DELETE FROM hub_flag WHERE record = ?1")
    }

    /// Notes that `record` gave `row` a value of `field` that was altered or dropped.
    public func insert(record: Int64, row: Int64, field: String, code: String, value: String) throws(SQLiteError) {
        try insertion.bind(all: [record, row, field, code, value])
        try insertion.step()
        insertion.reset()
    }

    /// What `record` said of row `row` it says of row `other`.
    public func move(record: Int64, from row: Int64, to other: Int64) throws(SQLiteError) {
        try moving.bind(all: [record, row, other])
        try moving.step()
        moving.reset()
    }

    /// Forgets the notes of `record`.
    public func clear(record: Int64) throws(SQLiteError) {
        try removal.bind(record, at: 1)
        try removal.step()
        removal.reset()
    }
}
