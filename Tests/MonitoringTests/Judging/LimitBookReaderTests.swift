import Connectors
import Diagnostics
import Foundation
import Model
import SQLite
import Testing

@testable import Monitoring

@Suite("Limits: read from the hub's store, for the points where they hold")
struct LimitBookReaderTests {
    /// The tables as far as they are read.
    private func book(
        _ columns: String, _ rows: [String], units: UnitTable = UnitTable.build(dimensions: [], units: []).table
    ) throws -> LimitBook {
        let directory = FileManager.default.temporaryDirectory.appending(path: "envhub-limits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "hub.db").path
        let database = try Database(path: path, mode: .create)
        try database.execute(
            """
            CREATE TABLE pollution_source (id TEXT, uscc TEXT);
            CREATE TABLE monitoring_point (code TEXT, name TEXT, medium TEXT, outlet_code TEXT, source TEXT);
            CREATE TABLE permit_limit (id INTEGER PRIMARY KEY, source TEXT, outlet_code TEXT, pollutant TEXT,
              value_min REAL, value_max REAL, unit TEXT, condition TEXT, valid_from TEXT, valid_to TEXT,
              permit_number TEXT, standard_name TEXT\(columns));
            INSERT INTO pollution_source VALUES ('ps1', '91440101231245152Y');
            INSERT INTO monitoring_point VALUES ('MN1', '总排口', 'water', 'DW001', 'ps1'), ('MN2', '进口', 'water', NULL, 'ps1');
            """)
        for row in rows {
            try database.execute("INSERT INTO permit_limit VALUES (NULL, 'ps1', 'DW001', \(row))")
        }
        let zone = try required(TimeZoneRules(named: "Asia/Shanghai"))
        return try LimitBookReader(
            storePath: path, units: units, rules: DeviceRules(), zone: zone
        ).read()
    }

    @Test("A yearly mass is a limit of its own, with or without one of the concentration")
    func yearly() throws {
        let book = try book(
            ", annual_mass REAL",
            [
                "'w01018', NULL, 50, 'mg/L', NULL, '2025-01-01', '2025-12-31', 'P1', 'GB 8978-1996', 12.5",
                "'w21003', NULL, NULL, NULL, '', NULL, NULL, 'P1', NULL, 1.25",
                "'w21011', NULL, 2, 'mg/L', NULL, NULL, NULL, 'P1', NULL, NULL",
                "'w01018', NULL, NULL, NULL, '雨季', NULL, NULL, 'P1', NULL, 1",
            ])
        let point = try #require(book.points["MN1"])
        #expect(Set(point.limits.keys) == ["w01018", "w21011"] && Set(point.yearly.keys) == ["w01018", "w21003"])
        let (rule, other) = (try #require(point.yearly["w01018"]?.first), try #require(point.yearly["w21003"]?.first))
        #expect(point.yearly["w01018"]?.count == 1 && point.source == "ps1")
        #expect(try rule.max == DecimalValue("12.5") && other.max == DecimalValue("1.25") && rule.min == nil)
        #expect(rule.basis == "P1 GB 8978-1996" && other.from == .min && other.until == .max)
        #expect(rule.from == 1_735_660_800_000 && rule.until == 1_767_196_800_000)
        #expect(point.limits["w01018"]?.map(\.max) == [try DecimalValue("50")])
        #expect(book.points["MN2"]?.yearly.isEmpty == true)
    }

    @Test("pH without a dimension is pH; what permits call particles, devices at stacks call soot")
    func otherNames() throws {
        let book = try book(
            "",
            [
                "'w01001', 6, 9, '1', NULL, NULL, NULL, 'P1', NULL",
                "'a34000', NULL, 30, 'mg/m3', NULL, NULL, NULL, 'P1', NULL",
                "'w01018', NULL, 50, '1', NULL, NULL, NULL, 'P1', NULL",
            ], units: Self.units())
        let limits = try #require(book.points["MN1"]?.limits)
        let (least, most) = (try DecimalValue("6"), try DecimalValue("9"))
        #expect(limits["w01001"]?.map(\.max) == [most] && limits["w01001"]?.first?.min == least)
        let particles = try DecimalValue("30")
        #expect(limits["a34013"]?.map(\.max) == [particles] && limits["a34000"]?.map(\.max) == [particles])
        #expect(limits["w01018"] == nil, "a concentration has a dimension")
        let own = try self.book(
            "",
            [
                "'a34000', NULL, 30, 'mg/m3', NULL, NULL, NULL, 'P1', NULL",
                "'a34013', NULL, 20, 'mg/m3', NULL, NULL, NULL, 'P1', NULL",
            ])
        #expect(own.points["MN1"]?.limits["a34013"]?.map(\.max) == [try DecimalValue("20")])
    }

    /// The units of the repository's own mappings.
    private static func units() throws -> UnitTable {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bytes = [UInt8](try Data(contentsOf: root.appending(path: "mappings/units.yaml")))
        return try required(UnitReader.read(name: "units.yaml", bytes: bytes, into: DiagnosticBag()))
    }

    @Test("A store whose schema has no yearly mass has its other limits")
    func withoutMass() throws {
        let book = try book("", ["'w01018', NULL, 50, 'mg/L', NULL, NULL, NULL, 'P1', NULL"])
        #expect(book.points["MN1"]?.limits["w01018"]?.count == 1 && book.points["MN1"]?.yearly.isEmpty == true)
    }
}
