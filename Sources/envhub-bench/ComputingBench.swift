import Connectors
import Foundation
import Model
import Monitoring
import Storage
import Synchronization
import Terminal

/// `envhub-bench computing`: hours and days of many points made of their minutes while devices go on reporting: how long it
/// takes, and what devices notice of it.
struct ComputingBench {
    let options: BenchOptions
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    /// 2025-11-26T02:00:00+08:00.
    private static let start: Int64 = 1_764_093_600_000
    private let factors = 10

    func run() async throws {
        for isComputing in [false, true] {
            let directory = BenchOptions.temporaryDirectory
            try? FileManager.default.removeItem(atPath: directory)
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: directory) }
            try fill(directory + "/measurements.db")
            try await measure(directory + "/measurements.db", isComputing: isComputing)
        }
    }

    /// Two hours of minutes of every point.
    private func fill(_ path: String) throws {
        let store = try SeriesStore(path: path)
        var reading = Reading()
        for minute in 0..<Int64(120) {
            try store.inTransaction {
                for point in 0..<options.points {
                    try append(point, Self.start + minute * Self.minute, &reading, store)
                }
            }
        }
    }

    private func append(_ point: Int, _ time: Int64, _ reading: inout Reading, _ store: SeriesStore) throws {
        reading.removeValues()
        reading.series = SeriesID(point: try store.point("POINT\(point)"), period: .minute)
        reading.time = time
        reading.received = time + Self.minute
        for factor in 0..<factors {
            let name = factor == 0 ? "w00000" : "w2100\(factor)"
            for (place, field) in ["Min", "Avg", "Max", "Cou"].enumerated() {
                let column = try store.column(SeriesColumnName(factor: name, field: field, unit: "mg/L"))
                let noise = (time / Self.minute &* 31 &+ Int64(point &* 17 &+ factor)) % 97
                reading.add(column, mantissa: 1_000 + Int64(place) * 200 + noise, scale: 2)
            }
            let flag = try store.column(SeriesColumnName(factor: name, field: "Flag", unit: ""))
            reading.add(flag, letter: UInt8(ascii: "N"))
        }
        _ = try store.append(&reading)
    }

    private func measure(_ path: String, isComputing: Bool) async throws {
        var rules = DeviceRules()
        rules.host = "127.0.0.1"
        if !isComputing { rules.computed = [:] }
        let zone = TimeZoneRules(named: "Asia/Shanghai") ?? .utc
        // Both hours are over, and so is the day before.
        let surroundings = DeviceService.Surroundings(path: path, zone: zone) { Self.start + 3 * Self.hour }
        let service = try DeviceService(rules, in: surroundings)
        defer { service.stop() }
        var plan = FleetPlan()
        (plan.port, plan.devices, plan.rate, plan.start) = (service.port, 100, options.rate, Self.start + 2 * Self.hour)
        plan.seconds = Double(options.seconds)
        let ((report, took), measures) = try await Measures.of {
            let fleet = Task.detached { [plan] in try DeviceFleet(plan, zone: zone).run() }
            let took = isComputing ? try await wait(path) : nil
            return (try await fleet.value, took)
        }
        let cost = Int(measures.processorSeconds * 1e6 / Double(max(report.answered, 1)))
        let out = TerminalOutput.standardOutput
        out.line(
            "\(isComputing ? "computing" : "not computing"): \(HumanFormat.count(Int(report.rate))) packets/s answered, half in "
                + "\(report.wait(0.5)) ms, 99 % in \(report.wait(0.99)) ms, all in \(report.wait(1)) ms; both ends "
                + "take \(cost) µs of a processor a packet")
        if let took, options.points > 1 {
            out.line("two hours of \(options.points) points of \(factors) factors: \(took) s")
        }
    }

    /// How long it takes from the first computed hour on until there are all.
    private func wait(_ path: String) async throws -> Double {
        let reader = try SeriesReader(path: path)
        let clock = ContinuousClock()
        var first: ContinuousClock.Instant?
        for _ in 0..<60_000 {
            let count = try (1...options.points).count { point in
                try reader.latest(SeriesID(point: Int64(point), period: .hour)).isEmpty == false
            }
            if count > 0, first == nil { first = clock.now }
            if count == options.points, let first { return Double((clock.now - first) / .milliseconds(1)) / 1000 }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw BenchError(message: "not all hours were computed")
    }
}
