import Compression
public import SQLite

/// Keeps the raw records of one connector: many are compressed together to a block, and each record has a pointer to its
/// newest form.
///
///     keep ──> RawBlock, in memory ── full, or the transaction ends ──> hub_raw_block, hub_raw_body, hub_raw
///                                                                          └─ the oldest blocks make room
///
/// A block is written in the transaction that changed its records. A record whose bytes are kept already is not kept again.
/// Of a block that is the newest of none of its records nothing is left. Without limits nothing is kept, and what was kept
/// before is given up piece by piece.
public final class RawTable {
    /// What a block takes besides its bytes, and each of its records besides them: about what SQLite needs for them.
    static let blockOverhead: Int64 = 64
    static let recordOverhead: Int64 = 24
    /// How many blocks a transaction drops at most.
    static let mostDropped = 1_000

    /// The store has its raw tables, and whoever has one of them has the store as well.
    unowned let store: Store
    let connector: Int64
    let limits: KeepLimits?
    /// What this transaction did so far.
    var counts = RawCounts()
    /// Blocks below it do not count any more.
    var floor: Int64 = 0
    /// What the connector's blocks take.
    var bytes: Int64 = 0
    var stamp = Stamp(run: 0, version: 0, at: 0)
    var block = RawBlock()
    /// Whether ``floor`` or ``bytes`` are others than the store has.
    var stateHasMoved = false
    /// How many blocks the last transaction dropped before its end because of the limits.
    var dropped = 0
    /// How many records of older blocks came anew in this transaction.
    var released: [Int64: Int64] = [:]
    private var page = RawPage(name: "", prologue: [], layout: 0)
    private var generation = -1
    private let compressor: Compressor
    private let finding: Statement
    private let removal: Statement
    private let replacement: Statement
    private let insertion: GroupedInsertion

    /// The raw records of connector number `connector` in `store`.
    init(_ store: Store, connector: Int64, limits: KeepLimits?) throws {
        self.store = store
        self.connector = connector
        self.limits = limits
        do { compressor = try Compressor(.zlib, level: 1) } catch { throw StoreError(.misuse, "\(error)") }
        let database = store.database
        finding = try database.prepare("SELECT block, item, hash FROM hub_raw WHERE record = ?1")
        removal = try database.prepare("DELETE FROM hub_raw WHERE record = ?1")
        replacement = try database.prepare("INSERT OR REPLACE INTO hub_raw VALUES (?1, ?2, ?3, ?4)")
        insertion = try GroupedInsertion(database, into: "hub_raw", columns: 4)
    }

    /// Says which page and stamp the next records have: at the start of every page.
    public func begin(_ page: RawPage, stamp: Stamp) throws {
        if page != self.page {
            self.page = page
            block.turn()
        }
        try begin(stamp: stamp)
    }

    /// Says which stamp the next changes have, where no page is.
    public func begin(stamp: Stamp) throws {
        self.stamp = stamp
        try load()
    }

    /// Reads anew what other connections may have changed.
    func load() throws {
        guard generation != store.generation else { return }
        generation = store.generation
        drop()
        let known = try store.one("SELECT floor, bytes FROM hub_raw_keep WHERE connector = ?1", connector)
        floor = known?.integer(0) ?? 0
        bytes = known?.integer(1) ?? 0
        if limits == nil { try giveUp() }
    }

    /// Forgets what waits, as after a rollback.
    func drop() {
        block.removeAll()
        released.removeAll(keepingCapacity: true)
        insertion.drop()
        counts = RawCounts()
    }

    /// Whether the newest form of `record` is kept, and has this hash.
    public func isKept(_ record: Int64, hash: UInt64) throws(SQLiteError) -> Bool {
        if let item = block.item(of: record) { return block.entries[item].hash == hash }
        return try pointer(of: record)?.hash == hash
    }

    /// Whether any form of `record` is kept.
    public func isKept(_ record: Int64) throws(SQLiteError) -> Bool {
        if block.item(of: record) != nil { return true }
        return try pointer(of: record) != nil
    }

    /// Keeps the newest form of `record`, which it has not kept yet.
    public func keep(
        _ record: Int64, isNew: Bool, hash: UInt64, _ raw: ArraySlice<UInt8>, item: UInt32, line: UInt32
    ) throws {
        guard limits != nil else { return }
        if !isNew, block.item(of: record) == nil { try release(record) }
        block.add(.init(record: record, hash: hash, isNew: isNew), of: page, raw, item: item, line: line)
        if block.isFull { try flush() }
    }

