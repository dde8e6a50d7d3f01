public import SQLite

/// The table of source records: for every record that a connector ever gave, its fingerprint, what became of it, and
/// which hub rows it gives.
///
/// A record whose fingerprint is known is settled by one look into the index, without reading the table.
public final class RecordTable {
    /// What became of a record.
    public enum State: Int64, Sendable {
        /// Its rows are in the store.
        case stored = 0
        /// It is in quarantine; rows of an earlier, good version stay.
        case quarantined = 1
        /// A rule of the mapping leaves it out.
        case filtered = 2
        /// The source deleted it.
        case deleted = 3
        /// It waits for a row that it refers to; rows of an earlier version stay.
        case deferred = 4
    }

    /// What the index tells of a record.
    public struct Entry: Sendable {
        /// The record's number.
        public var id: Int64
        /// Its fingerprint.
        public var print: UInt64
        /// What became of it.
        public var state: State
    }

    /// By what a record is found.
    public struct Key: Sendable {
        /// The record's number.
        public var id: Int64
        /// The hash of its key.
        public var hash: UInt64

        /// A key.
        public init(id: Int64, hash: UInt64) {
            self.id = id
            self.hash = hash
        }
    }

    /// A hub row that a record gives.
    public struct RowRef: Sendable, Equatable {
        /// The row's number.
        public var row: Int64
        /// The entity's number in the store.
        public var entity: Int64

        /// A reference.
        public init(row: Int64, entity: Int64) {
            self.row = row
            self.entity = entity
        }
    }

    private let keys: KeyTable
    private let insertion: GroupedInsertion
    private let replacement: Statement
    private let reading: Statement
    private let rewriting: Statement
    private let timing: Statement
    private let owning: Statement
    private var packed: [UInt8] = []
    private let store: Store
    private let connector: Int64

    /// The records of `connector` in `store`.
    public init(_ store: Store, connector: Int64) throws {
        let database = store.database
        self.store = store
        self.connector = connector
        keys = try store.keys(of: connector)
        insertion = try GroupedInsertion(
            database, into: "hub_record (connector, key_hash, run, version, key, at, rows, id)", columns: 8)
        replacement = try database.prepare(
            "UPDATE hub_record SET run = ?2, version = ?3, at = ?4, rows = ?5 WHERE id = ?1")
        owning = try database.prepare("SELECT connector FROM hub_record WHERE id = ?1")
        timing = try database.prepare("SELECT at FROM hub_record WHERE id = ?1")
        rewriting = try database.prepare("UPDATE hub_record SET rows = ?2 WHERE id = ?1")
        reading = try database.prepare("SELECT key, rows, at FROM hub_record WHERE id = ?1")
    }

    /// The record whose key has `keyHash`.
    public func find(keyHash: UInt64) throws(SQLiteError) -> Entry? {
        guard let known = try keys.find(keyHash) else { return nil }
        return Entry(id: known.number, print: known.print, state: State(rawValue: known.state) ?? .stored)
    }

    /// The key and the rows of record `id`, and when what is stored of it came.
    public func read(_ id: Int64) throws(SQLiteError) -> (key: [UInt8], rows: [RowRef], at: Int64) {
        try insertion.flush()
        try reading.bind(id, at: 1)
        defer { reading.reset() }
        guard try reading.step() else { return ([], [], 0) }
        return (reading.blob(0) ?? [], RecordTable.unpack(reading.blob(1) ?? []), reading.integer(2))
    }

    /// The connector of record `id`; nil for one that waits to be written.
    public func connector(of id: Int64) throws(SQLiteError) -> Int64? {
        try owning.bind(id, at: 1)
        defer { owning.reset() }
        return try owning.step() ? owning.integer(0) : nil
    }

    /// When what is stored of record `id`, of any connector, came, in milliseconds since 1970; nil for one that waits to be written.
    public func time(of id: Int64) throws(SQLiteError) -> Int64? {
        if id == 0 { return 0 }
        try timing.bind(id, at: 1)
        defer { timing.reset() }
        return try timing.step() ? timing.integer(0) : nil
    }

