import Foundation
import JSON

/// A hub directory of one CSV file, made anew for a test and removed after it.
final class SmallHub {
    let directory: URL

    /// Five sources, one of them with a day written in another way.
    static let rows = """
        编码,名称,成立日期
        A1,清远市某某陶瓷有限公司,2011-05-06
        A2,"佛冈县, 第二水泥厂",2012-07-08
        A3,连州市造纸厂,2013/09/10
        A4,英德市化工厂,
        A5,阳山县屠宰场,2019-01-02

        """

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("hub-\(UUID().uuidString)")
        try write("mappings/schema/pollution_source.yaml", Self.schema)
        try write("mappings/feeds/partners.yaml", Self.feed)
        try write("mappings/sources.yaml", Self.mapping(dates: "yyyy-MM-dd"))
        try write("connectors/sources.yaml", Self.connector)
        try write("in/sources.csv", Self.rows)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func write(_ name: String, _ text: String) throws {
        let file = directory.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Runs a command on this hub.
    @discardableResult func run(_ words: String...) throws -> Binary.Outcome {
        try Binary.run(words + ["--hub", directory.path])
    }

    /// Runs a command with `--json`, and reads what it says.
    func json(_ words: String...) throws -> JSONValue {
        try JSONValue(parsing: try Binary.run(words + ["--hub", directory.path, "--json"]).out)
    }

    static func mapping(dates: String) -> String {
        """
        mapping: sources
        title: 污染源
        defaults: { clean: [trim] }
        to:
          pollution_source:
            fields:
              local_code: 编码
              name: 名称
              established_on: { from: 成立日期, date: \(dates) }
        """
    }

    static let connector = """
        connector: sources
        title: 污染源清单
        kind: files
        mapping: sources
        files:
          folder: in
          pattern: "*.csv"
          format: csv
        identity: 编码
        timezone: Asia/Shanghai
        sync:
          mode: snapshot
          deletes: snapshot
          reconcile: { max_absent: 50% }
        """

    static let schema = """
        entity: pollution_source
        prefix: ps
        title: { zh: 污染源, en: Pollution source }
        identity: linked
        key: [local_code]
        identifiers: []
        fields:
          local_code: { type: text, title: { zh: 编码, en: Code }, required: true }
          name: { type: text, title: { zh: 名称, en: Name } }
          established_on: { type: date, title: { zh: 成立日期, en: Established on } }
        """

    static let feed = """
        feed: partners
        title: { zh: 共享, en: Partners }
        partner: 水务局
        purpose: 测试
        retention: 90d
        entities:
          pollution_source: { columns: [name, established_on] }
        """
}
