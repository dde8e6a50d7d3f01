public import Model
public import SQLite

/// The members of linked entities, and the things that they belong to.
public final class MemberTable {
    /// Where a member stands.
    public struct Place: Sendable, Equatable {
        /// Its number.
        public var id: Int64
        /// The thing that it belongs to.
        public var row: Int64
        /// As ``Member/records``.
        public var records: Int64
        /// Whether any record only refers to it.
        public var isMentioned: Bool
    }

    private let store: Store
    private let finding: Statement
    private let reading: Statement
    private let listing: Statement
    private let placing: Statement
    private let users: Statement
    private let everybody: Statement
    private let insertion: Statement
    private let replacement: Statement
    private let counting: Statement
    private let mentioning: Statement
    private let moving: Statement
    private let newest: Statement
    private var lastChange: Int64 = 0
    private var generation = -1
    /// Whether the members are others than they were when this table last did anything: somebody else wrote, or a transaction was
    /// taken back.
    public private(set) var isChanged = true
    /// The things of members that were asked for in this transaction and those before it.
    private var rows: [Int64: Int64] = [:]
    private static let mostRows = 100_000

    static let columns = "id, entity, system, key, row, records, record, body, speakers, mention"

    /// The table in `store`.
    public init(_ store: Store) throws {
        self.store = store
        let database = store.database
        let all = "SELECT \(Self.columns) FROM hub_member WHERE"
        finding = try database.prepare(
            "SELECT id, row, records, mention IS NOT NULL FROM hub_member WHERE entity = ?1 AND system = ?2 AND key = ?3"
        )
        reading = try database.prepare("\(all) id = ?1")
        listing = try database.prepare("\(all) row = ?1 AND records > 0 ORDER BY id")
        placing = try database.prepare("SELECT id, row, records, mention IS NOT NULL FROM hub_member WHERE id = ?1")
        users = try database.prepare("SELECT id FROM hub_member WHERE row = ?1 AND records >= 0")
        everybody = try database.prepare("SELECT id FROM hub_member WHERE row = ?1")
        insertion = try database.prepare("INSERT INTO hub_member VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        mentioning = try database.prepare("UPDATE hub_member SET mention = ?2 WHERE id = ?1")
        replacement = try database.prepare(
            "UPDATE hub_member SET records = ?2, record = ?3, change = ?4, body = ?5, speakers = ?6, mention = ?7 WHERE id = ?1"
        )
        counting = try database.prepare("UPDATE hub_member SET records = ?2 WHERE id = ?1")
        moving = try database.prepare("UPDATE hub_member SET row = ?2, change = ?3 WHERE id = ?1")
        newest = try database.prepare("SELECT max(change) FROM hub_member")
    }

    /// At the start of every transaction: what others changed, or a rollback took back, is read anew.
    public func load() throws(SQLiteError) {
        let before = lastChange
        lastChange = try newest.step() ? newest.integer(0) : 0
        newest.reset()
        isChanged = before != lastChange || generation != store.generation
        generation = store.generation
        if isChanged || rows.count > Self.mostRows { rows.removeAll(keepingCapacity: true) }
    }

    /// The member that a system calls by `key`.
    public func find(entity: Int64, system: Int64, key: ArraySlice<UInt8>) throws(SQLiteError) -> Place? {
        try finding.bind(entity, at: 1)
        try finding.bind(system, at: 2)
        try unsafe finding.bindText(copying: key.span.bytes, at: 3)
        defer { finding.reset() }
        guard try finding.step() else { return nil }
        let place = place(finding)
        rows[place.id] = place.row
        return place
    }

    /// Member `id`, whole.
    public func read(_ id: Int64) throws -> Member? {
        try reading.bind(id, at: 1)
        defer { reading.reset() }
        return try reading.step() ? Member(reading) : nil
    }

    /// Where member `id` stands.
    public func place(_ id: Int64) throws(SQLiteError) -> Place? {
        try placing.bind(id, at: 1)
        defer { placing.reset() }
        guard try placing.step() else { return nil }
        return place(placing)
    }

    private func place(_ row: Statement) -> Place {
        Place(id: row.integer(0), row: row.integer(1), records: row.integer(2), isMentioned: row.integer(3) != 0)
    }

    /// The thing that member `id` belongs to; the number itself when no member has it.
    public func row(of id: Int64) throws(SQLiteError) -> Int64 {
        if let known = rows[id] { return known }
        let row = try place(id)?.row ?? id
        rows[id] = row
        return row
    }

    /// The members of a thing that records speak of, by rising number.
    public func stated(of row: Int64) throws -> [Member] {
        try listing.bind(row, at: 1)
        defer { listing.reset() }
        var found: [Member] = []
        while try listing.step() { found.append(try Member(listing)) }
        return found
    }

    /// The members of a thing that are spoken of or referred to.
    public func standing(of row: Int64) throws(SQLiteError) -> [Int64] { try ids(users, row) }

    /// The members of a thing, also those of which nothing is said any more.
    public func all(of row: Int64) throws(SQLiteError) -> [Int64] { try ids(everybody, row) }

    private func ids(_ statement: Statement, _ row: Int64) throws(SQLiteError) -> [Int64] {
        try statement.bind(row, at: 1)
        defer { statement.reset() }
        var found: [Int64] = []
        while try statement.step() { found.append(statement.integer(0)) }
        return found
    }

    /// Adds a member.
    public func insert(_ member: Member) throws(SQLiteError) {
        try insertion.bind(member.id, at: 1)
        try insertion.bind(member.entity, at: 2)
        try insertion.bind(member.system, at: 3)
        try unsafe insertion.bindText(copying: member.key.span.bytes, at: 4)
        try insertion.bind(member.row, at: 5)
        try insertion.bind(member.records, at: 6)
        try insertion.bind(member.record, at: 7)
        try insertion.bind(takeChange(), at: 8)
        try insertion.bind(RowPacking.pack(member.values), at: 9)
        try bind(member.speakers, insertion, at: 10)
        try bind(member.mention, insertion, at: 11)
        try insertion.step()
        insertion.reset()
        rows[member.id] = member.row
    }

    /// Says anew what is said of a member.
    public func update(_ member: Member) throws(SQLiteError) {
        try replacement.bind(member.id, at: 1)
        try replacement.bind(member.records, at: 2)
        try replacement.bind(member.record, at: 3)
        try replacement.bind(takeChange(), at: 4)
        try replacement.bind(RowPacking.pack(member.values), at: 5)
        try bind(member.speakers, replacement, at: 6)
        try bind(member.mention, replacement, at: 7)
        try replacement.step()
        replacement.reset()
    }

    /// Notes what a record that only refers to a member says of it; what is known of it otherwise stays as it is.
    public func mention(_ id: Int64, _ said: RowValues) throws(SQLiteError) {
        try mentioning.bind(id, at: 1)
        try bind(said, mentioning, at: 2)
        try mentioning.step()
        mentioning.reset()
    }

    /// Says how many records speak of a member, of which nothing else has changed.
    public func count(_ member: Member) throws(SQLiteError) {
        try counting.bind(member.id, at: 1)
        try counting.bind(member.records, at: 2)
        try counting.step()
        counting.reset()
    }

    /// Makes a member one of another thing's.
    public func move(_ id: Int64, to row: Int64) throws(SQLiteError) {
        try moving.bind(id, at: 1)
        try moving.bind(row, at: 2)
        try moving.bind(takeChange(), at: 3)
        try moving.step()
        moving.reset()
        rows[id] = row
    }

    /// The number of the newest change.
    public var change: Int64 { lastChange }

    private func takeChange() -> Int64 {
        lastChange += 1
        return lastChange
    }

    private func bind(_ mention: RowValues?, _ statement: Statement, at index: Int) throws(SQLiteError) {
        guard let mention else { return try statement.bindNull(at: index) }
        try statement.bind(RowPacking.pack(mention), at: index)
    }

    private func bind(_ speakers: [Int64], _ statement: Statement, at index: Int) throws(SQLiteError) {
        if speakers.isEmpty { return try statement.bindNull(at: index) }
        try statement.bind(speakers.flatMap(Member.bytes), at: index)
    }
}

extension Member {
    /// The member of a row of ``MemberTable/columns``.
    init(_ row: Statement) throws {
        self.init(id: row.integer(0), entity: row.integer(1), system: row.integer(2), key: row.blob(3) ?? [])
        self.row = row.integer(4)
        records = row.integer(5)
        record = row.integer(6)
        guard let values = RowPacking.unpack(row.blob(7) ?? []) else {
            throw StoreError(.damaged, "what is said of member \(row.integer(0)) cannot be read")
        }
        self.values = values
        speakers = Member.numbers(row.blob(8) ?? [])
        mention = row.blob(9).flatMap(RowPacking.unpack)
    }

    static func bytes(_ number: Int64) -> [UInt8] {
        stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    static func numbers(_ bytes: [UInt8]) -> [Int64] {
        stride(from: 0, to: bytes.count - 7, by: 8).map { start in
            var value: UInt64 = 0
            for index in (start..<start + 8).reversed() { value = value << 8 | UInt64(bytes[index]) }
            return Int64(bitPattern: value)
        }
    }
}
