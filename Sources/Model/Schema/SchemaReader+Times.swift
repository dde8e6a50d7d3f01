import Diagnostics

extension SchemaReader {
    /// Reads what the entity says of time: `time`, `late` and `facts`.
    static func readTimes(_ entity: inout EntitySchema, _ root: ConfigReader) {
        if let time = root.optional("time"), let field = field(time, entity) {
            entity.time = field.name
            if field.type != .datetime, field.type != .date {
                time.report(.typeMismatch, "`\(field.name)` holds no time: a `date` or `datetime` is needed here")
            }
        }
        if let late = root.optional("late"), let bound = late.duration() {
            entity.lateness = bound.components.seconds * 1000
            if entity.time.isEmpty {
                late.report(
                    .invalidValue, "nothing says what moment a row tells of",
                    help: ["name the field in `time:`"])
            }
        }
        for item in root.optional("facts")?.list() ?? [] {
            guard let field = field(item, entity) else { continue }
            if entity.key.contains(field.name) {
                item.report(
                    .invalidValue, "`\(field.name)` is part of the key",
                    help: ["a row with another key is another row, and corrects nothing"])
            } else if entity.facts.contains(field.name) {
                item.report(.duplicateName, "`\(field.name)` stands twice")
            } else {
                entity.facts.append(field.name)
            }
        }
    }

    private static func field(_ value: ConfigValue, _ entity: EntitySchema) -> FieldSchema? {
        guard let name = value.text() else { return nil }
        if let field = entity.field(name) { return field }
        value.report(
            .unknownField, "`\(name.prefix(80))` is no field of `\(entity.name)`",
            evidence: Suggestion.help(for: name, among: entity.fields.map(\.name)))
        return nil
    }
}
