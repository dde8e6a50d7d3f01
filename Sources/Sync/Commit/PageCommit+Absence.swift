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
        try forEachLive { id in
            result.known += 1
            if !seen.contains(id) { result.absent += 1 }
            return true
        }
        return result
    }

    /// Deletes up to `limit` records that this run did not meet. Inside a transaction.
    ///
    /// - Returns: how many were deleted; fewer than `limit` means that none is left.
    public func deleteAbsent(limit: Int, stamp: Stamp) throws -> Int64 {
        self.stamp = stamp
        var absent: [Int64] = []
        try forEachLive { id in
            if !seen.contains(id) { absent.append(id) }
            return absent.count < limit
        }
        try feeds.load()
        try history.load()
        for id in absent {
            let stored = try records.read(id)
            feeds.setKey(stored.key)
            try withdraw(stored.rows, from: id)
            try store.run(
                "UPDATE hub_record SET state = ?2, run = ?3, at = ?4, rows = x'', print = 0 WHERE id = ?1", id,
                RecordTable.State.deleted.rawValue, stamp.run, stamp.at)
            try store.run(
                """
                UPDATE hub_quarantine SET state = 'resolved' WHERE state = 'open' AND connector = ?1
                  AND key_hash = (SELECT key_hash FROM hub_record WHERE id = ?2)
                """, connector, id)
        }
        try feeds.save()
        return Int64(absent.count)
    }

    /// Lets go of records without a key that a complete reading no longer shows: their bytes were their key, so a line that
    /// was mended, or that stands elsewhere now, is another record. Nothing is lost by it: they never gave a row. Inside a
    /// transaction.
    public func releaseKeyless(stamp: Stamp) throws {
        let held = try store.all(
            """
            SELECT DISTINCT r.id, q.key_hash FROM hub_quarantine q
            JOIN hub_record r ON r.connector = q.connector AND r.key_hash = q.key_hash
            WHERE q.state = 'open' AND q.connector = ?1 AND q.key GLOB '#[0-9a-f]*' AND length(q.key) <= 17
              AND r.state = 1 AND r.rows = x''
            """, connector
        ) { (record: $0.integer(0), keyHash: UInt64(bitPattern: $0.integer(1))) }
        for (record, keyHash) in held where !seen.contains(record) {
            try quarantine.resolve(connector: connector, keyHash: keyHash)
            try store.run(
                "UPDATE hub_record SET state = ?2, run = ?3, at = ?4, print = 0 WHERE id = ?1", record,
                RecordTable.State.deleted.rawValue, stamp.run, stamp.at)
        }
    }

    private func forEachLive(_ body: (Int64) throws -> Bool) throws {
        let live = try store.database.prepare(
            "SELECT id FROM hub_record WHERE connector = ?1 AND state <> 3 ORDER BY id")
        try live.bind(connector, at: 1)
        while try live.step() {
            if try !body(live.integer(0)) { return }
        }
    }
}
