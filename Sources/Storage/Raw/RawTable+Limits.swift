import SQLite

// What is dropped: what came anew, what is too old, and the oldest where there is no room.
extension RawTable {
    private enum Reason { case aged, crowded, givenUp }

    /// Tells older blocks that records of theirs came anew, or are gone; a block that is left with none is dropped.
    func settleReleased() throws {
        for (id, count) in released {
            try store.run(
                "UPDATE hub_raw_block SET live = live - ?3 WHERE connector = ?1 AND id = ?2", connector, id, count)
            let left = try store.one(
                "SELECT live, bytes FROM hub_raw_block WHERE connector = ?1 AND id = ?2", connector, id)
            guard let left, left.integer(0) <= 0 else { continue }
            let size = left.integer(1)
            left.reset()
            try delete(id, size)
        }
        released.removeAll(keepingCapacity: true)
    }

    /// Drops the oldest blocks until `size` more bytes are allowed.
    ///
    /// - Returns: false when there would be too many to drop in one go, or no room at all.
    func makeRoom(for size: Int64) throws -> Bool {
        guard let limits, size <= limits.bytes else { return false }
        for _ in 0...RawTable.mostDropped {
            if bytes + size <= limits.bytes { return true }
            guard try dropOldest(.crowded) else { return false }
        }
        return false
    }

    /// Drops the oldest blocks beyond the limits, as many as a transaction may.
    func trim() throws {
        dropped = 0
        for _ in 0..<RawTable.mostDropped {
            guard let oldest = try oldest() else { return }
            if let limits {
                if oldest.at < stamp.at - limits.age {
                    _ = try dropOldest(.aged)
                } else if bytes > limits.bytes {
                    _ = try dropOldest(.crowded)
                } else {
                    return
                }
            } else {
                _ = try dropOldest(.givenUp)
            }
        }
    }

    /// Nothing is to be kept any more: whatever there is counts no more from now on, and is dropped piece by piece.
    func giveUp() throws {
        guard let newest = try store.one("SELECT max(id) FROM hub_raw_block WHERE connector = ?1", connector),
            !newest.isNull(0), newest.integer(0) >= floor
        else { return }
        floor = newest.integer(0) + 1
        newest.reset()
        try saveState()
    }

    /// Adds what this transaction did to the connector's and the run's counts.
    func saveCounts() throws {
        guard counts != RawCounts() || stateHasMoved else { return }
        try saveState()
        if stamp.run > 0, counts != RawCounts() {
            try store.run(
                """
                INSERT INTO hub_run_raw VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (run) DO UPDATE SET kept = kept + ?2,
                  bytes = bytes + ?3, aged = aged + ?4, crowded = crowded + ?5
                """, stamp.run, counts.kept, counts.bytes, counts.aged, counts.crowded)
        }
        counts = RawCounts()
    }

    private func saveState() throws {
        try store.run(
            """
            INSERT INTO hub_raw_keep VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (connector) DO UPDATE SET floor = ?2,
              bytes = ?3, aged = aged + ?4, crowded = crowded + ?5
            """, connector, floor, bytes, counts.aged, counts.crowded)
        stateHasMoved = false
    }

    private func oldest() throws -> (id: Int64, at: Int64, live: Int64, bytes: Int64)? {
        try store.one(
            "SELECT id, at, live, bytes FROM hub_raw_block WHERE connector = ?1 ORDER BY id LIMIT 1", connector
        ).map { ($0.integer(0), $0.integer(1), $0.integer(2), $0.integer(3)) }
    }

    private func dropOldest(_ reason: Reason) throws -> Bool {
        guard let oldest = try oldest() else { return false }
        // What was given up before counts as nothing's loss.
        if oldest.id >= floor {
            if reason == .aged { counts.aged += oldest.live } else { counts.crowded += oldest.live }
            floor = oldest.id + 1
        }
        try delete(oldest.id, oldest.bytes)
        dropped += 1
        return true
    }

    private func delete(_ id: Int64, _ size: Int64) throws {
        try store.run("DELETE FROM hub_raw_block WHERE connector = ?1 AND id = ?2", connector, id)
        try store.run("DELETE FROM hub_raw_body WHERE id = ?1", id)
        bytes -= size
        stateHasMoved = true
    }
}
