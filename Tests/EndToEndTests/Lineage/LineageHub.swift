import Diagnostics
@testable import Dossiers
import Model
import SQLite
import Storage
import Sync
import TestServers

@testable import envhub

/// A hub directory of CSV connectors that are called by a letter, each a system: tests add mappings and files, and ask for lineage.
final class LineageHub {
    struct Failure: Error { let text: String }

    private let folder: TemporaryFolder
    /// What the clock says at the next run, in milliseconds.
    var now: Int64 = 1_767_225_600_000
    var path: String { folder.path }

    init(identity: String = "") throws {
        folder = try TemporaryFolder()
        for (name, text) in Self.schema { try folder.write(text, to: "mappings/schema/\(name).yaml") }
        if !identity.isEmpty { try setIdentity(identity) }
        try folder.write("", to: "state/.keep")
    }

    /// Says whose value survives.
    func setIdentity(_ fields: String) throws {
        try folder.write("entities:\n  works: { \(fields) }\n", to: "mappings/identity.yaml")
    }

    /// Adds a connector, or gives it another mapping; `to` is what stands under `to:`.
    func map(_ name: String, identity: String = "no", deletes: String = "none", _ to: String) throws {
        try folder.write(
            """
            connector: \(name)
            kind: files
            files: { folder: in/\(name), pattern: "*.csv", format: csv, stable_for: 0s }
            identity: \(identity)
            sync: { mode: snapshot, deletes: \(deletes) }
            contract: { missing_field: ignore }
            """, to: "connectors/\(name).yaml")
        let lines = to.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        try folder.write(
            "mapping: \(name)\nto:\n\(lines.joined(separator: "\n"))\n", to: "mappings/\(name).yaml")
    }

    /// Drops a file for a connector in place of what was there, and pulls it.
    @discardableResult func pull(_ name: String, _ csv: String) async throws -> Run {
        try folder.write(csv + "\n", to: "in/\(name)/rows.csv")
        now += 60_000
        var settings = SyncRun.Settings()
        settings.now = { [now] in now }
        guard let task = try loaded().task(for: name) else { throw Failure(text: "no connector \(name)") }
        return try await SyncRun(task, settings: settings).perform()
    }

    /// The hub as it is now.
    func loaded() throws -> Hub {
        let bag = DiagnosticBag()
        guard let hub = HubLoader.load(folder.path, into: bag) else {
            throw Failure(text: TextRenderer().render(bag.diagnostics))
        }
        return hub
    }

    /// The lineage of the row that a column of an entity's table finds.
    func lineage(_ entity: String, where column: String = "name", is value: String) throws -> Lineage {
        let reader = try DossierReader(ofRowsIn: loaded())
        let store = try Store(path: path + "/state/envhub.db")
        let row = try store.one("SELECT id FROM \"\(entity)\" WHERE \"\(column)\" = ?1", value)
        guard let row, let prefix = reader.schema.entity(entity).flatMap({ HubID.Prefix($0.prefix) }) else {
            throw Failure(text: "no \(entity) \(value)")
        }
        return try reader.lineage(of: HubID(prefix: prefix, number: row.integer(0)))
    }

    private static let schema = [
        "works": """
        entity: works
        prefix: wk
        title: { zh: 企业, en: Works }
        identity: linked
        key: [local_code]
        identifiers: [uscc]
        fields:
          local_code: { type: text, title: { zh: 编码, en: Code }, required: true }
          uscc: { type: text, title: { zh: 信用代码, en: USCC } }
          name: { type: text, title: { zh: 名称, en: Name } }
          aliases: { type: list, title: { zh: 别名, en: Aliases } }
          scope: { type: text, title: { zh: 经营范围, en: Scope } }
          phone: { type: text, title: { zh: 电话, en: Phone } }
          location: { type: point, title: { zh: 坐标, en: Location } }
        """,
        "station": """
        entity: station
        prefix: st
        title: { zh: 站点, en: Station }
        identity: keyed
        key: [code]
        fields:
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
          name: { type: text, title: { zh: 名称, en: Name } }
          river: { type: text, title: { zh: 水体, en: River } }
          depth: { type: decimal, title: { zh: 深度, en: Depth } }
          works: { type: ref(works), title: { zh: 企业, en: Works } }
        """,
    ]
}

extension FieldLineage {
    /// The text that the field holds.
    var text: String? { if case .text(let text)? = field.value { text } else { nil } }

    /// Who lost, shortly: system, record, text and fate.
    var lost: [String] {
        losers.map { loser in
            let value = if case .text(let text)? = loser.value { text } else { "∅" }
            return "\(loser.origin.system) \(loser.origin.record) \(value) \(loser.fate.rawValue)"
        }
    }

    /// System, record, run and places in the mapping.
    var told: String {
        field.origin.map { origin in
            let run = origin.run.map(String.init) ?? "?"
            return "\(origin.system) \(origin.record) \(run) \(origin.lines.joined(separator: " "))"
        } ?? "nobody"
    }
}
