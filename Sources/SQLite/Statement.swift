import CSQLite

/// A compiled statement of a ``Database``: bind, step, reset, over and over.
///
/// Parameters count from 1 and columns from 0, as in SQLite. A statement belongs to the thread its database belongs to.
/// Bind and step do not allocate in Swift. It keeps its database open and is finalised with its last reference.
@safe public final class Statement: @unchecked Sendable {
    let handle: OpaquePointer
    /// The connection the statement belongs to.
    public let database: Database
    /// The statement's text.
    public let sql: String

    init(_ database: Database, _ sql: String) throws(SQLiteError) {
        var text = sql
        let (code, compiled, rest) = text.withUTF8 { utf8 in unsafe Statement.compile(utf8, database.handle) }
        guard code == SQLITE_OK else { throw database.error(code, sql: sql) }
        guard let compiled = unsafe compiled else {
            throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "no statement", sql: sql)
        }
        guard rest.allSatisfy({ " \t\r\n;".utf8.contains($0) }) else {
            unsafe sqlite3_finalize(compiled)
            throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "more than one statement", sql: sql)
        }
        unsafe handle = compiled
        self.database = database
        self.sql = sql
    }

    private static func compile(
        _ utf8: UnsafeBufferPointer<UInt8>, _ database: OpaquePointer
    ) -> (Int32, OpaquePointer?, [UInt8]) {
        unsafe utf8.withMemoryRebound(to: CChar.self) { text in
            guard let start = text.baseAddress else { return (SQLITE_OK, nil, []) }
            var compiled: OpaquePointer?
            var tail: UnsafePointer<CChar>?
            let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
            let code = unsafe sqlite3_prepare_v3(database, start, Int32(clamping: text.count), flags, &compiled, &tail)
            let used = unsafe tail.map { unsafe $0 - start } ?? text.count
            return unsafe (code, compiled, Array(utf8.dropFirst(used)))
        }
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Runs to the next row.
    ///
    /// - Returns: true when there is a row to read, false when the statement is done.
    /// - Throws: ``SQLiteError``; the statement is then reset and can be bound again.
    @discardableResult public func step() throws(SQLiteError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure(code)
    }

    /// Runs to the end, drops any rows and resets: the loop of an insert is bind, run, bind, run.
    public func run() throws(SQLiteError) {
        while try step() {}
        reset()
    }

    /// Makes the statement ready to be bound and run again. Bound values stay.
    public func reset() {
        // The code repeats the error of the latest step, which has been thrown already.
        _ = unsafe sqlite3_reset(handle)
    }

    /// Sets every parameter to NULL.
    public func clearBindings() {
        unsafe sqlite3_clear_bindings(handle)
    }

    /// Whether the statement changes nothing in the database file.
    public var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }
    /// How many parameters the statement has.
    public var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(handle)) }

    /// Which parameter has a name such as `:id`; nil when none has.
    public func parameterIndex(_ name: String) -> Int? {
        let index = unsafe sqlite3_bind_parameter_index(handle, name)
        return index > 0 ? Int(index) : nil
    }

    /// The error of a step or bind; out of line, so that the hot path stays small.
    @inline(never) func failure(_ code: Int32) -> SQLiteError {
        let error = database.error(code, sql: sql)
        reset()
        return error
    }
}
