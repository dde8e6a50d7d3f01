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

    private func forEachLive(_ body: (Int64) throws -> Bool) throws {
        let live = try store.database.prepare(
            "SELECT id FROM hub_record WHERE connector = ?1 AND state <> 3 ORDER BY id")
        try live.bind(connector, at: 1)
        while try live.step() {
            if try !body(live.integer(0)) { return }
        }
    }
}
