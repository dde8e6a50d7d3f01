import Testing

@testable import DemoSystems

@Suite("The monitoring database, seen by sqlite3", .enabled(if: Tool.isThere(Tool.sqlite)))
struct MonitoringDatabaseTests {
    private func ask(_ systems: RunningSystems, _ sql: String) throws -> String {
        try ServerProcess.output(of: Tool.sqlite, [systems.databasePath, sql]).split(separator: "\n").joined(
            separator: " ")
    }

    @Test("has a table of points and a view of results with Chinese columns")
    func content() async throws {
        try await withSystems { systems in
            let sizes = try ask(systems, "SELECT 环境要素, count(*) FROM 监测点位 WHERE 点位类型 <> '在线监测点' GROUP BY 1 ORDER BY 2")
            #expect(sizes == "环境空气|21 地表水|56 土壤|396")
            #expect(try ask(systems, "SELECT count(*) FROM 监测点位 WHERE 点位类型 = '在线监测点'") == "180")
            let results = try #require(systems.expectedRows.last)
            #expect(try ask(systems, "SELECT count(*) FROM 监测结果视图") == "\(results.records)")
            #expect(try ask(systems, "SELECT count(*) FROM 监测结果视图 WHERE 监测值 = '仪器故障'") == "4")
        }
    }

    @Test("changes when the clock goes on")
    func changes() async throws {
        try await withSystems { systems in
            let before = Int(try ask(systems, "SELECT count(*) FROM 监测结果视图")) ?? 0
            _ = try systems.advance()
            #expect(try ask(systems, "SELECT count(*) FROM 监测点位") == "652")
            #expect(try ask(systems, "SELECT count(*) FROM 监测结果视图") == "\(before + 1)")
            #expect(try ask(systems, "SELECT count(*) FROM 监测结果视图 WHERE 更新时间 >= '2026-11-20 08:00:00'") == "1")
        }
    }
}
