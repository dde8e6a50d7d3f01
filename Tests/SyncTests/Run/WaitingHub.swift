import Diagnostics
import Foundation
import SQLite
import Storage

@testable import Sync

/// A hub whose permits name sources, and whose outlets name permits; each comes from a connector of its own.
final class WaitingHub {
    let directory: String
    private var files = 0

    init(missing: String = "defer", holder: String = "{ local_code: code }") throws {
        directory = NSTemporaryDirectory() + "waiting-\(UUID().uuidString)"
        for (name, text) in Self.schema { try write("mappings/schema/\(name).yaml", text) }
        for (name, identity) in [("sources", "code"), ("permits", "no"), ("outlets", "[no, outlet]")] {
            try write("connectors/\(name).yaml", Self.connector(name, identity))
        }
        try write(
            "mappings/sources.yaml",
            "mapping: sources\nto: { source: { fields: { local_code: code, uscc: uscc, name: name } } }\n")
        try permits(missing: missing, holder: holder)
        try write(
            "mappings/outlets.yaml",
            """
            mapping: outlets
            to:
              licence: { entity: permit, reference: true, missing: \(missing), fields: { number: no } }
              outlet: { fields: { permit: { ref: licence }, code: outlet } }
            """)
        try FileManager.default.createDirectory(atPath: directory + "/state", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func permits(missing: String, holder: String = "{ local_code: code }") throws {
        try write(
            "mappings/permits.yaml",
            """
            mapping: permits
            to:
              holder: { entity: source, reference: true, missing: \(missing), fields: \(holder) }
              permit: { fields: { number: no, source: { ref: holder }, mass: { from: mass, null_if: ["-"] } } }
            """)
    }

    static func connector(_ name: String, _ identity: String, format: String = "csv") -> String {
        """
        connector: \(name)
        system: city
        kind: files
        files: { folder: inbox/\(name), pattern: "*.\(format)", format: \(format), stable_for: 0s }
        identity: \(identity)
        sync: { mode: incremental, deletes: none }
        contract: { missing_field: ignore }
        """
    }

    func write(_ name: String, _ text: String) throws {
        let url = URL(filePath: directory).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Drops a file and syncs its connector.
    @discardableResult func drop(
        _ connector: String, _ text: String, format: String = "csv", at: Int64? = nil
    ) async throws -> Run {
        files += 1
        try write("inbox/\(connector)/\(1000 + files).\(format)", text)
        return try await sync(connector, at: at)
    }

    @discardableResult func sync(_ connector: String, at: Int64? = nil) async throws -> Run {
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(directory, into: bag)?.task(for: connector) else {
            throw FixtureError(text: TextRenderer().render(bag.diagnostics))
        }
        var settings = SyncRun.Settings()
        if let at { settings.now = { at } }
        let run = try await SyncRun(task, settings: settings).perform()
        guard run.state == .ok, run.counts.isBalanced else { throw FixtureError(text: "\(run)") }
        return run
    }

    func store() throws -> Store { try Store(path: directory + "/state/envhub.db") }

    func entries(_ state: QuarantineFilter.State) throws -> [String] {
        var filter = QuarantineFilter()
        filter.state = state
        return try store().quarantine(filter).map { "\($0.code) \($0.key) \($0.value)" }
    }

    /// Permits and outlets, with what they refer to by its own names.
    func rows() throws -> [String] {
        let permits = try store().all(
            "SELECT p.number, printf('%g', p.mass), s.local_code, s.name FROM permit p LEFT JOIN source s ON s.id = p.source ORDER BY 1"
        ) { row in (0..<4).map { row.text($0) ?? "∅" }.joined(separator: " ") }
        let outlets = try store().all(
            """
            SELECT o.code, p.number, s.local_code FROM outlet o LEFT JOIN permit p ON p.id = o.permit
            LEFT JOIN source s ON s.id = o.source ORDER BY 1, 2
            """
        ) { row in (0..<3).map { row.text($0) ?? "∅" }.joined(separator: " ") }
        return permits + outlets
    }

    private static let schema = [
        "source": """
        entity: source
        prefix: ps
        title: { zh: 污染源, en: Source }
        identity: linked
        key: [local_code]
        identifiers: [uscc]
        fields:
          local_code: { type: text, title: { zh: 编码, en: Code }, required: true }
          uscc: { type: text, title: { zh: 信用代码, en: USCC } }
          name: { type: text, title: { zh: 名称, en: Name } }
        """,
        "permit": """
        entity: permit
        prefix: pm
        title: { zh: 许可证, en: Permit }
        identity: keyed
        key: [number]
        fields:
          number: { type: text, title: { zh: 编号, en: Number }, required: true }
          source: { type: ref(source), title: { zh: 源, en: Source } }
          mass: { type: decimal, title: { zh: 质量, en: Mass } }
        """,
        "outlet": """
        entity: outlet
        prefix: ol
        title: { zh: 排放口, en: Outlet }
        identity: keyed
        key: [permit, code]
        fields:
          permit: { type: ref(permit), title: { zh: 证, en: Permit }, required: true }
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
          source: { type: ref(source), title: { zh: 源, en: Source } }
        """,
    ]
}
