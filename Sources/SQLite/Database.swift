import CSQLite

/// One connection to a SQLite database file.
///
/// The connection is opened without SQLite's own mutexes, which would cost one lock for every bound value. So one thread
/// at a time may use a database and its statements: whoever owns it confines it to a queue or an actor. The type is
/// `Sendable` so that an owner can hand it to that queue; only ``interrupt()`` may be called from elsewhere.
/// The connection closes when the last reference, from its owner or a ``Statement``, is gone.
@safe public final class Database: @unchecked Sendable {
    /// What a connection may do.
    public enum Mode: Sendable {
        /// Read an existing file.
        case readOnly
        /// Read and write an existing file.
        case readWrite
        /// Read and write, making the file if there is none.
        case create

        var flags: Int32 {
            switch self {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        }
    }

    /// Settings of the whole library, which must come before its first use.
    private static let prepareLibrary: Void = csqlite_forgo_memory_statistics()

    let handle: OpaquePointer
    /// How long a statement waits for another connection's lock, in milliseconds.
    public let busyTimeout: Int32

    /// Opens a database file, or a private one in memory for the path `:memory:`.
    ///
    /// - Parameter busyTimeout: how long to wait for another connection's lock, in milliseconds.
    /// - Throws: ``SQLiteError``, with `isUnopenable` when the file is not there or must not be touched. A file that is
    ///   no database is only noticed by the first statement.
    public init(path: String, mode: Mode = .create, busyTimeout: Int32 = 5000) throws(SQLiteError) {
        _ = Database.prepareLibrary
        var opened: OpaquePointer?
        let flags = mode.flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            let error = unsafe SQLiteError(handle: opened, code: code)
            unsafe sqlite3_close_v2(opened)
            throw error
        }
        unsafe handle = opened
        self.busyTimeout = busyTimeout
        unsafe sqlite3_busy_timeout(opened, busyTimeout)
        unsafe csqlite_refuse_double_quoted_text(opened)
    }

    deinit {
        unsafe sqlite3_close_v2(handle)
    }

    /// The key that the latest successful insert gave its row.
    public var lastInsertRowID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }
    /// Rows changed by the latest insert, update or delete.
    public var changes: Int64 { unsafe sqlite3_changes64(handle) }
    /// Rows changed since the connection was opened.
    public var totalChanges: Int64 { unsafe sqlite3_total_changes64(handle) }
    /// Whether a transaction is open.
    public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Stops the statements that run now: they throw an error with `isInterrupted`. Any thread may call this.
    public func interrupt() {
        unsafe sqlite3_interrupt(handle)
    }

    func error(_ code: Int32, sql: String = "") -> SQLiteError {
        unsafe SQLiteError(handle: handle, code: code, sql: sql)
    }
}
