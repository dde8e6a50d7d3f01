import Foundation
import Model
import Storage

@testable import Monitoring

/// A judge over a file of its own.
final class JudgeFixture {
    let directory: URL
    private let path: String
    private var store: SeriesStore
    private(set) var judge: ExceedanceJudge
    private var book = LimitBook()

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "measurements.db").path
        store = try SeriesStore(path: path)
        judge = ExceedanceJudge(store)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// As after a restart; with other limits, when they changed meanwhile.
    func reopen(_ rules: [LimitRule]? = nil) throws {
        if let rules { book.points["MN1"]?.limits = ["w01018": rules] }
        store = try SeriesStore(path: path)
        judge = ExceedanceJudge(store)
        try store.inTransaction { try judge.takeAll(book, at: 0) }
    }

    /// Says which limits hold.
    func limit(_ rules: [LimitRule], of factor: String = "w01018", at now: Int64 = 0) throws {
        var point = LimitBook.Point(
            code: "MN1", name: "总排口", medium: "water", outlet: "DW001", uscc: "91440101231245152Y")
        point.limits = [factor: rules]
        book = LimitBook([point])
        try store.inTransaction { try judge.takeAll(book, at: now) }
    }

    /// Stores and judges one value, in tenths.
    func report(
        _ tenths: Int64, at time: Int64, field: String = "Avg", flag: String = "N", period: SeriesPeriod = .minute,
        converted: Int64? = nil
    ) throws {
        try store.inTransaction {
            var reading = Reading()
            reading.series = SeriesID(point: try store.point("MN1"), period: period)
            reading.time = time
            reading.received = time + 1000
            try add(field, tenths, to: &reading)
            if let converted { try add("Zs" + field, converted, to: &reading) }
            let column = try store.column(SeriesColumnName(factor: "w01018", field: "Flag", unit: ""))
            unsafe reading.add(column, text: Array(flag.utf8).span.bytes)
            if try store.append(&reading) != .repeated { try judge.judge(reading) }
        }
    }

    private func add(_ field: String, _ tenths: Int64, to reading: inout Reading) throws {
        let column = try store.column(SeriesColumnName(factor: "w01018", field: field, unit: "mg/L"))
        reading.add(column, mantissa: tenths, scale: 1)
    }

    /// Drops minutes before a time, as their retention does.
    func drop(before time: Int64) throws {
        try store.inTransaction { try store.drop(before: [.minute: time]) }
    }

    func seal(now: Int64) throws {
        try store.inTransaction { _ = try store.seal(now: now, limit: 100) }
    }

    /// What the hub is told, newest last, as fields of the records.
    func notices() throws -> [[String: String]] {
        try SeriesReader(path: path).notices(after: 0, limit: 10_000).map { notice in
            let object = try JSONSerialization.jsonObject(with: Data(notice.body)) as? [String: Any] ?? [:]
            return object.mapValues { "\($0)" }
        }
    }
}

extension ExceedanceJudge {
    /// Takes limits over, and holds all stored values against what changed.
    func takeAll(_ book: LimitBook, at now: Int64) throws {
        try take(book, at: now)
        while hasOverdue { try judgeNext(at: now) }
    }
}
