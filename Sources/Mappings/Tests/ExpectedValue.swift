import Model
import YAML

/// Values of test files: how they are written, and when one is what a row holds.
enum ExpectedValue {
    /// What an expectation speaks of: a field, or half a point.
    struct Field {
        let schema: FieldSchema
        /// The columns of the value.
        let columns: Range<Int>
        let type: FieldType
    }

    /// The field of a name, in the first of `entities` that has it; the halves of a point are named as columns.
    static func field(_ name: String, of entities: [EntitySchema]) -> Field? {
        entities.lazy.compactMap { field(name, of: $0) }.first
    }

    static func field(_ name: String, of entity: EntitySchema) -> Field? {
        if let schema = entity.field(name), let first = entity.column(of: name) {
            return Field(
                schema: schema, columns: first..<first + (schema.type == .point ? 2 : 1), type: schema.type)
        }
        guard let column = entity.columns.firstIndex(where: { $0.name == name }) else { return nil }
        let declared = entity.columns[column]
        return Field(schema: entity.fields[declared.field], columns: column..<column + 1, type: declared.type)
    }

    /// What is wrong with an expectation that no value of the field could fulfil.
    static func mistake(_ node: YAMLNode, _ field: Field) -> String? {
        if node.saysNull { return nil }
        let name = field.schema.name
        switch field.type {
        case .point:
            let halves = node.items?.compactMap(\.text).compactMap { try? DecimalValue($0) } ?? []
            return halves.count == 2 ? nil : "`\(name)` is a point: write [longitude, latitude]"
        case .list:
            let isTexts = node.items?.allSatisfy { $0.text != nil } ?? false
            return isTexts ? nil : "`\(name)` is a list: write [a, b]"
        default: break
        }
        guard let text = node.text else { return "`\(name)` is \(field.type.words): write a single value" }
        let isPossible =
            switch field.type {
            case .integer, .decimal, .quantity: (try? DecimalValue(text)) != nil
            case .bool: text == "true" || text == "false"
            case .date: (try? DatePattern("yyyy-MM-dd").date(text)) != nil
            case .datetime: instant(text, zone: .utc) != nil
            default: true
            }
        return isPossible ? nil : "`\(text.prefix(80))` cannot be \(field.type.words), as `\(name)` is"
    }

    /// A moment as tests write it: RFC 3339, or without an offset in the connector's zone.
    static func instant(_ text: String, zone: TimeZoneRules) -> Instant? {
        let patterns = ["yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd HH:mm:ss"]
        return patterns.lazy.compactMap { try? DatePattern($0).instant(text, zone: zone) }.first
    }
}
