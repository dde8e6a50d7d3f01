import Model
import Storage
import Testing

@testable import Dossiers

/// The newest values of monitoring points. Times are hours since the first run.
@Suite("Values of monitoring points in a dossier") struct PointReadingTests {
    private let store: MadeUpStore

    init() throws {
        store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1", "name": "一厂"])
        try store.put("monitoring_point", 11, ["code": "MN1", "name": "总排口", "source": 1])
        try store.put("monitoring_point", 12, ["code": "P2", "name": "手工点", "source": 1])
        try store.put("monitoring_point", 13, ["code": "MN9", "name": "别人的", "source": 2])
        for (row, point, pollutant, hours, value) in [
            (21, "P2", "w01018", 2, 30.5), (22, "P2", "w01018", 8, 31.25), (23, "P2", "w21003", 4, 0.5),
            (24, "P3", "w01018", 4, 7.0), (25, "MN1", "w01018", 9, 99.0),
        ] as [(Int64, String, String, Int, Double)] {
            try store.put(
                "measurement", row, since: hours,
                [
                    "point_code": point, "pollutant": pollutant, "time": MadeUpStore.time(hours), "period": "sample",
                    "source": 1, "point_name": "\(point)点", "value": value, "unit": "mg/L", "qualifier": "lt",
                ])
        }
    }

    /// Reports one value of a device.
    private func report(
        _ code: String, _ mantissa: Int64, at hours: Int, _ period: SeriesPeriod = .hour, late: Int = 0,
        factor: String = "w01018"
    ) throws {
        let series = try SeriesStore(path: store.seriesPath)
        try series.inTransaction {
            var reading = Reading()
            reading.series = SeriesID(point: try series.point(code), period: period)
            reading.time = MadeUpStore.time(hours)
            reading.received = MadeUpStore.time(hours + late) + 5_000
            let field = period == .realtime ? "Rtd" : "Avg"
            reading.add(
                try series.column(SeriesColumnName(factor: factor, field: field, unit: "mg/L")), mantissa: mantissa,
                scale: 3)
            reading.add(
                try series.column(SeriesColumnName(factor: factor, field: "Flag", unit: "")), letter: UInt8(ascii: "N"))
            _ = try series.append(&reading)
        }
    }

    private func values(_ code: String, asOf hours: Int? = nil) throws -> [String] {
        let point = try store.dossier(1, asOf: hours).points.first { $0.code == code }
        return point?.values.map { "\($0.pollutant) \($0.value ?? "–") \(($0.time - MadeUpStore.start) / 3_600_000)" }
            ?? []
    }

    @Test("Without a device: the newest measurement of each pollutant, of points that nobody listed too")
    func measured() throws {
        let points = try store.dossier(1).points
        #expect(points.map(\.code) == ["MN1", "P2", "P3"] && points.map(\.name) == ["总排口", "手工点", "P3点"])
        #expect(points.allSatisfy { $0.origin == .measurement })
        #expect(try values("P2") == ["w01018 31.25 8", "w21003 0.5 4"])
        let value = try #require(points[1].values.first)
        #expect(value.label?.zh == "化学需氧量" && value.unit == "mg/L" && value.flag == "lt")
        #expect(value.period == "sample" && value.periodLabel?.zh == "单次采样")
        #expect(try values("P2", asOf: 5) == ["w01018 30.5 2", "w21003 0.5 4"])
    }

    @Test("What the device said, as exact as it was, before any measurement; of whichever period is the newest")
    func reported() throws {
        try report("MN1", 12_300, at: 5)
        try report("MN1", 45_600, at: 6, .realtime)
        try report("MN1", 200, at: 5, factor: "w21003")
        #expect(try values("MN1") == ["w01018 45.600 6", "w21003 0.200 5"])
        let point = try #require(try store.dossier(1).points.first)
        #expect(point.origin == .device && point.values[0].flag == "N" && point.values[0].periodLabel?.zh == "实时")
        try report("MN9", 1, at: 6)
        #expect(try store.dossier(1).points.map(\.code) == ["MN1", "P2", "P3"])
    }

    @Test("As of then: the newest that had arrived, however long ago")
    func then() throws {
        try report("MN1", 10_000, at: 5)
        try report("MN1", 20_000, at: 5_000)
        try report("MN1", 30_000, at: 6_000, late: 50)
        #expect(try values("MN1") == ["w01018 30.000 6000"])
        #expect(try values("MN1", asOf: 6_060) == ["w01018 30.000 6000"])
        #expect(try values("MN1", asOf: 6_049) == ["w01018 20.000 5000"])
        #expect(try values("MN1", asOf: 4_999) == ["w01018 10.000 5"])
        // Before the device reported, what was measured by hand.
        #expect(try values("MN1", asOf: 4) == [])
    }

    @Test("As of then: a value that was corrected later is as it was")
    func corrected() throws {
        try report("MN1", 10_000, at: 5)
        try report("MN1", 10_500, at: 6)
        try report("MN1", 11_000, at: 6, late: 40)
        try report("MN1", 12_000, at: 6, late: 60)
        #expect(try values("MN1") == ["w01018 12.000 6"])
        #expect(try values("MN1", asOf: 7) == ["w01018 10.500 6"])
        #expect(try values("MN1", asOf: 46) == ["w01018 10.500 6"] && values("MN1", asOf: 47) == ["w01018 11.000 6"])
        #expect(try values("MN1", asOf: 67) == ["w01018 12.000 6"])
    }

    @Test("Points are cut at the limit, and counted")
    func limit() throws {
        let dossier = try store.dossier(1, limit: 2)
        #expect(dossier.points.map(\.code) == ["MN1", "P2"] && dossier.pointCount == 3)
    }
}
