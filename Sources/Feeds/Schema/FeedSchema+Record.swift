import JSON
import Model

extension FeedSchema {
    /// Tables with more codes are only named: a list of thousands helps nobody.
    static let longestCodeList = 100

    /// Writes the keywords of a record's schema. Every property is always there; what has no value is null.
    static func writeRecord(_ entity: CompiledFeedEntity, codes: CompiledFeed.CodeTables, to writer: inout JSONWriter) {
        writer.titles(entity.title)
        writer.member("type", "object")
        writer.member("required", entity.columns.map(\.name))
        writer.key("properties")
        writer.beginObject()
        for column in entity.columns {
            writer.property(column.name) { writeColumn(column, codes: codes, to: &$0) }
        }
        writer.endObject()
        writer.key("additionalProperties")
        writer.bool(false)
    }

    private static func writeColumn(
        _ column: FeedColumn, codes: CompiledFeed.CodeTables, to writer: inout JSONWriter
    ) {
        writer.titles(column.title)
        if !column.standard.isEmpty { writer.member("x-standard", column.standard) }
        let isNullable = !column.isRequired
        switch column.mask {
        case .keep: writeType(column, isNullable, codes: codes, to: &writer)
        case .null: writer.member("type", "null")
        case .round(let places):
            writeType(column, isNullable, codes: codes, to: &writer)
            writer.member("x-mask", "round(\(places))")
        case .keepLast(let count): writeMasked("keep_last(\(count))", isNullable, to: &writer)
        case .keepFirst(let count): writeMasked("keep_first(\(count))", isNullable, to: &writer)
        case .hash: writeMasked("hash", isNullable, to: &writer)
        }
    }

    private static func writeMasked(_ mask: String, _ isNullable: Bool, to writer: inout JSONWriter) {
        writer.type("string", isNullable)
        writer.member("x-mask", mask)
    }

    private static func writeType(
        _ column: FeedColumn, _ isNullable: Bool, codes: CompiledFeed.CodeTables, to writer: inout JSONWriter
    ) {
        switch column.type {
        case .text: writer.type("string", isNullable)
        case .integer: writer.type("integer", isNullable)
        case .decimal, .point: writer.type("number", isNullable)
        case .bool: writer.type("boolean", isNullable)
        case .date: writer.type("string", isNullable, format: "date")
        case .datetime: writer.type("string", isNullable, format: "date-time")
        case .quantity(let unit):
            writer.type("number", isNullable)
            writer.member("x-unit", unit)
        case .list:
            writer.type("array", isNullable)
            writer.key("items")
            writer.beginObject()
            writer.member("type", "string")
            writer.endObject()
        case .ref(let entity):
            writer.type("string", isNullable)
            writer.member("x-entity", entity)
            if let target = column.target { writer.member("pattern", pattern(target)) }
        case .code(let table): writeCode(table, isNullable, codes(table), to: &writer)
        }
    }

    private static func writeCode(
        _ name: String, _ isNullable: Bool, _ table: CodeTable?, to writer: inout JSONWriter
    ) {
        writer.type("string", isNullable)
        writer.member("x-codes", name)
        guard let table, table.entries.count <= longestCodeList else { return }
        // A code may stand in several rows that hold at different times.
        var seen: Set<String> = []
        let entries = table.entries.filter { seen.insert($0.code).inserted }
        writer.key("enum")
        writer.beginArray()
        for entry in entries { writer.string(entry.code) }
        if isNullable { writer.null() }
        writer.endArray()
        writer.key("x-labels")
        writer.beginObject()
        for entry in entries { writer.member(entry.code, entry.labelZh) }
        writer.endObject()
    }
}
