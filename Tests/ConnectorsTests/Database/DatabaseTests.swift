import Foundation
import Model
import SQLite
import Testing

@testable import Connectors

@Suite struct DatabaseTests {
    static let isAvailable =
        FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/odbc/libsqlite3odbc.so")
        || FileManager.default.fileExists(atPath: "/usr/lib/aarch64-linux-gnu/odbc/libsqlite3odbc.so")

    private func yaml(_ database: String, _ sync: String = "mode: snapshot") -> String {
        """
        connector: monitor
        kind: database
        database:
          connection: Driver=SQLite3;Database={hub}/monitor.db
          \(database)
        identity: 编号
        retry: { attempts: 2, backoff: 10ms..20ms }
        sync: { \(sync), deletes: none }
        """
    }

    private func hub(_ count: Int) throws -> Folders {
        let hub = try Folders.temporary()
        let database = try Database(path: hub.path + "/monitor.db")
        try database.execute("CREATE TABLE 监测 (编号 INTEGER, 值 REAL, 时间 TEXT, 备注 TEXT)")
        for index in 0..<count {
            try database.execute(
                "INSERT INTO 监测 VALUES (\(index), \(index).5, '2024-01-01 00:00:\(index % 10 + 10)', '换\n行\"\(index)')")
        }
        if count > 3 { try database.execute("UPDATE 监测 SET 备注 = NULL, 值 = NULL WHERE 编号 = 3") }
        return hub
    }

    @Test(.enabled(if: isAvailable)) func pullsATable() async throws {
        let hub = try hub(25)
        defer { hub.remove() }
        let read = try definition(yaml("table: 监测\n  key: 编号\n  page_size: 10"))
        let run = try await pullAll(try read.open(["编号", "$.值", "备注"], hub: hub.path))
        #expect(run.rows.map { $0[0] } == (0..<25).map { String($0) })
        #expect(run.rows[2] == ["2", "2.5", "换\n行\"2"])
        #expect(run.rows[3] == ["3", nil, nil])
        #expect(run.pages == 3)
        #expect(run.raws[3] == #"{"编号":3,"值":null,"时间":"2024-01-01 00:00:13","备注":null}"#)
        let rest = try await pullAll(try read.open(["编号"], hub: hub.path), from: run.cursors[0])
        #expect(rest.rows.map { $0[0] } == (10..<25).map { String($0) })
    }

    @Test(.enabled(if: isAvailable)) func decodesAKeptRow() async throws {
        let hub = try hub(1)
        defer { hub.remove() }
        let read = try definition(yaml("table: 监测"))
        let run = try await pullAll(try read.open(["备注"], hub: hub.path))
        let plan = read.plan(for: RecordShape(scopes: [.init(paths: ["备注", "值"])]))
        let page = try decodeKept(run.raws[0], read, plan)
        #expect(rows(page) == [["换\n行\"0", "0.5", "0"]])
    }

    @Test(.enabled(if: isAvailable)) func pullsWhatChanged() async throws {
        let hub = try hub(25)
        defer { hub.remove() }
        let sync =
            "mode: incremental, lag: 1s, cursor: { from: 时间, datetime: 'yyyy-MM-dd HH:mm:ss', start: 2024-01-01 }"
        for base in ["table: 监测", "table: 监测\n  key: 编号\n  page_size: 4", "query: SELECT * FROM 监测 WHERE 时间 >= ?"] {
            let read = try definition(yaml(base, sync))
            let first = try await pullAll(try read.open(["编号"], hub: hub.path))
            #expect(first.rows.count == 25, "\(base)")
            let second = try await pullAll(try read.open(["时间"], hub: hub.path), from: first.end)
            #expect(Set(second.rows.map { $0[0] }) == ["2024-01-01 00:00:18", "2024-01-01 00:00:19"], "\(base)")
            #expect(second.end == first.end)
        }
        let read = try definition(yaml("table: 监测\n  key: 编号\n  page_size: 4", sync))
        let whole = try await pullAll(try read.open(["编号"], hub: hub.path))
        for (index, cursor) in whole.cursors.dropLast().enumerated() {
            let rest = try await pullAll(try read.open(["编号"], hub: hub.path), from: cursor)
            #expect(rest.rows == Array(whole.rows.dropFirst((index + 1) * 4)))
            #expect(rest.end == whole.end)
        }
    }

