public import SQLite

/// Revisions that are no longer the newest, and the numbers of rows that are gone.
public final class HistoryTable {
    private let insertion: Statement
    private let burial: Statement
    private let digging: Statement
    private let unearthing: Statement
    private let counting: Statement
    private var isEmpty = false

    /// The tables in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        insertion = try database.prepare("INSERT OR REPLACE INTO hub_history VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        burial = try database.prepare("INSERT OR REPLACE INTO hub_gone VALUES (?1, ?2, ?3, ?4)")
        digging = try database.prepare("SELECT row, rev FROM hub_gone WHERE entity = ?1 AND key_hash = ?2 LIMIT 1")
        unearthing = try database.prepare("DELETE FROM hub_gone WHERE entity = ?1 AND key_hash = ?2 AND row = ?3")
        counting = try database.prepare("SELECT EXISTS (SELECT 1 FROM hub_gone)")
    }

    /// Looks whether any number is kept at all: at the start of every transaction. A first load asks nothing row by row.
    public func load() throws(SQLiteError) {
        isEmpty = try counting.step() && counting.integer(0) == 0
        counting.reset()
    }

    /// The number that is kept for `keyHash`: of a row that is gone, or promised to one that was only referred to.
    public func find(entity: Int64, keyHash: UInt64) throws(SQLiteError) -> Int64? {
        if isEmpty { return nil }
        try digging.bind(entity, at: 1)
        try digging.bind(Int64(bitPattern: keyHash), at: 2)
        defer { digging.reset() }
        return try digging.step() ? digging.integer(0) : nil
    }

    /// Promises `row` to the key, which others refer to before anything is known of it.
    public func promise(_ row: Int64, entity: Int64, keyHash: UInt64) throws(SQLiteError) {
        try bury(row: row, rev: 0, entity: entity, keyHash: keyHash)
    }

    /// Keeps a revision; `body` is the row as a JSON object.
    public func keep(_ head: EntityTable.Head, entity: Int64, until stamp: Stamp, body: [UInt8]) throws(SQLiteError) {
        try insertion.bind(head.row, at: 1)
        try insertion.bind(head.rev, at: 2)
        try insertion.bind(entity, at: 3)
        try insertion.bind(head.run, at: 4)
        try insertion.bind(head.at, at: 5)
        try insertion.bind(stamp.run, at: 6)
        try insertion.bind(stamp.at, at: 7)
        try unsafe insertion.bindText(copying: body.span.bytes, at: 8)
        try insertion.step()
        insertion.reset()
    }

    /// Notes that a row is gone, so that its key gets its number again if it comes back.
    public func bury(_ head: EntityTable.Head, entity: Int64) throws(SQLiteError) {
        try bury(row: head.row, rev: head.rev, entity: entity, keyHash: head.keyHash)
    }

    private func bury(row: Int64, rev: Int64, entity: Int64, keyHash: UInt64) throws(SQLiteError) {
        isEmpty = false
        try burial.bind(entity, at: 1)
        try burial.bind(Int64(bitPattern: keyHash), at: 2)
        try burial.bind(row, at: 3)
        try burial.bind(rev, at: 4)
        try burial.step()
        burial.reset()
    }

    /// The number and last revision of a gone row with `keyHash`, which is then gone no more.
    public func unearth(entity: Int64, keyHash: UInt64) throws(SQLiteError) -> (row: Int64, rev: Int64)? {
        if isEmpty { return nil }
        try digging.bind(entity, at: 1)
        try digging.bind(Int64(bitPattern: keyHash), at: 2)
        guard try digging.step() else {
            digging.reset()
            return nil
        }
        let found = (row: digging.integer(0), rev: digging.integer(1))
        digging.reset()
        try unearthing.bind(entity, at: 1)
        try unearthing.bind(Int64(bitPattern: keyHash), at: 2)
        try unearthing.bind(found.row, at: 3)
        try unearthing.step()
        unearthing.reset()
        return found
    }
}
