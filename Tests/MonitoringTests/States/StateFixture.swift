import Foundation
import Model
import Storage

@testable import Monitoring

/// A keeper of states and a judge over a file of their own, as the writer of devices has them.
final class StateFixture {
    static let hour: Int64 = 3_600_000
    private let directory: URL
    private let settings: StateSettings
    private var store: SeriesStore
    private var keeper: StateKeeper
    private var judge: ExceedanceJudge
    private var book = LimitBook()

    init(_ settings: StateSettings = StateSettings()) throws {
        self.settings = settings
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-states-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        store = try SeriesStore(path: directory.path + "/series.db")
        keeper = StateKeeper(store, settings: settings)
        judge = ExceedanceJudge(store)
        try start(at: 0)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// As after a restart.
    func restart(at now: Int64) throws {
        store = try SeriesStore(path: directory.path + "/series.db")
        keeper = StateKeeper(store, settings: settings)
        judge = ExceedanceJudge(store)
        try start(at: now)
    }

    private func start(at now: Int64) throws {
        judge.told = { [keeper] in try keeper.note($0, $1, isOpen: $2, at: $3) }
        try store.inTransaction {
            try keeper.load(at: now)
            try judge.takeAll(book, at: now)
        }
    }

    /// The highest value of a factor that is allowed, in tenths.
    func limit(_ tenths: Int64, of factor: String = "w01018") throws {
        var point = LimitBook.Point(code: "MN1", name: "总排口", uscc: "91440101231245152Y")
        point.limits = [factor: [LimitRule(max: try DecimalValue(mantissa: tenths, exponent: -1))]]
        book = LimitBook([point])
        try store.inTransaction { try judge.takeAll(book, at: 0) }
    }

    /// Stores a value in tenths that arrives at its time.
    func report(
        _ tenths: Int64, at time: Int64, unit: String = "mg/L", flag: String = "N", period: SeriesPeriod = .minute,
        factor: String = "w01018", fails: Bool = false
    ) throws {
        do {
            try store.inTransaction {
                var reading = Reading()
                reading.series = SeriesID(point: try store.point("MN1"), period: period)
                reading.time = time
                reading.received = time
                let value = try store.column(SeriesColumnName(factor: factor, field: "Avg", unit: unit))
                reading.add(value, mantissa: tenths, scale: 1)
                let column = try store.column(SeriesColumnName(factor: factor, field: "Flag", unit: ""))
                unsafe reading.add(column, text: Array(flag.utf8).span.bytes)
                let isNew = try store.append(&reading) != .repeated
                try keeper.take(reading, isNew: isNew)
                if isNew { try judge.judge(reading) }
                try keeper.settle(judge.book, at: time)
                if fails { throw MissingValue() }
            }
        } catch let error as MissingValue {
            keeper.forget()
            judge.forget()
            if !fails { throw error }
        }
    }

    /// Looks for silence.
    func sweep(at now: Int64) throws {
        guard try keeper.sweep(at: now) else { return }
        try store.inTransaction { try keeper.settle(judge.book, at: now) }
    }

    /// What the hub was told last: `offline since 0: silent`.
    func told() throws -> String {
        struct Record: Decodable { var state: String, since: String, reason: String? }
        let notices = try store.reader.notices(after: 0, limit: 1000).filter { $0.kind == .state }
        guard let last = notices.last else { return "nothing" }
        let record = try JSONDecoder().decode(Record.self, from: Data(last.body))
        let date = try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(record.since)
        let since = Int64((date.timeIntervalSince1970 * 1000).rounded())
        return "\(record.state) since \(since)" + (record.reason.map { ": \($0)" } ?? "")
    }

    /// The number of the newest notice: another one when something was told.
    func change() throws -> Int64 { try store.reader.notices(after: 0, limit: 1000).last?.change ?? 0 }
}
