import Diagnostics
import Model
import YAML

/// Reads `tests:` and checks it against the mapping: whatever could never come true is reported.
struct TestReader {
    static let keys = ["name", "record", "record_file", "expect", "quarantine", "flags", "filtered"]

    let scope: TestScope

    func tests(_ value: ConfigValue?) -> [MappingTest] {
        var names: Set<String> = []
        return (value?.list() ?? []).compactMap { item in
            guard let test = test(item) else { return nil }
            if names.insert(test.name).inserted { return test }
            item.report(.duplicateName, "two tests are called `\(test.name)`", at: test.place.range)
            return nil
        }
    }

    private func test(_ value: ConfigValue) -> MappingTest? {
        guard let reader = value.reader(keys: Self.keys) else { return nil }
        let name = reader.required("name")
        let record = record(reader)
        let entities = reader.optional("expect").map { ($0.entries() ?? []).compactMap(entity) }
        let held = notes(reader.optional("quarantine"))
        let flags = notes(reader.optional("flags"))
        let filtered = rule(reader.optional("filtered"))
        guard let name, let text = name.text(), let record else { return nil }
        return MappingTest(
            name: text, place: name.location, node: value.node, record: record.record, recordPlace: record.place,
            entities: entities, held: held ?? [], flags: flags, filtered: filtered)
    }

    private func record(_ reader: ConfigReader) -> (record: MappingTest.Record, place: FilePlace)? {
        guard let (key, value) = reader.one(of: ["record", "record_file"]) else { return nil }
        if key == "record_file" {
            guard let name = value.text() else { return nil }
            guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
                value.reportInvalid("a file beside the test", help: "it lies in the folder mappings/tests/NAME")
                return nil
            }
            return (.file(name), value.location)
        }
        if let text = value.node.text { return (.text(text), value.location) }
        guard value.isMapping else {
            value.report(
                .wrongKind, "a test has one record, found a list", help: ["write a test for each record"])
            return nil
        }
        return (.tree(value.node), value.location)
    }

    private func entity(_ entry: (name: String, nameLocation: FilePlace, value: ConfigValue)) -> ExpectedEntity? {
        let entities = scope.entities(entry.name)
        if entities.isEmpty, !scope.unresolved.contains(entry.name) {
            entry.value.report(
                .unknownEntity, "this mapping gives no `\(entry.name)`", at: entry.nameLocation.range,
                evidence: Suggestion.help(for: entry.name, among: scope.names))
            return nil
        }
        let value = entry.value
        guard value.isMapping || value.isList else {
            return value.integer(in: 0...Int.max).map { count in
                ExpectedEntity(name: entry.name, node: value.node, rows: .count(count))
            }
        }
        let rows = value.listOrOne().compactMap { row($0, entities) }
        return ExpectedEntity(name: entry.name, node: value.node, rows: .rows(rows))
    }

    private func row(_ value: ConfigValue, _ entities: [EntitySchema]) -> ExpectedRow? {
        guard let entries = value.entries() else { return nil }
        for entry in entries { check(field: entry.name, entry.nameLocation, entry.value, entities) }
        return ExpectedRow(node: value.node, fields: entries.map { ($0.name, $0.value.node) })
    }

    private func check(field: String, _ place: FilePlace, _ value: ConfigValue, _ entities: [EntitySchema]) {
        guard let entity = entities.first else { return }
        guard let schema = ExpectedValue.field(field, of: entities) else {
            return report(field, place, value, entity)
        }
        if let wanted = ExpectedValue.mistake(value.node, schema) { value.report(.invalidValue, wanted) }
    }

    private func report(_ field: String, _ place: FilePlace, _ value: ConfigValue, _ entity: EntitySchema) {
        value.report(
            .unknownField, "`\(entity.name)` has no field `\(field)`", at: place.range,
            evidence: Suggestion.help(for: field, among: entity.fields.map(\.name)))
    }

    /// The items of `quarantine:` and `flags:`.
    private func notes(_ value: ConfigValue?) -> [ExpectedNote]? {
        guard let value else { return nil }
        return value.listOrOne().compactMap { item -> ExpectedNote? in
            guard let reader = item.reader(keys: ["entity", "field", "code", "value"]) else { return nil }
            let entity = reader.optional("entity")
            let entities = entity?.text().map { self.entities($0, entity) } ?? scope.targets.map(\.entity)
            if let field = reader.optional("field"), let name = field.text(), let first = entities.first,
                ExpectedValue.field(name, of: entities) == nil
            {
                report(name, field.location, field, first)
            }
            return ExpectedNote(
                node: item.node, entity: entity?.text(), field: reader.optional("field")?.text(),
                code: code(reader.optional("code")), value: reader.optional("value")?.text(allowingEmpty: true))
        }
    }

    private func entities(_ name: String, _ value: ConfigValue?) -> [EntitySchema] {
        let found = scope.entities(name)
        if found.isEmpty, !scope.unresolved.contains(name) {
            value?.report(
                .unknownEntity, "this mapping gives no `\(name)`",
                evidence: Suggestion.help(for: name, among: scope.names))
        }
        return found
    }

    private func code(_ value: ConfigValue?) -> String? {
        guard let value, let text = value.text() else { return nil }
        if let known = DiagnosticCode.named(text), known.severity == .record { return known.id }
        let known = DiagnosticCode.all.filter { $0.severity == .record }.map(\.id)
        value.report(
            .invalidValue, "`\(text.prefix(80))` is no code of a record",
            evidence: Suggestion.help(for: text, among: known))
        return nil
    }

    private func rule(_ value: ConfigValue?) -> (rule: String, place: FilePlace)? {
        guard let value, !value.node.saysNull, let name = value.text() else { return nil }
        guard scope.rules.contains(name) else {
            value.report(
                .unknownName, "no rule `\(name.prefix(80))` stands under `when:`",
                evidence: Suggestion.help(for: name, among: scope.rules))
            return nil
        }
        return (name, value.location)
    }
}
