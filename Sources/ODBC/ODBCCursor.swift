import CODBC

/// The result of a statement, read forward, page by page. Ends when it is released.
@safe
public final class ODBCCursor {
    let connection: ODBCConnection
    let statement: SQLHSTMT?
    /// The columns; none when the statement gives no rows.
    public private(set) var columns: [ODBCColumn] = []
    /// Rows inserted, changed or deleted; -1 when the driver does not say.
    public private(set) var affectedRows = -1
    private var isFinished = false
    var piece = [UInt8](repeating: 0, count: 32 << 10)

    init(_ connection: ODBCConnection, _ sql: String, _ parameters: [String?]) throws(ODBCError) {
        self.connection = connection
        guard let statement = unsafe ODBCConnection.allocate(SQL_HANDLE_STMT, connection.handle) else {
            throw unsafe ODBCError(type: SQL_HANDLE_DBC, handle: connection.handle, hiding: [])
        }
        unsafe self.statement = statement
        _ = unsafe codbc_set_statement_number(
            statement, SQLINTEGER(SQL_ATTR_QUERY_TIMEOUT), UInt(connection.options.queryTimeout))
        try execute(sql, parameters)
        try describe()
    }

    deinit { unsafe SQLFreeHandle(SQLSMALLINT(SQL_HANDLE_STMT), statement) }

    private func execute(_ sql: String, _ parameters: [String?]) throws(ODBCError) {
        var text = Array(sql.utf8)
        try check(unsafe SQLPrepare(statement, &text, SQLINTEGER(clamping: text.count)))
        let bound = ODBCParameters(parameters)
        for index in parameters.indices { try check(unsafe bound.bind(index, to: statement)) }
        let outcome = unsafe SQLExecute(statement)
        // The driver reads the parameters' memory until here.
        withExtendedLifetime(bound) {}
        try check(outcome)
        _ = unsafe SQLFreeStmt(statement, SQLUSMALLINT(SQL_RESET_PARAMS))
        var count: SQLLEN = -1
        if unsafe SQLRowCount(statement, &count) == SQL_SUCCESS { affectedRows = count }
    }

    private func describe() throws(ODBCError) {
        var count: SQLSMALLINT = 0
        try check(unsafe SQLNumResultCols(statement, &count))
        guard count > 0 else {
            isFinished = true
            return
        }
        for number in 1...count { columns.append(try column(number)) }
    }

    private func column(_ number: SQLSMALLINT) throws(ODBCError) -> ODBCColumn {
        var name = [SQLCHAR](repeating: 0, count: 1024)
        var length: SQLSMALLINT = 0
        var type: SQLSMALLINT = 0
        var size: SQLULEN = 0
        var scale: SQLSMALLINT = 0
        var nullable: SQLSMALLINT = 0
        let outcome = unsafe SQLDescribeCol(
            statement, SQLUSMALLINT(number), &name, SQLSMALLINT(name.count), &length, &type, &size, &scale, &nullable)
        try check(outcome)
        let isNullable = Int32(nullable) == SQL_NULLABLE_UNKNOWN ? nil : Int32(nullable) == SQL_NULLABLE
        return ODBCColumn(
            name: String(decoding: name.prefix { $0 != 0 }, as: UTF8.self), kind: .init(sqlType: Int(type)),
            sqlType: Int(type), size: Int(clamping: size), scale: Int(scale), isNullable: isNullable)
    }

    /// Appends at most `limit` rows to `rows`, fewer once `rows` holds `maxBytes` of text; answers how many, 0 at the
    /// end. When a value is longer than allowed the error leaves `rows` as it was before its row.
    public func fetch(_ limit: Int, into rows: inout ODBCRows, maxBytes: Int = .max) throws(ODBCError) -> Int {
        rows.columnCount = columns.count
        var count = 0
        while count < limit, !isFinished, rows.bytes.count < maxBytes {
            let outcome = unsafe SQLFetch(statement)
            if Int32(outcome) == SQL_NO_DATA {
                isFinished = true
                break
            }
            try check(outcome)
            try appendRow(to: &rows)
            count += 1
        }
        return count
    }

    private func appendRow(to rows: inout ODBCRows) throws(ODBCError) {
        let bytes = rows.bytes.count
        let cells = rows.cells.count
        do throws(ODBCError) {
            for column in columns.indices { rows.cells.append(try appendCell(column, to: &rows.bytes)) }
        } catch {
            rows.bytes.removeSubrange(bytes...)
            rows.cells.removeSubrange(cells...)
            throw error
        }
    }

    func check(_ outcome: SQLRETURN) throws(ODBCError) {
        try unsafe connection.check(outcome, SQL_HANDLE_STMT, statement)
    }
}
