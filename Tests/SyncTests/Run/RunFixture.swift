import Diagnostics
import Foundation
import Storage

@testable import Sync

/// A hub directory with one CSV connector, made for a test.
final class RunFixture {
    let directory: String

    init(csv: String, extra: String = "", sync: String = "snapshot, deletes: snapshot") throws {
        directory = NSTemporaryDirectory() + "run-\(UUID().uuidString)"
        try write("inbox/permits.csv", csv)
        try write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            files: { folder: inbox, pattern: "*.csv", format: csv, page_records: 2, stable_for: 0s }
            identity: no
            sync: { mode: \(sync) }
            \(extra)
            """)
        try write("mappings/permits.yaml", "mapping: permits\nto: { permit: { fields: { number: no, mass: mass } } }\n")
        try write(
            "mappings/schema/permit.yaml",
            """
            entity: permit
            prefix: pm
            title: { zh: 许可证, en: Permit }
            identity: keyed
            key: [number]
            fields:
              number: { type: text, title: { zh: 编号, en: Number }, required: true }
              mass: { type: decimal, title: { zh: 质量, en: Mass } }
            """)
        try FileManager.default.createDirectory(atPath: directory + "/state", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func write(_ name: String, _ text: String) throws {
        let url = URL(filePath: directory).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func sync(_ settings: SyncRun.Settings = .init()) async throws -> Run {
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(directory, into: bag)?.task(for: "permits") else {
            throw FixtureError(text: TextRenderer().render(bag.diagnostics))
        }
        return try await SyncRun(task, settings: settings).perform()
    }

    func store() throws -> Store { try Store(path: directory + "/state/envhub.db") }
}

struct FixtureError: Error {
    let text: String
}
