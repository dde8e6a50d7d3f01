import Model
import ODBC

/// An open statement of a database. Every call blocks: it lives on the connector's own queue.
final class DatabaseSession: @unchecked Sendable {
    private let connection: ODBCConnection
    private let cursor: ODBCCursor
    private let builder: RowPageBuilder
    private let columns: [String]
    private let pageSize: Int
    private let maxBytes: Int
    /// A row that was fetched to know whether there is a next page, and what was left out on the way to it.
    private var ahead: (rows: ODBCRows, tooLong: [String]) = (ODBCRows(), [])

    struct Request: Sendable {
        var connection: String
        var start: DatabaseStart
        var plan: RecordPlan
        var missing: ContractRules.Reaction
        var options: ODBCOptions
        var pageSize: Int
        var maxBytes: Int
    }

    struct Pulled: Sendable {
        var page: RecordPage
        var rows: Int
        /// The values of these columns in the last row.
        var last: [String?]
        var hasMore: Bool
    }

    init(_ request: Request) throws(ConnectorError) {
        do throws(ODBCError) {
            connection = try ODBCConnection(request.connection, options: request.options)
            let statement = DatabaseStatement(request.start, cursor: try Self.column(request.start, connection))
            cursor = try connection.query(statement.sql, statement.parameters)
        } catch {
            throw DatabaseFailure(error).error
        }
        columns = cursor.columns.map(\.name)
        builder = try RowPageBuilder(
            request.plan, columns: cursor.columns, missing: request.missing, source: "the database's result")
        pageSize = request.pageSize
        maxBytes = request.maxBytes
    }

    /// The cursor's column. Its type is asked for, where that makes a difference; in SQLite any column may hold texts.
    private static func column(
        _ start: DatabaseStart, _ connection: ODBCConnection
    ) throws(ODBCError) -> CursorColumn? {
        guard let name = start.cursor else { return nil }
        guard let probe = start.probe else { return CursorColumn(name: name, holdsTexts: false) }
        let kind = try connection.query(probe).columns.first?.kind
        return CursorColumn(name: name, holdsTexts: kind == .text || connection.product == "SQLite")
    }

    /// The next page. `wanted` are the columns whose last values are given.
    func next(_ wanted: [String], name: String, item: Int) throws(ConnectorError) -> Pulled {
        var rows = ahead.rows
        var tooLong = ahead.tooLong
        try fill(&rows, upTo: pageSize, &tooLong)
        var (one, oneTooLong) = (ODBCRows(), [String]())
        if rows.count > 0 { try fill(&one, upTo: 1, &oneTooLong) }
        ahead = (one, oneTooLong)
        var page = builder.page(rows, name: name, item: item)
        for message in tooLong {
            let place = RecordPage.Place(offset: page.bytes.count, length: 0, item: item + rows.count)
            page.faults.append(RecordFault.valueTooLong.at(place, message))
        }
        return Pulled(page: page, rows: rows.count, last: try last(wanted, rows), hasMore: ahead.rows.count > 0)
    }

    /// Fetches rows; one with a value that is too long is left out and told.
    private func fill(_ rows: inout ODBCRows, upTo count: Int, _ tooLong: inout [String]) throws(ConnectorError) {
        while true {
            do throws(ODBCError) {
                _ = try cursor.fetch(count - rows.count, into: &rows, maxBytes: maxBytes)
                return
            } catch {
                guard error.reason == .limit else { throw DatabaseFailure(error).error }
                tooLong.append(String(error.description.prefix(200)))
            }
        }
    }

    private func last(_ wanted: [String], _ rows: ODBCRows) throws(ConnectorError) -> [String?] {
        var last: [String?] = []
        for column in wanted {
            guard let index = columns.firstIndex(where: { $0.utf8.elementsEqual(column.utf8) }) else {
                throw CSVColumns.missing(column, columns, "the database's result")
            }
            last.append(rows.count > 0 ? rows.string(rows.count - 1, index) : nil)
        }
        return last
    }
}

/// What an ODBC error means.
struct DatabaseFailure {
    let error: ConnectorError
    let condition: RetryRule.Condition?

    init(_ failure: ODBCError) {
        let text = String(failure.description.prefix(400))
        func settings(_ code: String, _ hint: String) -> ConnectorError {
            ConnectorError(.settings, code: code, message: "\(hint): \(text)")
        }
        switch failure.reason {
        case .driver: (error, condition) = (settings("db_driver", "the ODBC driver or data source is not there"), nil)
        case .login: (error, condition) = (settings("db_login", "the database refused the login"), nil)
        case .table: (error, condition) = (settings("db_table", "the database has no such table or view"), nil)
        case .statement: (error, condition) = (settings("db_statement", "the database refused the statement"), nil)
        case .connection:
            condition = .connection
            error = ConnectorError(
                .unavailable(retryAfter: nil), code: "db_connection", message: "the database is not reached: \(text)")
        case .timeout:
            condition = .timeout
            error = ConnectorError(
                .unavailable(retryAfter: nil), code: "db_timeout", message: "the database took too long: \(text)")
        case .limit:
            (error, condition) = (
                ConnectorError(.unexpected, code: "db_value", message: "the database gave too much: \(text)"), nil
            )
        case .other:
            (error, condition) = (
                ConnectorError(.unexpected, code: "db_other", message: "the database failed: \(text)"), nil
            )
        }
    }
}
