import Model

/// Values of rows as a preview shows them.
struct PreviewText {
    let schema: UnifiedSchema
    let codes: [String: CodeTable]
    /// Rows from this number on are new.
    let firstNewRow: Int64

    /// The values of a row's key.
    func key(_ row: RowValues, _ entity: EntitySchema) -> String {
        let columns = entity.key.compactMap(entity.column(of:))
        return columns.compactMap { text(row, $0, entity.columns[$0].type) }.joined(separator: " ")
    }

    /// The columns that differ; of a new row those that have a value.
    func fields(_ entity: EntitySchema, from before: RowValues?, to after: RowValues) -> [Preview.Field] {
        entity.columns.indices.compactMap { column in
            let type = entity.columns[column].type
            let old = before.flatMap { text($0, column, type) }
            let new = text(after, column, type)
            guard old != new else { return nil }
            return Preview.Field(
                name: entity.columns[column].name, old: old, new: new, oldLabel: label(old, type),
                newLabel: label(new, type))
        }
    }

    private func label(_ code: String?, _ type: FieldType) -> String? {
        guard case .code(let name) = type, let code, let table = codes[name], let index = table.entry(code) else {
            return nil
        }
        return table[index].labelZh
    }

    private func text(_ row: RowValues, _ column: Int, _ type: FieldType) -> String? {
        guard column < row.values.count else { return nil }
        let value = row.values[column]
        switch value.kind {
        case .null: return nil
        case .text, .key, .list: return String(decoding: row.arena[value.range], as: UTF8.self)
        case .decimal: return value.decimal?.description
        case .bool: return value.payload == 0 ? "false" : "true"
        case .date: return String(decoding: value.dateText, as: UTF8.self)
        case .datetime: return Instant(milliseconds: value.payload).description
        case .integer, .row: return String(value.payload)
        case .reference: return reference(value.payload, type)
        }
    }

    /// The id by which partners know the row; a row that does not exist yet has none.
    private func reference(_ row: Int64, _ type: FieldType) -> String {
        guard case .ref(let name) = type, let entity = schema.entity(name), let prefix = HubID.Prefix(entity.prefix)
        else {
            return String(row)
        }
        return row >= firstNewRow ? "a new \(name)" : HubID(prefix: prefix, number: row).description
    }
}
