import Diagnostics

/// Reads one field of an entity's file.
enum FieldReader {
    static let titleKeys = ["zh", "en"]
    static let keys = ["type", "unit", "title", "required", "max", "range", "sensitivity", "standard"]
    private static let plain: [String: FieldType] = [
        "text": .text, "integer": .integer, "decimal": .decimal, "bool": .bool, "date": .date, "datetime": .datetime,
        "point": .point, "list": .list,
    ]
    private static let spellings = plain.keys.sorted() + ["quantity", "code(TABLE)", "ref(ENTITY)"]

    static func field(_ name: String, _ value: ConfigValue) -> FieldSchema? {
        guard let reader = value.reader(keys: keys) else { return nil }
        let type = reader.required("type").flatMap { self.type($0, unit: reader.optional("unit")) }
        let title = reader.required("title").flatMap(self.title)
        guard let type, let title else { return nil }
        var field = FieldSchema(name: name, type: type, title: title)
        field.isRequired = reader.optional("required")?.bool() ?? false
        field.maxLength = reader.optional("max")?.integer(in: 1...1_000_000)
        field.range = reader.optional("range").flatMap(range)
        field.sensitivity = reader.optional("sensitivity")?.choice(Sensitivity.self) ?? .public
        field.standard = reader.optional("standard")?.text() ?? ""
        return field
    }

    static func title(_ value: ConfigValue) -> Title? {
        guard let reader = value.reader(keys: titleKeys),
            let zh = reader.required("zh")?.text(), let en = reader.required("en")?.text()
        else { return nil }
        return Title(zh: zh, en: en)
    }

    private static func type(_ value: ConfigValue, unit: ConfigValue?) -> FieldType? {
        guard let text = value.text() else { return nil }
        if text == "quantity" {
            if let unit = unit?.text() { return .quantity(unit: unit) }
            value.report(.missingUnit, "a quantity needs the `unit` that it is kept in")
            return nil
        }
        if let unit { unit.report(.conflictingKeys, "only a `quantity` has a unit") }
        if let type = plain[text] { return type }
        if let table = argument(of: "code", in: text) { return .code(table: table) }
        if let entity = argument(of: "ref", in: text) { return .ref(entity: entity) }
        value.report(.invalidValue, "unknown type `\(text)`", evidence: Suggestion.help(for: text, among: spellings))
        return nil
    }

    private static func argument(of word: String, in text: String) -> String? {
        guard text.hasPrefix(word + "("), text.hasSuffix(")") else { return nil }
        let inner = text.dropFirst(word.count + 1).dropLast()
        return inner.isEmpty ? nil : String(inner)
    }

    private static func range(_ value: ConfigValue) -> ClosedRange<Double>? {
        let ends = (value.list() ?? []).compactMap { $0.number() }
        guard ends.count == 2, ends[0] <= ends[1] else {
            value.reportInvalid("a range", help: "write the least and the greatest: `[0, 366]`")
            return nil
        }
        return ends[0]...ends[1]
    }
}
