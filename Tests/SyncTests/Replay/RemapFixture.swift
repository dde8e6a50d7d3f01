import Connectors
import Diagnostics
import Foundation
import SQLite
import Storage

@testable import Sync

/// A hub whose connector takes one file after the other and keeps raw records; rows are `编号,质量,删`.
final class RemapFixture {
    let run: RunFixture
    var header = "编号,质量,删"
    private var files = 0

    init(keep: String = "keep: { raw: 90d }", mode: String = "incremental, deletes: { flag: 删 == \"x\" }") throws {
        run = try RunFixture(csv: "")
        try FileManager.default.removeItem(atPath: run.directory + "/inbox/permits.csv")
        try connector(keep: keep, mode: mode)
        try mapping("质量")
        try run.write(
            "mappings/feeds/all.yaml",
            """
            feed: all
            title: { zh: 全部, en: All }
            partner: 水务局
            purpose: test
            retention: 90d
            entities:
              permit: { columns: [number, mass] }
            """)
    }

    func connector(
        keep: String = "keep: { raw: 90d }", mode: String = "incremental, deletes: { flag: 删 == \"x\" }",
        identity: String = "编号"
    ) throws {
        try run.write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            files: { folder: inbox, pattern: "*.csv", format: csv, stable_for: 0s }
            identity: \(identity)
            sync: { mode: \(mode) }
            \(keep)
            """)
    }

    /// `mass` as YAML, and a rule of `when:`.
    func mapping(_ mass: String, when: String = "") throws {
        let rule = when.isEmpty ? "" : "when: { 在用: \"\(when)\" }\n"
        try run.write(
            "mappings/permits.yaml",
            "mapping: permits\n\(rule)to: { permit: { fields: { number: 编号, mass: \(mass) } } }\n")
    }

    /// Drops a file of rows and pulls it.
    @discardableResult func pull(_ rows: [String], settings: SyncRun.Settings = .init()) async throws -> Run {
        files += 1
        try drop(rows, "f\(1_000 + files)")
        return try await sync(settings)
    }

    @discardableResult func sync(_ settings: SyncRun.Settings = .init()) async throws -> Run {
        try await SyncRun(task(), settings: settings).perform()
    }

    func drop(_ rows: [String], _ name: String) throws {
        try run.write("inbox/\(name).csv", ([header] + rows).map { $0 + "\n" }.joined())
    }

    /// How much is kept, below what a file may say.
    var mostKept: Int?

    func task() throws -> RunTask {
        let task = try loadedTask()
        guard let mostKept else { return task }
        var definition = task.definition
        definition.keep?.size = mostKept
        return RunTask(hub: task.hub, definition: definition, mapping: task.mapping)
    }

    private func loadedTask() throws -> RunTask {
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(run.directory, into: bag)?.task(for: "permits") else {
            throw FixtureError(text: TextRenderer().render(bag.diagnostics))
        }
        return task
    }

    func remap(
        _ filter: KeptFilter = KeptFilter(), isDry: Bool = false, now: @escaping @Sendable () -> Int64 = SyncRun.clock
    ) throws -> Remap.Outcome {
        try Remap(task(), now: now).perform(filter, isDry: isDry)
    }

    func retry(_ filter: QuarantineFilter = QuarantineFilter()) throws -> QuarantineRetry.Outcome {
        try QuarantineRetry(task().hub).perform(filter)
    }

    func store() throws -> Store { try run.store() }

    /// The rows: `number=mass`.
    func rows() throws -> [String] {
        try store().all("SELECT number, CAST(mass AS TEXT) FROM permit ORDER BY number") {
            "\($0.text(0) ?? "")=\($0.text(1) ?? "∅")"
        }
    }

    /// The feed: `op cause number`, in order.
    func lines(after seq: Int64 = 0) throws -> [String] {
        try store().all(
            """
            SELECT json_extract(body, '$.op'), json_extract(body, '$.cause'),
              coalesce(json_extract(body, '$.record.number'), '-') FROM hub_feed_1 WHERE seq > ?1 ORDER BY seq
            """, seq
        ) { "\($0.text(0) ?? "") \($0.text(1) ?? "") \($0.text(2) ?? "")" }
    }

    func head() throws -> Int64 { try store().feeds().first?.head ?? 0 }

    func held() throws -> [String] {
        try store().quarantine(QuarantineFilter()).map { "\($0.key) \($0.code) \($0.value)" }
    }
}
