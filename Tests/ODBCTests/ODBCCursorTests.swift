import Testing

@testable import ODBC

@Suite(.enabled(if: ScratchDatabase.isAvailable, "the SQLite ODBC driver is not installed"))
struct ODBCCursorTests {
    private static let table = [
        "CREATE TABLE 排口 (编号 VARCHAR(20), 浓度 DECIMAL(10,3), 时间 TIMESTAMP, n INTEGER, b BLOB)",
        "INSERT INTO 排口 VALUES ('甲-01', 1.230, '2024-05-01 08:00:00', 7, x'00FF')",
        "INSERT INTO 排口 VALUES ('', NULL, NULL, -9223372036854775808, NULL)",
    ]

    @Test func columnsAreDescribed() throws {
        let database = try ScratchDatabase(Self.table)
        let cursor = try database.connection.query("SELECT * FROM 排口")
        #expect(cursor.columns.map(\.name) == ["编号", "浓度", "时间", "n", "b"])
        #expect(cursor.columns[0].kind == .text)
        #expect(cursor.columns[0].size == 20)
        #expect(cursor.columns[2].kind == .timestamp)
        #expect(cursor.columns[3].kind == .integer)
        #expect(cursor.columns[4].kind == .binary)
    }

    @Test func theDatabaseSaysWhatItIs() throws {
        #expect(try ScratchDatabase([]).connection.product == "SQLite")
    }

    @Test func valuesAreTextAndNullIsNotEmpty() throws {
        let database = try ScratchDatabase(Self.table)
        let rows = try database.rows("SELECT 编号, 浓度, 时间, n FROM 排口")
        #expect(rows[0] == ["甲-01", "1.23", "2024-05-01 08:00:00", "7"])
        #expect(rows[1] == ["", nil, nil, "-9223372036854775808"])
    }

    @Test func pagesContinueWhereTheLastEnded() throws {
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n"
        let database = try ScratchDatabase([])
        let cursor = try database.connection.query(numbers)
        var rows = ODBCRows()
        #expect(try cursor.fetch(4, into: &rows) == 4)
        #expect(rows.string(3, 0) == "4")
        rows.removeAll()
        #expect(try cursor.fetch(4, into: &rows) == 4)
        #expect(try cursor.fetch(4, into: &rows) == 2)
        #expect(rows.count == 6)
        #expect(rows.string(5, 0) == "10")
        #expect(try cursor.fetch(4, into: &rows) == 0)
    }

    @Test func aPageIsAlsoBoundedInBytes() throws {
        let database = try ScratchDatabase([])
        let sql = "SELECT 'aaaa' UNION ALL SELECT 'bbbb' UNION ALL SELECT 'cccc'"
        let cursor = try database.connection.query(sql)
        var rows = ODBCRows()
        #expect(try cursor.fetch(10, into: &rows, maxBytes: 5) == 2)
        #expect(try cursor.fetch(10, into: &rows) == 1)
    }

    @Test(arguments: [0, 1, 32_766, 32_767, 32_768, 65_534, 65_535, 100_000, 1_000_000])
    func longValuesComeWhole(count: Int) throws {
        let database = try ScratchDatabase(["CREATE TABLE t (v TEXT)"])
        let ascii = String(repeating: "x", count: count)
        #expect(try database.rows("SELECT ?", [ascii]) == [[ascii]])
        let chinese = "x" + String(repeating: "排", count: count / 3)
        _ = try database.connection.query("INSERT INTO t VALUES (?)", [chinese])
        #expect(try database.rows("SELECT v FROM t") == [[chinese]])
    }

    @Test func parametersAreValuesAndNeverSQL() throws {
        let database = try ScratchDatabase(Self.table)
        #expect(try database.rows("SELECT n FROM 排口 WHERE 编号 = ?", ["甲-01"]) == [["7"]])
        #expect(try database.rows("SELECT n FROM 排口 WHERE 编号 = ?", ["' OR 1=1 --"]) == [])
        #expect(try database.rows("SELECT ?, ?, ?", ["清远", nil, ""]) == [["清远", nil, ""]])
        #expect(try database.rows("SELECT count(*) FROM 排口 WHERE 时间 >= ?", ["2024-01-01"]) == [["1"]])
    }

    @Test func statementsWithoutRowsTellWhatTheyChanged() throws {
        let database = try ScratchDatabase(Self.table)
        let cursor = try database.connection.query("UPDATE 排口 SET n = 1")
        #expect(cursor.columns.isEmpty)
        #expect(cursor.affectedRows == 2)
        var rows = ODBCRows()
        #expect(try cursor.fetch(10, into: &rows) == 0)
        #expect(rows.count == 0)
        let nothing = try database.connection.query("DELETE FROM 排口 WHERE n = 5")
        #expect(nothing.affectedRows == 0)
    }

    @Test func emptyResultsHaveColumns() throws {
        let database = try ScratchDatabase(Self.table)
        let cursor = try database.connection.query("SELECT 编号 FROM 排口 WHERE 1 = 0")
        #expect(cursor.columns.map(\.name) == ["编号"])
        var rows = ODBCRows()
        #expect(try cursor.fetch(10, into: &rows) == 0)
    }

    @Test func aValueThatIsTooLongIsAnErrorAndLeavesNoHalfRow() throws {
        let database = try ScratchDatabase([], options: ODBCOptions(maxCellBytes: 50_000))
        let sql = "SELECT 'ok', 'ok' UNION ALL SELECT 'half', ?"
        let cursor = try database.connection.query(sql, [String(repeating: "x", count: 50_001)])
        var rows = ODBCRows()
        #expect(throws: ODBCError.self) { try cursor.fetch(10, into: &rows) }
        #expect(rows.count == 1)
        #expect(rows.bytes == Array("okok".utf8))
    }

    @Test func binaryValuesAreHexadecimal() throws {
        let database = try ScratchDatabase(Self.table)
        #expect(try database.rows("SELECT b FROM 排口") == [["00FF"], [nil]])
        _ = try database.connection.query("UPDATE 排口 SET b = zeroblob(40000)")
        #expect(try database.rows("SELECT b FROM 排口").first == [String(repeating: "0", count: 80_000)])
    }
}
