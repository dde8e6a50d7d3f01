import CSQLite

extension Database {
    /// How a transaction takes its lock.
    public enum Locking: String, Sendable {
        /// At the first statement that needs it. A reader that later writes may find that it cannot.
        case deferred = "BEGIN DEFERRED"
        /// The write lock at once, so that a later write cannot fail for want of it.
        case immediate = "BEGIN IMMEDIATE"
        /// The write lock, and outside WAL mode no readers either.
        case exclusive = "BEGIN EXCLUSIVE"
    }

    /// Opens a transaction.
    public func begin(_ locking: Locking = .immediate) throws(SQLiteError) {
        try execute(locking.rawValue)
    }

    /// Makes the transaction's changes last.
    public func commit() throws(SQLiteError) {
        try execute("COMMIT")
    }

    /// Undoes the transaction's changes. Without a transaction nothing happens: SQLite has already rolled back by itself
    /// after some errors, such as a full disk.
    public func rollback() throws(SQLiteError) {
        if isInTransaction { try execute("ROLLBACK") }
    }

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// - Throws: the error of `body`, or SQLite's.
    public func inTransaction<Result>(_ locking: Locking = .immediate, _ body: () throws -> Result) throws -> Result {
        try begin(locking)
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            // The first error is the one to tell; a failed rollback leaves the transaction for the closing connection.
            try? rollback()
            throw error
        }
    }
}
