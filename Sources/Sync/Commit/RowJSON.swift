import JSON
import Model

/// A row as a JSON object, for the history: every column under its name, references as the numbers of rows.
enum RowJSON {
    static func object(_ row: RowValues, of schema: EntitySchema) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (column, value) in zip(schema.columns, row.values) where value.kind != .null {
            writer.key(column.name)
            append(value, row.arena, to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }

    private static func append(_ value: MappedValue, _ arena: [UInt8], to writer: inout JSONWriter) {
        switch value.kind {
        case .text, .key: writer.string(String(decoding: arena[value.range], as: UTF8.self))
        case .list: writer.raw(Array(arena[value.range]))
        case .decimal: writer.raw(Array((value.decimal ?? .zero).description.utf8))
        case .date: writer.string(String(decoding: value.dateText, as: UTF8.self))
        case .datetime: writer.string(Instant(milliseconds: value.payload).description)
        case .bool: writer.bool(value.payload != 0)
        case .integer, .reference, .row: writer.int(value.payload)
        case .null: writer.null()
        }
    }
}