    /// Forgets what waits to be written: at the start of every transaction, for the last one may have been rolled back.
    public func load() { insertion.drop() }

    /// Writes the records that wait: before every commit.
    public func save() throws(SQLiteError) { try insertion.flush() }

    /// Adds record number `id`. It may wait for ``save()``.
    public func insert(
        _ id: Int64, keyHash: UInt64, print: UInt64, state: State, stamp: Stamp, key: [UInt8],
        rows: [RowRef]
    ) throws(SQLiteError) {
        keys.insert(KeyTable.Entry(keyHash: keyHash, number: id, print: print, state: state.rawValue))
        pack(rows)
        try insertion.add { cells in
            cells.add(connector)
            cells.add(Int64(bitPattern: keyHash))
            cells.add(stamp.run)
            cells.add(stamp.version)
            cells.add(text: key)
            cells.add(stamp.at)
            cells.add(blob: packed)
            cells.add(id)
        }
    }

    /// Says anew what became of record `id`, whose key has `keyHash`.
    public func update(
        _ id: Int64, keyHash: UInt64, print: UInt64, state: State, stamp: Stamp, rows: [RowRef]
    ) throws(SQLiteError) {
        try insertion.flush()
        try keys.update(keyHash, print: print, state: state.rawValue)
        pack(rows)
        try replacement.bind(id, at: 1)
        try replacement.bind(stamp.run, at: 2)
        try replacement.bind(stamp.version, at: 3)
        try replacement.bind(stamp.at, at: 4)
        try replacement.bind(packed, at: 5)
        try replacement.step()
        replacement.reset()
    }

    /// Record `id`, of any connector, gives another row than before.
    public func replace(_ row: RowRef, by other: RowRef, in id: Int64) throws(SQLiteError) {
        var rows = try read(id).rows
        guard rows.contains(row) else { return }
        for place in rows.indices where rows[place] == row { rows[place] = other }
        pack(rows)
        try rewriting.bind(id, at: 1)
        try rewriting.bind(packed, at: 2)
        try rewriting.step()
        rewriting.reset()
    }

    /// Calls `body` with the records that are not deleted, in the order of their keys' hashes.
    public func forEachLive(_ body: (Key) throws -> Void) throws {
        try keys.write()
        let live = try store.database.prepare(
            "SELECT number, key_hash FROM hub_key_hash WHERE scope = ?1 AND state <> 3")
        try live.bind(connector, at: 1)
        while try live.step() {
            try body(Key(id: live.integer(0), hash: UInt64(bitPattern: live.integer(1))))
        }
    }

    /// Makes sure that record `id` is read again when it comes, though its bytes be the same.
    public func forgetPrint(_ id: Int64) throws {
        try insertion.flush()
        try keys.write()
        try store.run(
            """
            UPDATE hub_key_hash SET print = 0 WHERE scope = ?1
              AND key_hash = (SELECT key_hash FROM hub_record WHERE id = ?2)
            """, connector, id)
    }

    private func pack(_ rows: [RowRef]) {
        packed.removeAll(keepingCapacity: true)
        for row in rows {
            append(row.row)
            append(row.entity)
        }
    }

    private func append(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) { packed.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private static func unpack(_ bytes: [UInt8]) -> [RowRef] {
        func number(_ start: Int) -> Int64 {
            var value: UInt64 = 0
            for index in (0..<8).reversed() { value = value << 8 | UInt64(bytes[start + index]) }
            return Int64(bitPattern: value)
        }
        return stride(from: 0, to: bytes.count - 15, by: 16).map { RowRef(row: number($0), entity: number($0 + 8)) }
    }
}

/// When and by what a change was made.
public struct Stamp: Sendable, Equatable {
    /// The run.
    public var run: Int64
    /// The number of the set of versions (mapping, codes, units, schema) that the run pins.
    public var version: Int64
    /// The instant of the page's commit, in milliseconds since 1970-01-01T00:00:00Z.
    public var at: Int64

    /// A stamp.
    public init(run: Int64, version: Int64, at: Int64) {
        self.run = run
        self.version = version
        self.at = at
    }
}
