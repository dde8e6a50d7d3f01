import CSQLite

extension Database {
    /// Runs a script of any number of statements; rows are dropped.
    ///
    /// - Throws: the error of the first statement that fails. Those before it have taken effect.
    public func execute(_ script: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql: script) }
    }

    /// Compiles one statement for use over and over.
    ///
    /// - Throws: an error for bad SQL, for none at all, and for more than one statement.
    public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(self, sql)
    }

    /// The first column of the first row as a number; nil when there is no row or the value is NULL.
    public func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        let statement = try prepare(sql)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.integer(0)
    }

    /// The first column of the first row as a text; nil when there is no row or the value is NULL.
    public func text(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    /// A number that changes when another connection has committed a change (`PRAGMA data_version`).
    public func dataVersion() throws(SQLiteError) -> Int64 {
        try integer("PRAGMA data_version") ?? 0
    }
}
