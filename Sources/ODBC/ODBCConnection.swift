import CODBC

/// A connection to a database through the ODBC driver manager. Every call blocks: keep it on a queue of its own, and
/// use it, and the cursors it gives, by one task at a time.
///
/// Text travels through the functions of the one-byte interface and is UTF-8 when the driver's client encoding is:
/// SQLite's always is; for PostgreSQL take the Unicode driver, for MariaDB say `CHARSET=utf8mb4`, for SQL Server by
/// FreeTDS `ClientCharset=UTF-8`. A driver that gives something else gives it as it is.
@safe
public final class ODBCConnection {
    private let environment: SQLHENV?
    let handle: SQLHDBC?
    let options: ODBCOptions
    private let secrets: [String]

    /// Connects, e.g. with `Driver=SQLite3;Database=/srv/monitor.db` or `DSN=monitor;UID=hub;PWD={…}`.
    public init(_ connectionString: String, options: ODBCOptions = ODBCOptions()) throws(ODBCError) {
        self.options = options
        secrets = ConnectionString(connectionString).secrets
        unsafe environment = Self.allocate(SQL_HANDLE_ENV, nil)
        _ = unsafe codbc_set_environment_number(environment, SQLINTEGER(SQL_ATTR_ODBC_VERSION), UInt(SQL_OV_ODBC3))
        unsafe handle = Self.allocate(SQL_HANDLE_DBC, environment)
        try connect(connectionString)
    }

    deinit {
        if let handle = unsafe handle {
            unsafe SQLDisconnect(handle)
            unsafe SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_DBC), handle)
        }
        if let environment = unsafe environment {
            unsafe SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_ENV), environment)
        }
    }

    private func connect(_ string: String) throws(ODBCError) {
        setNumber(SQL_ATTR_LOGIN_TIMEOUT, UInt(options.loginTimeout))
        if options.isReadOnly { setNumber(SQL_ATTR_ACCESS_MODE, UInt(SQL_MODE_READ_ONLY)) }
        guard let length = SQLSMALLINT(exactly: string.utf8.count) else {
            throw ODBCError(limit: "the connection string is too long")
        }
        var text = Array(string.utf8)
        let outcome = unsafe SQLDriverConnect(
            handle, nil, &text, length, nil, 0, nil, SQLUSMALLINT(SQL_DRIVER_NOPROMPT))
        try unsafe check(outcome, SQL_HANDLE_DBC, handle)
    }

    /// A driver that does not know the attribute says so; then there is nothing to keep.
    private func setNumber(_ attribute: Int32, _ value: UInt) {
        _ = unsafe codbc_set_connection_number(handle, SQLINTEGER(attribute), value)
    }

    /// What the database calls itself, such as `PostgreSQL` or `SQLite`; empty when the driver does not say.
    public var product: String {
        var name = [SQLCHAR](repeating: 0, count: 256)
        var length: SQLSMALLINT = 0
        let outcome = unsafe SQLGetInfo(
            handle, SQLUSMALLINT(SQL_DBMS_NAME), &name, SQLSMALLINT(name.count), &length)
        guard outcome == SQL_SUCCESS || outcome == SQL_SUCCESS_WITH_INFO else { return "" }
        return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Runs a statement with its parameters in the places of `?`, as text or NULL; the database converts them.
    public func query(_ sql: String, _ parameters: [String?] = []) throws(ODBCError) -> ODBCCursor {
        try ODBCCursor(self, sql, parameters)
    }

    static func allocate(_ type: Int32, _ parent: SQLHANDLE?) -> SQLHANDLE? {
        var handle: SQLHANDLE?
        let outcome = unsafe SQLAllocHandle(SQLSMALLINT(type), parent, &handle)
        return unsafe outcome == SQL_SUCCESS || outcome == SQL_SUCCESS_WITH_INFO ? handle : nil
    }

    func check(_ outcome: SQLRETURN, _ type: Int32, _ handle: SQLHANDLE?) throws(ODBCError) {
        switch Int32(outcome) {
        case SQL_SUCCESS, SQL_SUCCESS_WITH_INFO, SQL_NO_DATA: return
        default: throw unsafe ODBCError(type: type, handle: handle, hiding: secrets)
        }
    }
}
