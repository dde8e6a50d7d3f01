public import JSON
import Model

/// A lineage as JSON for programs: the same keys whatever is in it.
public enum LineageJSON {
    /// Appends it.
    ///
    /// - Parameter field: the one field that is wanted; nil for all.
    public static func append(_ lineage: Lineage, field: String? = nil, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("id", "\(lineage.id)")
        writer.text("entity", lineage.entity)
        writer.title("title", lineage.title)
        writer.number("rev", lineage.rev)
        let fields = lineage.fields.filter { field == nil || $0.field.name == field }
        writer.list("fields", fields) { append($0, to: &$1) }
        writer.endObject()
    }

    private static func append(_ lineage: FieldLineage, to writer: inout JSONWriter) {
        writer.text("field", lineage.field.name)
        writer.title("title", lineage.field.title)
        writer.text("unit", lineage.field.unit.isEmpty ? nil : lineage.field.unit)
        writer.text("sensitivity", lineage.field.sensitivity.rawValue)
        DossierJSON.append(lineage.field.value, to: &writer)
        writer.object("origin", lineage.field.origin) { DossierJSON.members(of: $0, to: &$1) }
        writer.text("rule", lineage.choice?.rule)
        writer.text("why", lineage.choice?.why)
        append(lineage.flag, to: &writer)
        writer.list("losers", lineage.losers) { loser, writer in
            DossierJSON.append(loser.value, to: &writer)
            writer.object("origin", loser.origin) { DossierJSON.members(of: $0, to: &$1) }
            writer.text("fate", loser.fate.rawValue)
            append(loser.flag, to: &writer)
        }
    }

    private static func append(_ flag: ValueFlag?, to writer: inout JSONWriter) {
        writer.object("flag", flag) { flag, writer in
            writer.text("code", flag.code)
            writer.text("original", flag.original)
        }
    }
}
