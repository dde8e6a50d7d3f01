public import Model
public import SQLite

/// What each record says of a row that several records speak of.
///
/// A row that one record alone speaks of has no contributions here: its values in the entity's table are that record's.
public final class ContributionTable {
    /// What one record says.
    public struct Contribution: Sendable {
        /// The record.
        public var record: Int64
        /// Its values, one for each column.
        public var values: RowValues
    }

    private let listing: Statement
    private let finding: Statement
    private let insertion: Statement
    private let removal: Statement
    private let store: Store

    /// The table in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        self.store = store
        listing = try database.prepare("SELECT record, body FROM hub_contribution WHERE row = ?1 ORDER BY rank, record")
        finding = try database.prepare("SELECT record, body FROM hub_contribution WHERE row = ?1 AND record = ?2")
        insertion = try database.prepare("INSERT OR REPLACE INTO hub_contribution VALUES (?1, ?2, ?3, ?4, ?5)")
        removal = try database.prepare("DELETE FROM hub_contribution WHERE row = ?1 AND record = ?2")
    }

    /// Calls `body` with what is said of `row`, the most trusted first, until it returns false: thousands of records may
    /// speak of one row.
    public func forEach(_ row: Int64, _ body: (Contribution) throws -> Bool) throws {
        try listing.bind(row, at: 1)
        defer { listing.reset() }
        while try listing.step() {
            if try !body(contribution(listing, row)) { return }
        }
    }

    /// What `record` says of `row`, if it is one of several that speak of it.
    public func find(row: Int64, record: Int64) throws -> RowValues? {
        try finding.bind(row, at: 1)
        try finding.bind(record, at: 2)
        defer { finding.reset() }
        return try finding.step() ? contribution(finding, row).values : nil
    }

    private func contribution(_ statement: Statement, _ row: Int64) throws -> Contribution {
        let record = statement.integer(0)
        guard let values = RowPacking.unpack(statement.blob(1) ?? []) else {
            throw StoreError(.damaged, "the contribution of record \(record) to row \(row) cannot be read")
        }
        return Contribution(record: record, values: values)
    }

    /// Sets what `record` says of member `row` of a linked thing: what was said last is read first. `isFirst` tells that it was said
    /// before all else.
    public func say(member row: Int64, record: Int64, entity: Int64, isFirst: Bool = false, _ values: RowValues)
        throws(SQLiteError)
    {
        try put(row: row, record: record, entity: entity, rank: isFirst ? 0 : -store.takeSaying(), values)
    }

    /// Sets what `record` says of `row`; lower ranks are trusted more.
    public func put(row: Int64, record: Int64, entity: Int64, rank: Int64, _ values: RowValues) throws(SQLiteError) {
        try insertion.bind(row, at: 1)
        try insertion.bind(record, at: 2)
        try insertion.bind(entity, at: 3)
        try insertion.bind(rank, at: 4)
        try insertion.bind(RowPacking.pack(values), at: 5)
        try insertion.step()
        insertion.reset()
    }

    /// Withdraws what `record` says of `row`.
    public func delete(row: Int64, record: Int64) throws(SQLiteError) {
        try removal.bind(row, at: 1)
        try removal.bind(record, at: 2)
        try removal.step()
        removal.reset()
    }
}