    /// Whether an unchanged record may be kept: it never drives out another one.
    public func hasRoom(for raw: ArraySlice<UInt8>) -> Bool {
        guard let limits else { return false }
        let waiting = Int64(block.byteCount + raw.count) + RawTable.recordOverhead * Int64(block.live + 1)
        return bytes + waiting + RawTable.blockOverhead <= limits.bytes
    }

    /// Forgets what is kept of `record`: its source does not have it any more.
    public func forget(_ record: Int64) throws {
        if block.item(of: record) != nil {
            block.forget(record)
        } else {
            try release(record)
        }
        try remove(record)
    }

    /// Writes what waits, and drops what the limits do not allow: before every commit.
    func write() throws {
        try load()
        try flush()
        try settleReleased()
        try trim()
        try saveCounts()
    }

    /// What an older form of `record` was kept in is the newest of one record less.
    private func release(_ record: Int64) throws(SQLiteError) {
        guard let known = try pointer(of: record) else { return }
        released[known.block, default: 0] += 1
    }

    private func remove(_ record: Int64) throws(SQLiteError) {
        try removal.bind(record, at: 1)
        try removal.step()
        removal.reset()
    }

    private func pointer(of record: Int64) throws(SQLiteError) -> (block: Int64, item: Int, hash: UInt64)? {
        try insertion.flush()
        try finding.bind(record, at: 1)
        defer { finding.reset() }
        guard try finding.step(), finding.integer(0) >= floor else { return nil }
        return (finding.integer(0), Int(finding.integer(1)), UInt64(bitPattern: finding.integer(2)))
    }

    /// Writes the block that waits, if there is room for it.
    private func flush() throws {
        if block.isEmpty { return }
        defer { block.removeAll() }
        if block.live == 0 { return }
        let body: [UInt8]
        do { body = try compressor.compress(block.bytes()) } catch { throw StoreError(.misuse, "\(error)") }
        let size = Int64(body.count) + RawTable.blockOverhead + RawTable.recordOverhead * Int64(block.live)
        try settleReleased()
        guard try makeRoom(for: size) else { return try refuse() }
        let id = store.takeRawBlockNumber()
        try store.run("INSERT INTO hub_raw_body VALUES (?1, ?2)", id, body)
        try store.run(
            "INSERT INTO hub_raw_block VALUES (?1, ?2, ?3, ?4, ?5, ?6)", connector, id, stamp.run, stamp.at, block.live,
            size)
        bytes += size
        stateHasMoved = true
        counts.kept += Int64(block.live)
        counts.bytes += size
        for (item, entry) in block.entries.enumerated() where block.isLive(item) { try point(entry, to: id, item) }
        try insertion.flush()
    }

    private func point(_ entry: RawBlock.Entry, to id: Int64, _ item: Int) throws(SQLiteError) {
        let hash = Int64(bitPattern: entry.hash)
        if entry.isNew {
            return try insertion.add { cells in
                cells.add(entry.record)
                cells.add(id)
                cells.add(Int64(item))
                cells.add(hash)
            }
        }
        for (index, value) in [entry.record, id, Int64(item), hash].enumerated() {
            try replacement.bind(value, at: index + 1)
        }
        try replacement.step()
        replacement.reset()
    }

    /// There is no room: of these records nothing is kept, least of all what they were before.
    private func refuse() throws {
        counts.crowded += Int64(block.live)
        for (item, entry) in block.entries.enumerated() where block.isLive(item) && !entry.isNew {
            try remove(entry.record)
        }
    }
}

extension Store {
    /// The raw records of connector number `connector`, with today's limits; one for all that use this connection. Without limits
    /// nil, unless there is something to give up. Inside a transaction.
    public func raws(of connector: Int64, limits: KeepLimits?) throws -> RawTable? {
        if let known = rawTables[connector], known.limits == limits { return known }
        rawTables[connector] = nil
        if limits == nil, try one("SELECT 1 FROM hub_raw_block WHERE connector = ?1 LIMIT 1", connector) == nil {
            return nil
        }
        let made = try RawTable(self, connector: connector, limits: limits)
        rawTables[connector] = made
        return made
    }
}
