import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// A hub of one folder of JSON with permits and their outlets, for previews.
final class PreviewFixture {
    let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "preview-\(UUID().uuidString)"
        for (name, text) in Self.files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func write(_ name: String, _ text: String) throws {
        let url = URL(filePath: directory).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func task() throws -> RunTask {
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(directory, into: bag)?.task(for: "permits") else {
            throw FixtureError(text: TextRenderer().render(bag.diagnostics))
        }
        return task
    }

    func sync() async throws -> Run {
        try FileManager.default.createDirectory(atPath: directory + "/state", withIntermediateDirectories: true)
        return try await SyncRun(try task()).perform()
    }

    func preview(limit: Int = 200) async throws -> Preview {
        try await PreviewRun(try task(), limit: limit).perform()
    }

    /// Everything below the state directory, byte for byte, and every row of every table.
    func state() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: directory + "/state")?.compactMap({ $0 as? String }) ?? [] {
            let isDirectory = URL(filePath: directory + "/state/" + name).hasDirectoryPath
            if !isDirectory { found[name] = FileManager.default.contents(atPath: directory + "/state/" + name) }
        }
        return found
    }

    private static let files = [
        "connectors/permits.yaml": """
        connector: permits
        kind: files
        files: { folder: inbox, pattern: "*.json", format: json, stable_for: 0s }
        identity: $.no
        sync: { mode: snapshot, deletes: { flag: '$.zt == "9"' } }
        """,
        "mappings/permits.yaml": """
        mapping: permits
        when: { 不是草稿: $.zt != "0" }
        to:
          permit:
            fields: { number: $.no, kind: $.kind, mass: $.mass }
            children:
              outlet: { each: "$.outlets[*]", absent: delete, fields: { code: $.code, height: { from: $.h, unit: m } } }
        """,
        "mappings/schema/permit.yaml": """
        entity: permit
        prefix: pm
        title: { zh: 许可证, en: Permit }
        identity: keyed
        key: [number]
        fields:
          number: { type: text, title: { zh: 编号, en: Number }, required: true }
          kind: { type: code(kind), title: { zh: 类别, en: Kind } }
          mass: { type: decimal, title: { zh: 质量, en: Mass } }
        """,
        "mappings/schema/outlet.yaml": """
        entity: outlet
        prefix: ol
        title: { zh: 排放口, en: Outlet }
        identity: keyed
        key: [permit, code]
        fields:
          permit: { type: ref(permit), title: { zh: 许可证, en: Permit }, required: true }
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
          height: { type: quantity, unit: m, title: { zh: 高度, en: Height } }
        """,
        "mappings/units.yaml": """
        dimensions: { length: { base: m } }
        units: { m: { dimension: length, factor: "1", title: { zh: 米, en: m } } }
        """,
        "mappings/codes/kind.csv":
            "code,label_zh,label_en,aliases,parent,valid_from,valid_to,note\nkey,重点管理,Key,,,,,\nsimple,简化管理,Simple,,,,,\n",
        "mappings/feeds/all.yaml": """
        feed: all
        title: { zh: 共享, en: Partners }
        partner: 水务局
        purpose: 测试
        retention: 90d
        entities: { permit: { columns: [kind, mass] } }
        """,
        "inbox/a.json": """
        [{"no":"p1","kind":"simple","mass":"1.50","outlets":[{"code":"A","h":"15"},{"code":"B"}]},
         {"no":"p2","kind":"key","outlets":[{"code":"A"}]},
         {"no":"p3","kind":"what"},
         {"no":"p4","kind":"key"}]
        """,
    ]
}
