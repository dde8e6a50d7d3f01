import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// Reads one entry of `entities:`.
    mutating func readEntity(_ entity: EntitySchema, _ entry: YAMLEntry) -> CompiledFeedEntity? {
        guard mapping(entry.value) != nil, let prefix = HubID.Prefix(entity.prefix) else { return nil }
        checkKeys(of: entry.value, allowed: ["where", "columns", "masks"], required: ["columns"])
        let filter = entry.value["where"].flatMap { readFilter($0, entity) }
        let masks = entry.value["masks"].map { readMasks($0, entity) } ?? [:]
        let columns = entry.value["columns"].map { readColumns($0, entity, masks) } ?? []
        checkUse(of: entry.value["masks"], entity, columns)
        let provenance: CompiledFeedEntity.Provenance =
            !heading.hasProvenance ? .none : heading.masksKey ? .systemOnly : .whole
        return CompiledFeedEntity(
            schema: entity, prefix: prefix, columns: columns, filter: filter, provenance: provenance)
    }

    private mutating func readFilter(_ node: YAMLNode, _ entity: EntitySchema) -> RowFilter? {
        guard let text = text(node) else { return nil }
        var compiler = FilterCompiler(entity: entity)
        do { return try compiler.compile(text) } catch {
            let place = file.range(of: error.range, in: node)
            switch error.kind {
            case .syntax: report(.invalidExpression, error.message, at: place, help: error.help)
            case .type: report(.typeMismatch, error.message, at: place, help: error.help)
            case .unknownField(let name): unknownField(name, of: entity, at: place)
            }
            return nil
        }
    }

    private mutating func unknownField(_ name: String, of entity: EntitySchema, at range: YAMLRange) {
        report(
            .unknownField, "`\(entity.name)` has no field `\(name)`", at: range,
            help: Suggestion.help(for: name, among: entity.fields.map(\.name)))
    }

    /// The columns in the file's order. A point's field names both of its columns.
    private mutating func readColumns(
        _ node: YAMLNode, _ entity: EntitySchema, _ masks: [Int: FeedMask]
    ) -> [FeedColumn] {
        guard let items = node.items, !items.isEmpty else {
            report(.wrongKind, "a list of fields is expected", at: node.range)
            return []
        }
        var columns: [FeedColumn] = []
        for item in items {
            guard let name = text(item) else { continue }
            for index in resolve(name, entity, at: item.range) {
                guard !columns.contains(where: { $0.index == index }) else {
                    report(.duplicateName, "`\(name)` stands twice", at: item.range)
                    break
                }
                checkSensitivity(of: index, entity, at: item.range)
                columns.append(column(index, entity, masks[index] ?? .keep))
            }
        }
        return columns
    }

    /// The columns that a name means: those of a field, or one half of a point.
    mutating func resolve(_ name: String, _ entity: EntitySchema, at range: YAMLRange) -> [Int] {
        if let field = entity.fields.firstIndex(where: { $0.name == name }) {
            return entity.columns.indices.filter { entity.columns[$0].field == field }
        }
        if let column = entity.columns.firstIndex(where: { $0.name == name }) { return [column] }
        unknownField(name, of: entity, at: range)
        return []
    }

    private mutating func checkSensitivity(of index: Int, _ entity: EntitySchema, at range: YAMLRange) {
        let field = entity.fields[entity.columns[index].field]
        if field.sensitivity == .secret {
            report(.sensitiveColumn, "`\(field.name)` is secret: no feed may show it", at: range)
        } else if field.sensitivity == .personal, !heading.allowsPersonal {
            report(
                .sensitiveColumn, "`\(field.name)` is about a person", at: range,
                help: "write `personal: true` at the top of the feed if its partner may see such fields")
        }
    }

    private func column(_ index: Int, _ entity: EntitySchema, _ mask: FeedMask) -> FeedColumn {
        let column = entity.columns[index]
        let field = entity.fields[column.field]
        var target: HubID.Prefix?
        if case .ref(let name) = column.type { target = schema.entity(name).flatMap { HubID.Prefix($0.prefix) } }
        return FeedColumn(
            name: column.name, index: index, type: column.type, title: field.title, standard: field.standard,
            isRequired: field.isRequired, mask: mask, target: target)
    }

    /// A mask of a column that the feed does not show is a mistake: somebody believes that it protects something.
    private mutating func checkUse(of masks: YAMLNode?, _ entity: EntitySchema, _ columns: [FeedColumn]) {
        for entry in masks?.entries ?? [] {
            let known = entity.columns.contains { $0.name == entry.key } || entity.field(entry.key) != nil
            let shown = columns.contains { $0.name == entry.key || entity.fields[entity.columns[$0.index].field].name == entry.key }
            if known, !shown {
                report(
                    .unfitMask, "`\(entry.key)` is masked but not among the columns", at: entry.keyRange,
                    help: "take the mask away, or name the field in `columns:`")
            }
        }
    }
}
