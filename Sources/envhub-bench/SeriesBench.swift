import Foundation
import Storage
import Terminal

/// `envhub-bench series`: minute values of many points for some days: how many a second are stored, how many bytes each takes,
/// and how long one point's day and the latest values of all points take to read.
struct SeriesBench {
    let options: BenchOptions
    private let points = 180
    private let factors = 5
    private static let minute: Int64 = 60_000
    private static let start: Int64 = 1_764_028_800_000

    func run() async throws {
        let keeps = options.keeps
        let directory = keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let path = directory + "/measurements.db"
        var sources = (0..<points * factors).map { WanderingValue(seed: UInt64($0)) }
        for day in 1...max(options.days, 1) {
            let (_, measures) = try await Measures.of { try fill(path, day: day, &sources) }
            if day & (day - 1) == 0 || day == options.days { try report(path, days: day, measures) }
        }
    }

    /// One day: an hour a transaction, sealed as the hub does it.
    private func fill(_ path: String, day: Int, _ sources: inout [WanderingValue]) throws {
        let store = try SeriesStore(path: path)
        var reading = Reading()
        for hour in 0..<24 {
            try store.inTransaction {
                for minute in 0..<60 {
                    let time = Self.start + Int64((day - 1) * 1440 + hour * 60 + minute) * Self.minute
                    for point in 0..<points { try append(point, time, &reading, &sources, store) }
                }
            }
            let now = Self.start + Int64((day - 1) * 24 + hour + 1) * 60 * Self.minute
            try store.inTransaction { _ = try store.seal(now: now, limit: points) }
        }
    }

    private func append(
        _ point: Int, _ time: Int64, _ reading: inout Reading, _ sources: inout [WanderingValue], _ store: SeriesStore
    ) throws {
        reading.removeValues()
        reading.series = SeriesID(point: try store.point("MN\(point)"), period: .minute)
        reading.time = time
        reading.received = time + 61_000 + Int64(point % 7) * 1000
        for factor in 0..<factors {
            let name = "w0\(factor)"
            let value = sources[point * factors + factor].next()
            reading.add(
                try store.column(SeriesColumnName(factor: name, field: "Avg", unit: "mg/L")), mantissa: value, scale: 2)
            let flag = try store.column(SeriesColumnName(factor: name, field: "Flag", unit: ""))
            unsafe reading.add(flag, text: [UInt8(ascii: value % 97 == 0 ? "D" : "N")].span.bytes)
        }
        _ = try store.append(&reading)
    }

    private func report(_ path: String, days: Int, _ measures: Measures) throws {
        let reader = try SeriesReader(path: path)
        let values = points * factors * days * 1440
        let bytes = [path, path + "-wal"].reduce(0) {
            $0 + ((try? FileManager.default.attributesOfItem(atPath: $1)[.size] as? Int) ?? 0)
        }
        let middle = Self.start + Int64(days / 2) * 1440 * Self.minute
        let day = try time(times: 20) { number in
            var count = 0
            let series = SeriesID(point: Int64(number * 7 % points + 1), period: .minute)
            try reader.read(series, from: middle, to: middle + 1440 * Self.minute) { count += $0.values.count }
            guard count == 1440 * factors * 2 || days == 1 else {
                throw BenchError(message: "\(count) values in a day")
            }
        }
        let latest = try time(times: 5) { _ in
            var count = 0
            for point in 1...points { count += try reader.latest(SeriesID(point: Int64(point), period: .minute)).count }
            guard count == points * factors * 2 else { throw BenchError(message: "\(count) latest values") }
        }
        let perDay = Double(points * factors * 1440)
        TerminalOutput.standardOutput.line(
            """
            \(days) days, \(HumanFormat.count(values)) values: \(HumanFormat.count(Int(perDay / measures.seconds))) \
            values/s stored, \(HumanFormat.bytes(bytes)) (\(bytes * 100 / values) hundredths of a byte a value), \
            one point's day \(day) ms, latest of \(points) points \(latest) ms
            """)
    }

    /// The median of some times, in milliseconds.
    private func time(times: Int, _ work: (Int) throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let all = try (0..<times).map { number in
            let start = clock.now
            try work(number)
            return Double((clock.now - start) / .microseconds(1)) / 1000
        }
        return all.sorted()[times / 2]
    }
}

/// Something measured: it wanders, with the noise of an instrument in its last digits.
private struct WanderingValue {
    private var state: UInt64
    private var level: Int64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        level = Int64(seed % 50) * 100 + 500
    }

    private mutating func random(_ count: Int64) -> Int64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int64(state % UInt64(count))
    }

    /// Hundredths.
    mutating func next() -> Int64 {
        level = max(level + random(41) - 20, 10)
        return level + random(9) - 4
    }
}
