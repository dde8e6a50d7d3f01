import Foundation
import Model
import Storage

@testable import Monitoring

/// A file of time series with all that is made of it, driven step by step.
final class ComputingFixture {
    let directory: URL
    let path: String
    let zone: TimeZoneRules
    private let rules: PeriodComputer.Rules
    private(set) var store: SeriesStore
    private var judge: ExceedanceJudge
    private(set) var computer: PeriodComputer
    private var book = LimitBook()

    init(zone name: String = "Asia/Shanghai", rules: PeriodComputer.Rules = PeriodComputer.Rules()) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-computing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "measurements.db").path
        zone = try required(TimeZoneRules(named: name))
        self.rules = rules
        store = try SeriesStore(path: path)
        judge = ExceedanceJudge(store)
        computer = PeriodComputer(store, judge: judge, zone: zone, rules: rules)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// As after a crash: all that was only in memory is gone.
    func crash(at now: Int64) throws {
        store = try SeriesStore(path: path)
        judge = ExceedanceJudge(store)
        computer = PeriodComputer(store, judge: judge, zone: zone, rules: rules)
        if !book.points.isEmpty { try limit(book, at: now) }
    }

    func limit(_ book: LimitBook, at now: Int64) throws {
        self.book = book
        try store.inTransaction {
            try judge.takeAll(book, at: now)
            try computer.yearly.take(book, at: now)
        }
    }

    /// What a clock in the zone shows, as a moment: `2025-11-26 08:00`.
    func time(_ text: String) throws -> Int64 {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        let date = try required(CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]))
        let minutes = numbers.count > 4 ? numbers[3] * 60 + numbers[4] : 0
        let reading = try required(CivilDateTime(date: date, millisecondOfDay: minutes * 60_000))
        return reading.instant(in: zone).milliseconds
    }

    /// Stores what a device says, written as in a packet: `w01018-Avg=40.1,w01018-Flag=N;w00000-Cou=10.5`.
    @discardableResult func send(
        _ fields: String, at time: Int64, _ period: SeriesPeriod = .minute, point: String = "MN1",
        origin: ReadingOrigin = .device
    ) throws -> SeriesStore.Outcome {
        try store.inTransaction { try append(fields, at: time, period, point, origin) }
    }

    func append(
        _ fields: String, at time: Int64, _ period: SeriesPeriod, _ point: String, _ origin: ReadingOrigin = .device
    ) throws -> SeriesStore.Outcome {
        var reading = Reading()
        reading.series = SeriesID(point: try store.point(point), period: period)
        reading.time = time
        reading.received = time + 60_000
        reading.origin = origin
        for field in fields.split(whereSeparator: { $0 == "," || $0 == ";" }) { try add(field, to: &reading) }
        let outcome = try store.append(&reading)
        if outcome == .repeated { return outcome }
        if outcome == .replaced {
            try judge.judgeAgain(reading.series, from: reading.time, at: reading.received)
        } else {
            try judge.judge(reading)
        }
        try computer.note(reading)
        return outcome
    }

    private func add(_ text: Substring, to reading: inout Reading) throws {
        let (name, value) = (text.prefix { $0 != "=" }, text.drop { $0 != "=" }.dropFirst())
        let (factor, field) = (String(name.prefix { $0 != "-" }), String(name.drop { $0 != "-" }.dropFirst()))
        let unit =
            switch field {
            case "Flag": ""
            case "Cou": StandardUnits.dischargeUnit(of: factor)
            default: StandardUnits.unit(of: factor)
            }
        let column = try store.column(SeriesColumnName(factor: factor, field: field, unit: unit))
        if field == "Flag" { return reading.add(column, letter: try required(value.utf8.first)) }
        let decimals = value.drop { $0 != "." }.dropFirst().count
        let mantissa = try required(Int64(value.filter { $0 != "." }))
        reading.add(column, mantissa: mantissa, scale: UInt8(decimals))
    }

    /// Computes all that is due, the smallest step at a time.
    ///
    /// - Returns: how many steps it took.
    @discardableResult func compute(at now: Int64, steps: Int = .max) throws -> Int {
        var count = 0
        while count < steps, try computer.step(at: now, atMost: .zero) { count += 1 }
        return count
    }

    func seal(now: Int64) throws { try store.inTransaction { _ = try store.seal(now: now, limit: 1000) } }

    /// The readings of a series as lines: `08:00 computed w01018-Avg=40.10 …`.
    func readings(
        _ period: SeriesPeriod, _ point: String = "MN1", origin: (ReadingOrigin) -> Bool = { _ in true }
    ) throws -> [String] {
        let reader = try SeriesReader(path: path)
        guard let number = try reader.point(point) else { return [] }
        var lines: [String] = []
        try reader.read(SeriesID(point: number, period: period), from: 0, to: .max) { reading in
            guard origin(reading.origin) else { return }
            let values = reading.values.map { "\($0.name.factor)-\($0.name.field)=\($0.value)" }.sorted()
            let time = Instant(milliseconds: reading.time).reading(in: zone).description.prefix(16)
            lines.append("\(time) \(reading.origin) \(values.joined(separator: ","))")
        }
        return lines
    }

    /// When each reading of a series was written.
    func received(_ period: SeriesPeriod, _ point: String = "MN1") throws -> [Int64] {
        let reader = try SeriesReader(path: path)
        guard let number = try reader.point(point) else { return [] }
        var times: [Int64] = []
        try reader.read(SeriesID(point: number, period: period), from: 0, to: .max) { times.append($0.received) }
        return times
    }

    /// What the hub is told, newest last, as fields of the records.
    func notices() throws -> [[String: String]] {
        try SeriesReader(path: path).notices(after: 0, limit: 10_000).map { notice in
            let object = try JSONSerialization.jsonObject(with: Data(notice.body)) as? [String: Any] ?? [:]
            return object.mapValues { "\($0)" }
        }
    }
}
