import Model

@testable import Identity

/// An invented entity with a field of each kind that rules ask for, and its members.
enum Members {
    static let schema: EntitySchema = {
        let title = Title(zh: "企业", en: "Works")
        var works = EntitySchema(name: "works", prefix: "wk", title: title, identity: .linked, key: ["code"])
        works.fields = [
            FieldSchema(name: "code", type: .text, title: title), FieldSchema(name: "name", type: .text, title: title),
            FieldSchema(name: "aliases", type: .list, title: title),
            FieldSchema(name: "days", type: .decimal, title: title),
            FieldSchema(name: "location", type: .point, title: title),
        ]
        return works
    }()

    /// A member; what is not given is null. Times are those of name, aliases, days and place.
    static func member(
        _ system: String, _ key: String = "1", name: String? = nil, aliases: [String]? = nil, days: String? = nil,
        at place: (lon: String?, lat: String?) = (nil, nil), times: [Int64] = []
    ) -> Candidate {
        var row = RowValues()
        row.append(.text, bytes: key.utf8)
        append(name, .text, to: &row)
        append(aliases.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]" }, .list, to: &row)
        for number in [days, place.lon, place.lat] {
            row.values.append(number.flatMap { try? DecimalValue($0) }.map { MappedValue($0) } ?? .null)
        }
        let all = times.isEmpty ? [] : [0] + times + times.suffix(1)
        return Candidate(system: system, key: key, values: row, times: all)
    }

    private static func append(_ text: String?, _ kind: MappedValue.Kind, to row: inout RowValues) {
        if let text { row.append(kind, bytes: text.utf8) } else { row.values.append(.null) }
    }

    /// Rules that say one thing of one field.
    static func rules(
        _ field: String, _ rule: SurvivalRule, trust: [String] = [], metres: [String: Double] = [:]
    ) -> SurvivorshipRules {
        var rules = SurvivorshipRules(schema, trust: trust)
        if let index = schema.fields.firstIndex(where: { $0.name == field }) {
            rules.fields[index].rule = rule
            rules.fields[index].metres = metres
        }
        return rules
    }
}

extension Survivors {
    /// The value of a column as text; nil for none.
    func text(_ column: Int) -> String? {
        let value = values.values[column]
        if value.kind == .null { return nil }
        if let decimal = value.decimal { return "\(decimal)" }
        return String(decoding: values.arena[value.range], as: UTF8.self)
    }
}
