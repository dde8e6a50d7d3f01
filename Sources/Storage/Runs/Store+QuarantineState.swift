import SQLite

extension Store {
    /// Lets go of one entry. Inside a transaction.
    public func resolveQuarantine(_ id: Int64) throws {
        try run("UPDATE hub_quarantine SET state = 'resolved' WHERE id = ?1", id)
    }

    /// The number of the newest entry; 0 when there is none.
    public func newestQuarantineEntry() throws -> Int64 {
        try one("SELECT max(id) FROM hub_quarantine")?.integer(0) ?? 0
    }
}
