import Foundation
import JSON

/// A hub directory whose records have lists: of one, two parts are wrong; another is wrong as a whole.
final class PartsHub {
    private let hub: SmallHub

    init() throws {
        hub = try SmallHub()
        for file in ["connectors/sources.yaml", "mappings/sources.yaml", "mappings/feeds/partners.yaml"] {
            try FileManager.default.removeItem(at: hub.directory.appendingPathComponent(file))
        }
        try hub.write(
            "connectors/nest.yaml",
            """
            connector: nest
            kind: files
            files: { folder: in, pattern: "*.ndjson", format: ndjson, stable_for: 0s }
            identity: $.id
            sync: { mode: snapshot, deletes: none }
            """)
        try hub.write(
            "mappings/schema/sample.yaml",
            """
            entity: sample
            prefix: sa
            title: { zh: 样品, en: Sample }
            identity: keyed
            key: [code]
            fields:
              code: { type: text, title: { zh: 编号, en: Code }, required: true }
              source: { type: ref(pollution_source), title: { zh: 源, en: Source } }
              mass: { type: decimal, title: { zh: 质量, en: Mass } }
            """)
        try mapping("$.v")
        try hub.write(
            "in/a.ndjson",
            """
            {"id":"A","day":"2020-01-02","list":[{"c":"1","v":1},{"c":"2","v":"much"},{"c":"3","v":"more"}]}
            {"id":"B","day":"yesterday","list":[]}

            """)
    }

    /// `mass` of a part as YAML.
    func mapping(_ mass: String) throws {
        try hub.write(
            "mappings/nest.yaml",
            """
            mapping: nest
            to:
              place:
                entity: pollution_source
                fields: { local_code: $.id, established_on: { from: $.day, date: yyyy-MM-dd } }
                children:
                  sample: { each: "$.list[*]", fields: { code: $.c, mass: \(mass) } }
            """)
    }

    @discardableResult func run(_ words: String...) throws -> Binary.Outcome {
        try Binary.run(words + ["--hub", hub.directory.path])
    }

    func json(_ words: String...) throws -> JSONValue {
        try JSONValue(parsing: try Binary.run(words + ["--hub", hub.directory.path, "--json"]).out)
    }
}
