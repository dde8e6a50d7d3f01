import Foundation
import SQLite

/// A hub directory of a few entities and two feeds in a temporary folder: tests add connectors and mappings.
final class ReliableHub {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "reliable-\(UUID().uuidString)"
        for folder in ["connectors", "mappings/schema", "mappings/feeds", "mappings/codes", "inbox", "state"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        for (name, text) in Self.schema { try write(text, to: "mappings/schema/\(name).yaml") }
        try write(
            "code,label_zh,label_en,aliases,parent,valid_from,valid_to,note\nwater,水,Water,废水|水,,,,\nair,大气,Air,废气|大气,,,,\n",
            to: "mappings/codes/medium.csv")
        for (name, text) in Self.feeds { try write(text, to: "mappings/feeds/\(name).yaml") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Runs a command of the program on this hub.
    func run(
        _ command: String..., launcher: [String] = [], patience: Duration = .seconds(120)
    ) throws -> HubBinary.Outcome {
        try HubBinary.run(command + ["--hub", path], launcher: launcher, patience: patience)
    }

    /// The store, to read from.
    func store() throws -> Database { try Database(path: path + "/state/envhub.db", mode: .readOnly) }

    /// A query's rows, cells joined by `|`.
    func rows(_ sql: String) throws -> [String] { try store().texts(sql) }

    static let schema = [
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
        """,
        "permit": """
        entity: permit
        prefix: pm
        title: { zh: 许可证, en: Permit }
        identity: keyed
        key: [number]
        fields:
          number: { type: text, title: { zh: 编号, en: Number }, required: true }
          works: { type: ref(works), title: { zh: 企业, en: Works } }
          medium: { type: code(medium), title: { zh: 介质, en: Medium } }
          mass: { type: decimal, title: { zh: 质量, en: Mass } }
          issued_on: { type: date, title: { zh: 日期, en: Issued on } }
          listed: { type: integer, title: { zh: 排放口数, en: Outlets listed } }
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
          note: { type: text, title: { zh: 备注, en: Note } }
        """,
        "facility": """
        entity: facility
        prefix: fc
        title: { zh: 设施, en: Facility }
        identity: local
        key: [code]
        fields:
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
          works: { type: ref(works), title: { zh: 企业, en: Works } }
          capacity: { type: decimal, title: { zh: 能力, en: Capacity } }
        """,
    ]

    static let feeds = [
        "water": """
        feed: water
        title: { zh: 水, en: Water }
        partner: 水务局
        purpose: 测试
        retention: 90d
        entities:
          permit: { where: medium == "water", columns: [number, mass, works] }
          outlet: { columns: [permit, code, note] }
          works: { columns: [name] }
        """,
        "police": """
        feed: police
        title: { zh: 警, en: Police }
        partner: 环保警察
        purpose: 测试
        retention: 90d
        entities:
          permit: { where: medium == "air" or mass > 500, columns: [number, medium, mass] }
          facility: { where: capacity > 40, columns: [code, capacity, works] }
        """,
    ]
}

extension Database {
    /// A query's rows, cells joined by `|`.
    func texts(_ sql: String) throws -> [String] {
        let statement = try prepare(sql)
        var rows: [String] = []
        while try statement.step() {
            rows.append((0..<statement.columnCount).map { statement.text($0) ?? "∅" }.joined(separator: "|"))
        }
        return rows
    }
}
