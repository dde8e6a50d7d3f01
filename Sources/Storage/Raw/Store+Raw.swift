import SQLite

/// How the raw records of a connector stand.
public struct KeptState: Sendable, Equatable {
    /// How many records have a kept raw form.
    public var records: Int64 = 0
    /// What the blocks take, in bytes.
    public var bytes: Int64 = 0
    /// When the oldest was kept, in milliseconds since 1970-01-01T00:00:00Z; nil when there is none.
    public var oldest: Int64?
    /// How many records lost theirs because it had grown old.
    public var aged: Int64 = 0
    /// How many records lost theirs, or never had it kept, for want of room.
    public var crowded: Int64 = 0

    /// Nothing is kept.
    public init() {}
}

/// Which kept raw records are wanted.
public struct KeptFilter: Sendable, Equatable {
    /// Kept since this instant.
    public var since: Int64?
    /// Kept by this run.
    public var run: Int64?

    /// All of them.
    public init(since: Int64? = nil, run: Int64? = nil) {
        self.since = since
        self.run = run
    }

    /// Whether everything that `other` wants is among them.
    public func covers(_ other: KeptFilter) -> Bool {
        if run != nil, run != other.run { return false }
        guard let since else { return true }
        return other.since.map { $0 >= since } ?? false
    }
}

// Reading what is kept.
extension Store {
    private static let fromFloor =
        "coalesce((SELECT floor FROM hub_raw_keep k WHERE k.connector = b.connector), 0) <= b.id"

    /// The number of the newest block of connector number `connector`; 0 when it has none.
    public func newestKeptBlock(of connector: Int64) throws -> Int64 {
        try one("SELECT max(id) FROM hub_raw_block WHERE connector = ?1", connector)?.integer(0) ?? 0
    }

    /// The numbers of up to `limit` blocks of connector number `connector` that lie in a range, oldest first.
    public func keptBlocks(
        of connector: Int64, _ wanted: KeptFilter, in range: ClosedRange<Int64>, limit: Int
    ) throws -> [Int64] {
        try all(
            """
            SELECT id FROM hub_raw_block b WHERE connector = ?1 AND id BETWEEN ?2 AND ?6 AND (?3 IS NULL OR at >= ?3)
              AND (?4 IS NULL OR run = ?4) AND \(Store.fromFloor) ORDER BY id LIMIT ?5
            """, connector, range.lowerBound, wanted.since, wanted.run, limit, range.upperBound
        ) { $0.integer(0) }
    }

    /// A block, with the records alone of which it holds the newest form.
    public func keptBlock(_ id: Int64) throws -> (block: KeptBlock, newest: [KeptBlock.Record])? {
        guard let packed = try one("SELECT body FROM hub_raw_body WHERE id = ?1", id)?.blob(0) else { return nil }
        let block = try KeptBlock(id, packed: packed)
        let pointer = try database.prepare("SELECT 1 FROM hub_raw WHERE record = ?1 AND block = ?2 AND item = ?3")
        var newest: [KeptBlock.Record] = []
        for (item, record) in block.records.enumerated() {
            try pointer.bind(all: [record.id, id, item])
            if try pointer.step() { newest.append(record) }
            pointer.reset()
        }
        return (block, newest)
    }

    /// How the raw records of `connector` stand.
    public func keptState(of connector: String) throws -> KeptState {
        var state = KeptState()
        guard let number = try knownNumber(of: connector, .connector) else { return state }
        if let sums = try one(
            "SELECT sum(live), sum(bytes), min(at) FROM hub_raw_block b WHERE connector = ?1 AND \(Store.fromFloor)",
            number)
        {
            state.records = sums.integer(0)
            state.bytes = sums.integer(1)
            state.oldest = sums.isNull(2) ? nil : sums.integer(2)
        }
        if let dropped = try one("SELECT aged, crowded FROM hub_raw_keep WHERE connector = ?1", number) {
            state.aged = dropped.integer(0)
            state.crowded = dropped.integer(1)
        }
        return state
    }

    /// What run `id` kept and dropped.
    public func rawCounts(of id: Int64) throws -> RawCounts {
        var counts = RawCounts()
        guard let row = try one("SELECT kept, bytes, aged, crowded FROM hub_run_raw WHERE run = ?1", id) else {
            return counts
        }
        counts.kept = row.integer(0)
        counts.bytes = row.integer(1)
        counts.aged = row.integer(2)
        counts.crowded = row.integer(3)
        return counts
    }

    /// How many live records of `connector` have no raw form in the store: neither kept nor held.
    public func recordsWithoutRaw(of connector: String) throws -> Int64 {
        guard let number = try knownNumber(of: connector, .connector) else { return 0 }
        return try one(
            """
            SELECT count(*) FROM hub_key_hash h WHERE h.scope = ?1 AND h.state <> 3
              AND NOT EXISTS (SELECT 1 FROM hub_raw r JOIN hub_raw_block b ON b.connector = ?1 AND b.id = r.block
                WHERE r.record = h.number AND \(Store.fromFloor))
              AND NOT EXISTS (SELECT 1 FROM hub_quarantine q
                WHERE q.connector = ?1 AND q.key_hash = h.key_hash AND q.state <> 'resolved')
            """, number)?.integer(0) ?? 0
    }
}
