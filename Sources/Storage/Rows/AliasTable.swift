public import SQLite

/// The keys and identifiers by which linked things (pollution sources) are known. A scheme is a system, for the key that
/// the system itself uses, or an identifier such as `uscc`.
public final class AliasTable {
    /// One name of a thing.
    public struct Alias: Sendable, Equatable {
        /// The system's or identifier's number.
        public var scheme: Int64
        /// The text.
        public var key: [UInt8]

        /// An alias.
        public init(scheme: Int64, key: [UInt8]) {
            self.scheme = scheme
            self.key = key
        }
    }

    private let finding: Statement
    private let insertion: Statement
    private let listing: Statement
    private let removal: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        finding = try database.prepare(
            "SELECT DISTINCT row FROM hub_alias WHERE entity = ?1 AND scheme = ?2 AND key = ?3 LIMIT 16")
        insertion = try database.prepare("INSERT OR IGNORE INTO hub_alias VALUES (?1, ?2, ?3, ?4, ?5)")
        listing = try database.prepare("SELECT DISTINCT scheme, key FROM hub_alias WHERE row = ?1 ORDER BY scheme, key")
        removal = try database.prepare("DELETE FROM hub_alias WHERE row = ?1 AND record = ?2")
    }

    /// The rows of `entity` that `key` names, at most 16.
    public func rows(entity: Int64, scheme: Int64, key: ArraySlice<UInt8>) throws(SQLiteError) -> [Int64] {
        try finding.bind(entity, at: 1)
        try finding.bind(scheme, at: 2)
        try unsafe finding.bindText(copying: key.span.bytes, at: 3)
        defer { finding.reset() }
        var rows: [Int64] = []
        while try finding.step() { rows.append(finding.integer(0)) }
        return rows
    }

    /// Notes that `record` calls `row` by `key`; of record 0 the name stays for ever.
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

    /// The names of `row`.
    public func aliases(of row: Int64) throws(SQLiteError) -> [Alias] {
        try listing.bind(row, at: 1)
        defer { listing.reset() }
        var found: [Alias] = []
        while try listing.step() { found.append(Alias(scheme: listing.integer(0), key: listing.blob(1) ?? [])) }
        return found
    }

    /// Forgets the names that `record` gave `row`; what other records call it stays.
    public func delete(row: Int64, record: Int64) throws(SQLiteError) {
        try removal.bind(row, at: 1)
        try removal.bind(record, at: 2)
        try removal.step()
        removal.reset()
    }
}
