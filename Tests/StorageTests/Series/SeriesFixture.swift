import Foundation

@testable import Storage

/// A file of time series of its own, gone with the fixture.
final class SeriesFixture {
    let directory: URL
    let path: String
    private(set) var store: SeriesStore

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-series-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "measurements.db").path
        store = try SeriesStore(path: path)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// As after a restart.
    func reopen() throws { store = try SeriesStore(path: path) }

    /// Stores one value in a transaction of its own.
    @discardableResult func append(
        _ mantissa: Int64, scale: UInt8 = 1, at time: Int64, point: String = "MN1",
        period: SeriesPeriod = .minute, factor: String = "w01018", flag: String = "N"
    ) throws -> SeriesStore.Outcome {
        try store.inTransaction {
            var reading = Reading()
            reading.series = SeriesID(point: try store.point(point), period: period)
            reading.time = time
            reading.received = time + 5_000
            let column = try store.column(SeriesColumnName(factor: factor, field: "Avg", unit: "mg/L"))
            reading.add(column, mantissa: mantissa, scale: scale)
            let flags = try store.column(SeriesColumnName(factor: factor, field: "Flag", unit: ""))
            unsafe reading.add(flags, text: Array(flag.utf8).span.bytes)
            return try store.append(&reading)
        }
    }

    /// All readings of a series, as texts.
    func texts(
        _ point: String = "MN1", _ period: SeriesPeriod = .minute, from: Int64 = 0, to: Int64 = .max
    ) throws -> [String] {
        let reader = try SeriesReader(path: path)
        return try reader.snapshot {
            guard let number = try reader.point(point) else { return [] }
            var texts: [String] = []
            try reader.read(SeriesID(point: number, period: period), from: from, to: to) { reading in
                let values = reading.values.map { "\($0.name.field)=\($0.value)" }.joined(separator: ",")
                texts.append("\(reading.time) \(values)")
            }
            return texts
        }
    }
}
