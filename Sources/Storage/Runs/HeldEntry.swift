import SQLite

/// What must be known of an open entry to let it go: no bytes.
public struct HeldEntry: Sendable, Equatable {
    /// The entry's number.
    public var id: Int64
    /// The connector's name.
    public var connector: String
    /// The hash of its record's key.
    public var keyHash: UInt64
    /// The code.
    public var code: String
}

extension Store {
    /// The open entries that `filter` wants, oldest first.
    public func heldEntries(_ filter: QuarantineFilter) throws -> [HeldEntry] {
        try all(
            """
            SELECT q.id, n.name, q.key_hash, q.code FROM hub_quarantine q JOIN hub_name n ON n.id = q.connector
            WHERE q.state = 'open' AND (?1 IS NULL OR n.name = ?1) AND (?2 IS NULL OR q.code = ?2)
              AND (?3 IS NULL OR q.run = ?3) AND (?4 IS NULL OR q.at >= ?4) ORDER BY q.id
            """, filter.connector, filter.code, filter.run, filter.since, read: Store.readHeld)
    }

    /// An open entry; nil when it is not there, not held any more, or waits.
    public func heldEntry(_ id: Int64) throws -> HeldEntry? {
        try one(
            """
            SELECT q.id, n.name, q.key_hash, q.code FROM hub_quarantine q JOIN hub_name n ON n.id = q.connector
            WHERE q.state = 'open' AND q.id = ?1
            """, id
        ).map(Store.readHeld)
    }

    private static func readHeld(_ row: Statement) -> HeldEntry {
        HeldEntry(
            id: row.integer(0), connector: row.text(1) ?? "", keyHash: UInt64(bitPattern: row.integer(2)),
            code: row.text(3) ?? "")
    }

    /// Lets go of an entry. When that was all that was held of its record, the record is what its last good version left, or
    /// gone, and is read again when it comes, though its bytes be the same. Inside a transaction.
    ///
    /// - Returns: whether it was held still.
    public func dropHeld(_ entry: HeldEntry) throws -> Bool {
        guard try heldEntry(entry.id) != nil else { return false }
        try resolveQuarantine(entry.id)
        let number = try number(of: entry.connector, .connector)
        let hash = Int64(bitPattern: entry.keyHash)
        let rest = try one(
            "SELECT 1 FROM hub_quarantine WHERE connector = ?1 AND key_hash = ?2 AND state = 'open' AND whole = 1 LIMIT 1",
            number, hash)
        if rest != nil { return true }
        // States of RecordTable: 0 stored, 1 quarantined, 3 deleted.
        try run(
            """
            UPDATE hub_key_hash SET print = 0,
              state = CASE WHEN (SELECT rows FROM hub_record WHERE id = number) = x'' THEN 3 ELSE 0 END
            WHERE scope = ?1 AND key_hash = ?2 AND state = 1
            """, number, hash)
        return true
    }
}
