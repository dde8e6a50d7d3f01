import CSQLite

/// What SQLite said when it refused something.
public struct SQLiteError: Error, Sendable, Equatable {
    /// The primary result code, such as 5 (`SQLITE_BUSY`).
    public let code: Int32
    /// The extended result code, such as 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
    public let extendedCode: Int32
    /// SQLite's own message. It names tables and columns, never bound values.
    public let message: String
    /// The statement, with its parameters as placeholders; empty where none was involved.
    public let sql: String

    /// An error made of its parts.
    public init(extendedCode: Int32, message: String, sql: String = "") {
        self.code = extendedCode & 0xff
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }

    /// Another connection holds the lock and did not let go within the busy timeout.
    public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
    /// The disk, or the page limit of the database, is full.
    public var isFull: Bool { code == SQLITE_FULL }
    /// The file is damaged or is no database.
    public var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }
    /// A constraint (unique, not null, check, foreign key) forbids the change.
    public var isConstraint: Bool { code == SQLITE_CONSTRAINT }
    /// ``Database/interrupt()`` stopped the statement.
    public var isInterrupted: Bool { code == SQLITE_INTERRUPT }
    /// The file cannot be opened or created.
    public var isUnopenable: Bool { code == SQLITE_CANTOPEN }
    /// The database was opened for reading only, or its file cannot be written.
    public var isReadOnly: Bool { code == SQLITE_READONLY }
}

extension SQLiteError: CustomStringConvertible {
    /// The code, the message and the statement on one line.
    public var description: String {
        let place = sql.isEmpty ? "" : " in: \(sql.prefix(400))"
        return "SQLite error \(extendedCode): \(message)\(place)"
    }
}

extension SQLiteError {
    /// The latest error of a connection, or the code's own text when the connection has none.
    init(handle: OpaquePointer?, code: Int32, sql: String = "") {
        let extended = unsafe handle.map { unsafe sqlite3_extended_errcode($0) } ?? code
        let matches = extended & 0xff == code & 0xff
        let text = unsafe matches && handle != nil ? sqlite3_errmsg(handle) : sqlite3_errstr(code)
        let message = unsafe text.map { unsafe String(cString: $0) } ?? "unknown error"
        self.init(extendedCode: matches ? extended : code, message: message, sql: sql)
    }
}
