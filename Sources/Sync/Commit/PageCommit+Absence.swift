import Feeds
import SQLite
public import Storage

// Deletion by absence: what a complete reading of the source no longer shows.
extension PageCommit {
    /// What deleting the absent records would do.
    public struct Absence: Sendable, Equatable {
        /// How many live records the connector has.
        public var known: Int64
        /// How many of them the run did not meet.
        public var absent: Int64

        /// The share that is absent, 0 to 1.
        public var share: Double { known == 0 ? 0 : Double(absent) / Double(known) }
    }

    /// Counts the live records that this run did not meet. Inside a transaction or not.
    public func absence() throws -> Absence {
        var result = Absence(known: 0, absent: 0)
        try records.forEachLive { record in
            result.known += 1
            if !seen.contains(record.id) { result.absent += 1 }
        }
        return result
    }

    /// Deletes up to `limit` records that this run did not meet. Inside a transaction.
    ///
    /// - Returns: how many were deleted; fewer than `limit` means that none is left.
    public func deleteAbsent(limit: Int, stamp: Stamp) throws -> Int64 {
        try open(stamp)
        cause = .sourceUpdate
        let left = try absentees ?? findAbsentees()
        let absent = left.prefix(limit)
        absentees = absent.count < limit ? nil : Array(left.dropFirst(limit))
        try raws?.begin(stamp: stamp)
        for record in absent {
            let stored = try records.read(record.id)
            feeds.setKey(stored.key)
            current = record.id
            oldRows.removeAll(keepingCapacity: true)
            rows.removeAll(keepingCapacity: true)
            try withdraw(stored.rows, from: record.id)
            try letGo(record)
        }
        try close()
        return Int64(absent.count)
    }

    /// The live records that this run did not meet, the oldest first.
    private func findAbsentees() throws -> [RecordTable.Key] {
        var absent: [RecordTable.Key] = []
        try records.forEachLive { record in
            if !seen.contains(record.id) { absent.append(record) }
        }
        return absent.sorted { $0.id < $1.id }
    }

    /// Lets go of records without a key that a complete reading no longer shows: their bytes were their key, so a line that
    /// was mended, or that stands elsewhere now, is another record. Nothing is lost by it: they never gave a row. Inside a
    /// transaction.
    public func releaseKeyless(stamp: Stamp) throws {
        try raws?.begin(stamp: stamp)
        let held = try store.all(
            """
            SELECT DISTINCT r.id, q.key_hash FROM hub_quarantine q
            JOIN hub_key_hash k ON k.scope = q.connector AND k.key_hash = q.key_hash JOIN hub_record r ON r.id = k.number
            WHERE q.state = 'open' AND q.connector = ?1 AND q.key GLOB '#[0-9a-f]*' AND length(q.key) <= 17
              AND k.state = 1 AND r.rows = x''
            """, connector
        ) { RecordTable.Key(id: $0.integer(0), hash: UInt64(bitPattern: $0.integer(1))) }
        for record in held where !seen.contains(record.id) { try letGo(record) }
    }

    /// The record is deleted, and nothing of it is held any more.
    func letGo(_ record: RecordTable.Key) throws {
        try records.update(record.id, keyHash: record.hash, print: 0, state: .deleted, stamp: stamp, rows: [])
        try quarantine.resolve(connector: connector, keyHash: record.hash)
        try raws?.forget(record.id)
    }
}
