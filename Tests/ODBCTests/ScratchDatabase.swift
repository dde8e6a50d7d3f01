import Foundation

@testable import ODBC

/// A SQLite file of its own for each test, made through the ODBC driver itself.
final class ScratchDatabase {
    static let isAvailable =
        (try? ODBCConnection("Driver=SQLite3;Database=:memory:")) != nil

    let path: String
    let connection: ODBCConnection

    init(_ statements: [String], options: ODBCOptions = ODBCOptions(isReadOnly: false)) throws {
        path = NSTemporaryDirectory() + "odbc-\(UUID().uuidString).sqlite"
        connection = try ODBCConnection("Driver=SQLite3;Database=\(path)", options: options)
        for statement in statements { _ = try connection.query(statement) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func rows(_ sql: String, _ parameters: [String?] = []) throws -> [[String?]] {
        let cursor = try connection.query(sql, parameters)
        var rows = ODBCRows()
        while try cursor.fetch(3, into: &rows) > 0 {}
        return (0..<rows.count).map { row in (0..<rows.columnCount).map { rows.string(row, $0) } }
    }
}