    @Test(.enabled(if: isAvailable)) func readsRowsWithoutACursorInEveryPull() async throws {
        let hub = try hub(12)
        defer { hub.remove() }
        try Database(path: hub.path + "/monitor.db").execute("UPDATE 监测 SET 时间 = NULL WHERE 编号 IN (2, 5, 7, 8, 11)")
        let sync =
            "mode: incremental, lag: 1s, cursor: { from: 时间, datetime: 'yyyy-MM-dd HH:mm:ss', start: 2024-01-01 }"
        for base in ["table: 监测", "table: 监测\n  key: 编号\n  page_size: 2"] {
            let read = try definition(yaml(base, sync))
            let first = try await pullAll(try read.open(["编号"], hub: hub.path))
            #expect(first.rows.count == 12, "\(base)")
            let second = try await pullAll(try read.open(["编号"], hub: hub.path), from: first.end)
            #expect(second.rows.map { $0[0] ?? "" }.sorted() == ["11", "2", "5", "7", "8", "9"], "\(base)")
        }
        let read = try definition(yaml("table: 监测\n  key: 编号\n  page_size: 2", sync))
        let whole = try await pullAll(try read.open(["编号"], hub: hub.path))
        for (index, cursor) in whole.cursors.dropLast().enumerated() {
            let rest = try await pullAll(try read.open(["编号"], hub: hub.path), from: cursor)
            #expect(rest.rows == Array(whole.rows.dropFirst((index + 1) * 2)))
        }
        try Database(path: hub.path + "/monitor.db").execute("UPDATE 监测 SET 编号 = NULL WHERE 编号 IN (2, 5)")
        let error = await #expect(throws: ConnectorError.self) {
            try await pullAll(try read.open(["时间"], hub: hub.path))
        }
        #expect(error?.code == "null_key")
    }

    /// SQLite keeps an empty text in a column of any type; other databases in those of texts alone.
    @Test(.enabled(if: isAvailable), arguments: ["TEXT", "VARCHAR(20)", "TIMESTAMP"])
    func takesAnEmptyTextForNoCursor(_ type: String) async throws {
        let hub = try Folders.temporary()
        defer { hub.remove() }
        let database = try Database(path: hub.path + "/monitor.db")
        try database.execute("CREATE TABLE 监测 (编号 INTEGER, 时间 \(type))")
        for (number, time) in ["'2024-01-01 00:00:01'", "''", "NULL", "'  '", "'2024-01-01 00:00:09'"].enumerated() {
            try database.execute("INSERT INTO 监测 VALUES (\(number), \(time))")
        }
        let sync =
            "mode: incremental, lag: 1s, cursor: { from: 时间, datetime: 'yyyy-MM-dd HH:mm:ss', start: 2024-01-01 }"
        for base in ["table: 监测", "table: 监测\n  key: 编号\n  page_size: 1"] {
            let read = try definition(yaml(base, sync))
            let first = try await pullAll(try read.open(["编号"], hub: hub.path))
            #expect(first.rows.map { $0[0] ?? "" }.sorted() == ["0", "1", "2", "3", "4"], "\(base)")
            let second = try await pullAll(try read.open(["编号"], hub: hub.path), from: first.end)
            #expect(second.rows.map { $0[0] ?? "" }.sorted() == ["1", "2", "3", "4"], "\(base)")
            for (index, cursor) in first.cursors.dropLast().enumerated() {
                let rest = try await pullAll(try read.open(["编号"], hub: hub.path), from: cursor)
                #expect(rest.rows == Array(first.rows.dropFirst(index + 1)), "\(base)")
            }
        }
    }

    @Test(
        .enabled(if: isAvailable),
        arguments: [
            ("table: 不存在", "编号", "db_table"), ("query: SELEC 1", "编号", "db_statement"),
            ("table: 监测", "编好", "missing_field"),
        ])
    func saysWhatIsWrong(_ base: String, _ column: String, _ code: String) async throws {
        let hub = try hub(1)
        defer { hub.remove() }
        let connector = try definition(yaml(base)).open([column], hub: hub.path)
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == code)
        #expect(error?.kind == .settings)
    }

    @Test(.enabled(if: isAvailable)) func keepsAValueApartThatIsTooLong() async throws {
        let hub = try hub(3)
        defer { hub.remove() }
        try Database(path: hub.path + "/monitor.db").execute("UPDATE 监测 SET 备注 = hex(zeroblob(3000)) WHERE 编号 = 1")
        let read = try definition(yaml("table: 监测\n  key: 编号") + "\nlimits: { max_record: 1KB }")
        let run = try await pullAll(try read.open(["编号"], hub: hub.path))
        #expect(run.rows == [["0"], ["2"]])
        #expect(run.faults.map(\.code) == ["R1030"])
    }

    @Test(arguments: [
        ("1", true), ("-1.50", true), ("0.5", true), ("01", false), ("1e5", false), (".5", false), ("1.", false),
        ("", false),
        ("-", false), ("1.2.3", false), ("NaN", false),
    ])
    func knowsPlainNumbers(_ text: String, _ expected: Bool) {
        #expect(RowPageBuilder.isPlainNumber(Array(text.utf8)[...]) == expected)
    }
}
