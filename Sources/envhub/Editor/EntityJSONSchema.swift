import JSON
import Model

/// Entities of the unified schema as JSON Schema 2020-12: what rows look like inside the hub, before any feed's masks.
enum EntityJSONSchema {
    private static let dialect = "https://json-schema.org/draft/2020-12/schema"

    static func all(_ schema: UnifiedSchema) -> [UInt8] {
        document { writer in
            writer.key("$defs")
            writer.beginObject()
            for entity in schema.entities {
                writer.key(entity.name)
                writer.beginObject()
                append(entity, &writer)
                writer.endObject()
            }
            writer.endObject()
        }
    }

    static func one(_ entity: EntitySchema) -> [UInt8] {
        document { append(entity, &$0) }
    }

    private static func document(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("$schema", dialect)
        body(&writer)
        writer.endObject()
        return writer.bytes
    }

    private static func append(_ entity: EntitySchema, _ writer: inout JSONWriter) {
        appendTitle(entity.title, entity.standard, &writer)
        writer.field("type", "object")
        writer.key("x-key")
        append(entity.key, &writer)
        writer.key("required")
        append(entity.columns.filter { entity.fields[$0.field].isRequired }.map(\.name), &writer)
        writer.key("properties")
        writer.beginObject()
        for column in entity.columns {
            writer.key(column.name)
            writer.beginObject()
            append(column, entity.fields[column.field], &writer)
            writer.endObject()
        }
        writer.endObject()
        writer.field("additionalProperties", false)
    }

    private static func append(_ column: ColumnSchema, _ field: FieldSchema, _ writer: inout JSONWriter) {
        appendTitle(field.title, field.standard, &writer)
        let type = typeName(column.type)
        writer.key("type")
        if field.isRequired { writer.string(type) } else { append([type, "null"], &writer) }
        switch column.type {
        case .date: writer.field("format", "date")
        case .datetime: writer.field("format", "date-time")
        case .quantity(let unit): writer.field("x-unit", unit)
        case .code(let table): writer.field("x-codes", table)
        case .ref(let entity): writer.field("x-entity", entity)
        case .list:
            writer.key("items")
            writer.beginObject()
            writer.field("type", "string")
            writer.endObject()
        case .text, .integer, .decimal, .bool, .point: break
        }
        if let longest = field.maxLength { writer.field("maxLength", Int64(longest)) }
        writer.field("x-sensitivity", field.sensitivity.rawValue)
    }

    private static func typeName(_ type: FieldType) -> String {
        switch type {
        case .text, .date, .datetime, .code, .ref: "string"
        case .integer: "integer"
        case .decimal, .quantity, .point: "number"
        case .bool: "boolean"
        case .list: "array"
        }
    }

    private static func appendTitle(_ title: Title, _ standard: String, _ writer: inout JSONWriter) {
        writer.field("title", title.zh)
        writer.field("x-title-en", title.en)
        if !standard.isEmpty { writer.field("x-standard", standard) }
    }

    private static func append(_ texts: [String], _ writer: inout JSONWriter) {
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
    }
}
