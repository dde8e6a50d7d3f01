import Diagnostics
import Model
import YAML

@testable import Feeds

/// A small schema and feed files to try on it.
enum Fixture {
    static let schema: UnifiedSchema = {
        var source = EntitySchema(
            name: "pollution_source", prefix: "ps", title: Title(zh: "污染源", en: "Pollution source"),
            identity: .linked, key: ["code"])
        source.fields = [
            field("code", .text, required: true), field("name", .text), field("region", .code(table: "gbt2260")),
            field("location", .point), field("media", .list), field("since", .date), field("seen", .datetime),
            field("listed", .bool), field("days", .integer), field("flow", .quantity(unit: "m3/d")),
            field("phone", .text, .personal), field("password", .text, .secret),
        ]
        source.time = "seen"
        var outlet = EntitySchema(
            name: "outlet", prefix: "ol", title: Title(zh: "排放口", en: "Outlet"), identity: .keyed,
            key: ["source", "code"])
        outlet.fields = [field("source", .ref(entity: "pollution_source"), required: true), field("code", .text)]
        return UnifiedSchema(entities: [source, outlet])
    }()

    private static func field(
        _ name: String, _ type: FieldType, _ sensitivity: Sensitivity = .public, required: Bool = false
    ) -> FieldSchema {
        var field = FieldSchema(name: name, type: type, title: Title(zh: "字段" + name, en: name))
        field.sensitivity = sensitivity
        field.isRequired = required
        return field
    }

    static let heading = """
        feed: water
        title: { zh: 水务, en: Water }
        partner: 水务局
        purpose: 执法

        """

    /// A feed of one entity.
    static func feed(
        columns: String, filter: String = "", masks: String = "", heading extra: String = "",
        entity: String = "pollution_source"
    ) -> (feed: CompiledFeed?, problems: [String]) {
        var text = heading + extra + "entities:\n  \(entity):\n    columns: [\(columns)]\n"
        if !filter.isEmpty { text += "    where: |\n      \(filter)\n" }
        if !masks.isEmpty { text += "    masks: { \(masks) }\n" }
        return read(text)
    }

    static func read(_ text: String, name: String = "water.yaml") -> (feed: CompiledFeed?, problems: [String]) {
        let bag = DiagnosticBag()
        let feed = CompiledFeed.read(name: name, bytes: Array(text.utf8), schema: schema, into: bag)
        let problems = bag.diagnostics.map { problem in
            let start = problem.location?.range.start
            return "\(problem.code.id) \(start?.line ?? 0):\(start?.column ?? 0) \(problem.message)"
                + (problem.evidence.isEmpty ? "" : " | \(problem.evidence)")
        }
        return (feed, problems)
    }
}

/// The values of one row, with their texts.
struct Row {
    var values: [MappedValue]
    var arena: [UInt8] = []
    private let entity: EntitySchema

    init(_ entity: String = "pollution_source") {
        self.entity = Fixture.schema.entity(entity)!
        values = [MappedValue](repeating: .null, count: self.entity.columns.count)
    }

    private func index(_ name: String) -> Int { entity.columns.firstIndex { $0.name == name }! }

    func text(_ column: String, _ text: String, kind: MappedValue.Kind = .text) -> Row {
        var row = self
        let bytes = Array(text.utf8)
        row.values[index(column)] = MappedValue(kind, payload: Int64(arena.count), length: UInt32(bytes.count))
        row.arena += bytes
        return row
    }

    func set(_ column: String, _ kind: MappedValue.Kind, _ payload: Int64, exponent: Int8 = 0) -> Row {
        var row = self
        row.values[index(column)] = MappedValue(kind, payload: payload, exponent: exponent)
        return row
    }

    func record(_ entity: CompiledFeedEntity) -> String {
        var out: [UInt8] = []
        entity.appendRecord(values, at: 0, arena: arena, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    func matches(_ filter: String) -> Bool? {
        let name = entity.name
        let column = name == "outlet" ? "source" : "code"
        let feed = Fixture.feed(columns: column, filter: filter, entity: name).feed
        return feed?.entity(named: name)?.matches(values, at: 0, arena: arena)
    }
}
