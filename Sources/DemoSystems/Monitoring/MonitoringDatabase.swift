import Foundation
import Model
import SQLite

/// The exchange database of the monitoring station: SQLite, reached by the hub through its ODBC driver.
///
/// The table `监测点位` holds the points; the view `监测结果视图` joins samples and items to one row a value.
final class MonitoringDatabase: Sendable {
    let path: String
    private let database: Database
    private let point: Statement
    private let sample: Statement
    private let item: Statement

    private static let drivers = [
        "/usr/lib/x86_64-linux-gnu/odbc/libsqlite3odbc.so", "/usr/lib/aarch64-linux-gnu/odbc/libsqlite3odbc.so",
        "/usr/lib/odbc/libsqlite3odbc.so", "/usr/lib64/libsqlite3odbc.so",
    ]

    /// The ODBC driver on this machine; nil when it is not installed (apt install libsqliteodbc).
    static var driver: String? { drivers.first { FileManager.default.fileExists(atPath: $0) } }

    private static let tables = """
        CREATE TABLE 监测点位 (
            点位编码 TEXT PRIMARY KEY, 点位名称 TEXT, 环境要素 TEXT, 点位类型 TEXT, 监控级别 TEXT, 区县 TEXT, 镇街 TEXT,
            经度 TEXT, 纬度 TEXT, 水体 TEXT, 目标类别 TEXT, 许可证编号 TEXT, 排放口编号 TEXT);
        CREATE TABLE 样品 (
            样品号 INTEGER PRIMARY KEY, 点位编码 TEXT, 点位名称 TEXT, 环境要素 TEXT, 许可证编号 TEXT, 排放口编号 TEXT, 采样时间 TEXT);
        CREATE TABLE 检测项 (
            记录号 INTEGER PRIMARY KEY, 样品号 INTEGER, 项目名称 TEXT, 监测值 TEXT, 单位 TEXT, 更新时间 TEXT);
        CREATE VIEW 监测结果视图 AS
            SELECT 记录号, 点位编码, 点位名称, 环境要素, 许可证编号, 排放口编号, 采样时间, 项目名称, 监测值, 单位, 更新时间
            FROM 检测项 JOIN 样品 USING (样品号);
        """

    /// Makes the database of a city at a path, in place of what is there.
    init(path: String, city: DemoCity) throws {
        self.path = path
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
        database = try Database(path: path)
        try database.execute(Self.tables)
        point = try database.prepare("INSERT INTO 监测点位 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        sample = try database.prepare("INSERT INTO 样品 VALUES (?, ?, ?, ?, ?, ?, ?)")
        item = try database.prepare("INSERT INTO 检测项 VALUES (?, ?, ?, ?, ?, ?)")
        try database.inTransaction {
            for (index, point) in city.points.enumerated() { try insert(point, city.dirt.points[index]) }
            for (index, result) in city.results.enumerated() {
                try insert(result, at: city.points[result.point], city.dirt.results[index])
            }
        }
    }

    /// Takes a point out of the list.
    func remove(point code: String) throws {
        try run(try database.prepare("DELETE FROM 监测点位 WHERE 点位编码 = ?"), [code])
    }

    /// Adds a result.
    func insert(_ result: LabResult, at point: MonitoringPoint, _ dirt: ResultDirt?) throws {
        let written = Self.written(result, at: point, dirt)
        try run(
            sample,
            [
                String(result.row), dirt == .emptyPoint ? nil : point.code, point.name, point.medium,
                point.permit.isEmpty ? nil : point.permit, point.outlet.isEmpty ? nil : point.outlet, written.time,
            ])
        try run(
            item,
            [
                String(result.row), String(result.row), written.pollutant, written.value, written.unit,
                result.changed.text,
            ])
    }

    private func insert(_ point: MonitoringPoint, _ dirt: PointDirt?) throws {
        let longitude = WrittenForms.degrees(point.place.longitude)
        try run(
            self.point,
            [
                point.code, point.name, point.medium, point.kind, dirt == .oddLevel ? "镇控" : point.control,
                point.town.county, point.town.name, dirt == .fullWidth ? WrittenForms.fullWidth(longitude) : longitude,
                WrittenForms.degrees(point.place.latitude), point.river.isEmpty ? nil : point.river,
                point.target.isEmpty ? nil : point.target, point.permit.isEmpty ? nil : point.permit,
                point.outlet.isEmpty ? nil : point.outlet,
            ])
    }

    private static func written(
        _ result: LabResult, at point: MonitoringPoint, _ dirt: ResultDirt?
    ) -> (time: String, pollutant: String, value: String, unit: String) {
        var written = (time: result.time, pollutant: result.pollutant, value: result.value, unit: result.unit)
        switch dirt {
        case .unknownUnit: written.unit = "毫克每公升"
        case .impossibleTime: written.time = "2026-02-30 09:30:00"
        case .words: written.value = "仪器故障"
        case .unknownPollutant: written.pollutant = "神秘指标"
        case .fullWidth: written.value = WrittenForms.fullWidth("1.25")
        case .padding: written.pollutant = WrittenForms.padded(result.pollutant)
        case .emptyPoint, nil: break
        }
        return written
    }

    private func run(_ statement: Statement, _ values: [String?]) throws {
        statement.reset()
        for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
        try statement.run()
    }
}
