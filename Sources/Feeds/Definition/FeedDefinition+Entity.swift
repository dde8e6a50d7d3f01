import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// Reads one entry of `entities:`.
    func readEntity(_ entity: EntitySchema, _ value: ConfigValue) -> CompiledFeedEntity? {
        guard let reader = value.reader(keys: Self.entityKeys),
            let prefix = HubID.Prefix(entity.prefix)
        else { return nil }
        let filter = reader.optional("where").flatMap { readFilter($0, entity) }
        let masks = reader.optional("masks").map { readMasks($0, entity) } ?? [:]
        let columns = reader.required("columns").map { readColumns($0, entity, masks) } ?? []
        reportIdleMasks(reader.optional("masks"), entity, columns)
        let window = reader.optional("window").flatMap { readWindow($0, entity, columns) }
        let provenance: CompiledFeedEntity.Provenance =
            !heading.hasProvenance ? .none : heading.masksKey ? .systemOnly : .whole
        return CompiledFeedEntity(
            schema: entity, prefix: prefix, columns: columns, filter: filter, provenance: provenance,
            window: window)
    }

    private func readFilter(_ value: ConfigValue, _ entity: EntitySchema) -> RowFilter? {
        guard let text = value.text() else { return nil }
        var compiler = FilterCompiler(entity: entity)
        do { return try compiler.compile(text) } catch {
            let place = value.source.range(of: error.range, in: value.node)
            let help = error.help.isEmpty ? [] : [error.help]
            switch error.kind {
            case .syntax: value.report(.expressionSyntax, error.message, at: place, help: help)
            case .type: value.report(.typeMismatch, error.message, at: place, help: help)
            case .secret: value.report(.sensitiveColumn, error.message, at: place, help: help)
            case .unknownField(let name): reportUnknown(name, of: entity, value, at: place)
            }
            return nil
        }
    }

    private func reportUnknown(_ name: String, of entity: EntitySchema, _ value: ConfigValue, at range: YAMLRange) {
        value.report(
            .unknownField, "`\(entity.name)` has no field `\(name.prefix(80))`", at: range,
            evidence: Suggestion.help(for: name, among: entity.fields.map(\.name)))
    }

    /// The columns in the file's order. A point's field names both of its columns.
    private func readColumns(
        _ value: ConfigValue, _ entity: EntitySchema, _ masks: [Int: FeedMask]
    ) -> [FeedColumn] {
        guard let items = value.list() else { return [] }
        if items.isEmpty { value.report(.invalidValue, "at least one field is needed here") }
        var columns: [FeedColumn] = []
        for item in items {
            guard let name = item.text() else { continue }
            for index in resolve(name, entity, item, at: item.node.range) {
                guard !columns.contains(where: { $0.index == index }) else {
                    item.report(.duplicateName, "`\(name)` stands twice")
                    break
                }
                checkSensitivity(of: index, entity, item)
                columns.append(column(index, entity, masks[index] ?? .keep))
            }
        }
        return columns
    }

    /// The columns that a name means: those of a field, or one half of a point.
    func resolve(_ name: String, _ entity: EntitySchema, _ value: ConfigValue, at range: YAMLRange) -> [Int] {
        if let field = entity.fields.firstIndex(where: { $0.name == name }) {
            return entity.columns.indices.filter { entity.columns[$0].field == field }
        }
        if let column = entity.columns.firstIndex(where: { $0.name == name }) { return [column] }
        reportUnknown(name, of: entity, value, at: range)
        return []
    }

    private func checkSensitivity(of index: Int, _ entity: EntitySchema, _ value: ConfigValue) {
        let field = entity.fields[entity.columns[index].field]
        if field.sensitivity == .secret {
            value.report(.sensitiveColumn, "`\(field.name)` is secret: no feed may show it")
        } else if field.sensitivity == .personal, !heading.allowsPersonal {
            value.report(
                .sensitiveColumn, "`\(field.name)` is about a person",
                help: ["write `personal: true` at the top of the feed if its partner may see such fields"])
        }
    }

    private func column(_ index: Int, _ entity: EntitySchema, _ mask: FeedMask) -> FeedColumn {
        let column = entity.columns[index]
        let field = entity.fields[column.field]
        var target: HubID.Prefix?
        if case .ref(let name) = column.type { target = schema.entity(name).flatMap { HubID.Prefix($0.prefix) } }
        return FeedColumn(
            name: column.name, index: index, type: column.type, title: field.title, standard: field.standard,
            isRequired: field.isRequired, isFact: entity.facts.contains(field.name), mask: mask, target: target)
    }
}
