public import JSON
import Model

/// A dossier as JSON for programs: one object with the same keys whatever is in it. What has no value is null.
public enum DossierJSON {
    /// Appends it.
    public static func append(_ dossier: Dossier, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("id", "\(dossier.source.id)")
        writer.text("entity", dossier.entity)
        writer.title("title", dossier.title)
        writer.text("name", dossier.name)
        writer.moment("as_of", dossier.asOf)
        writer.moment("made_at", dossier.madeAt)
        writer.moment("history_since", dossier.reach.firstRun)
        writer.moment("known_since", dossier.reach.firstKnown)
        writer.key("source")
        append(dossier.source, columns: nil, to: &writer)
        writer.list("keys", dossier.keys) { key, writer in
            writer.text(key.isSystem ? "system" : "identifier", key.scheme)
            writer.text("key", key.key)
        }
        writer.list("sections", dossier.sections) { append($0, to: &$1) }
        writer.number("points_total", Int64(dossier.pointCount))
        writer.list("points", dossier.points) { append($0, to: &$1) }
        append(dossier.identity, to: &writer)
        writer.endObject()
    }

    private static func append(_ section: DossierSection, to writer: inout JSONWriter) {
        writer.text("key", section.key)
        writer.text("entity", section.entity)
        writer.text("reference", section.reference)
        writer.title("title", section.title)
        writer.number("total", Int64(section.total))
        writer.number("shown", Int64(section.rows.count))
        writer.list("columns", section.columns) { column, writer in
            writer.text("name", column.name)
            writer.title("title", column.title)
            writer.text("unit", column.unit.isEmpty ? nil : column.unit)
        }
        writer.key("rows")
        writer.beginArray()
        let names = Set(section.columns.map(\.name))
        for row in section.rows { append(row, columns: names, to: &writer) }
        writer.endArray()
    }

    /// A row. Of a section's rows only what has a value is written, for what the columns are stands beside them.
    private static func append(_ row: DossierRow, columns: Set<String>?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("id", "\(row.id)")
        writer.number("rev", row.rev)
        writer.moment("at", row.at)
        writer.moment("until", row.until)
        writer.key("fields")
        writer.beginObject()
        for field in row.fields {
            if let columns, !columns.contains(field.name) || field.value == nil { continue }
            writer.key(field.name)
            writer.beginObject()
            if columns == nil {
                writer.title("title", field.title)
                writer.text("unit", field.unit.isEmpty ? nil : field.unit)
                writer.text("sensitivity", field.sensitivity.rawValue)
            }
            append(field.value, to: &writer)
            if let origin = field.origin { writer.object("origin", origin) { members(of: $0, to: &$1) } }
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
    }

    /// The members of an origin.
    static func members(of origin: FieldOrigin, to writer: inout JSONWriter) {
        writer.text("system", origin.system)
        writer.text("record", origin.record)
        writer.text("member", origin.member.isEmpty ? nil : origin.member)
        writer.text("connector", origin.connector.isEmpty ? nil : origin.connector)
        writer.key("run")
        if let run = origin.run { writer.int(run) } else { writer.null() }
        writer.moment("at", origin.at)
        writer.text("version", origin.version.isEmpty ? nil : origin.version)
        writer.key("mapping")
        writer.beginArray()
        for line in origin.lines { writer.string(line) }
        writer.endArray()
        writer.key("held")
        writer.bool(origin.isHeld)
    }

    /// The members of a value: `value`, and `label` for codes and references.
    static func append(_ value: DossierValue?, to writer: inout JSONWriter) {
        writer.key("value")
        switch value {
        case nil: writer.null()
        case .text(let text), .date(let text): writer.string(text)
        case .number(let number): writer.number("\(number)")
        case .bool(let truth): writer.bool(truth)
        case .instant(let time): writer.string(Instant(milliseconds: time).description)
        case .list(let texts):
            writer.beginArray()
            for text in texts { writer.string(text) }
            writer.endArray()
        case .code(let code, let label):
            writer.string(code)
            writer.title("label", label)
        case .point(let longitude, let latitude):
            writer.beginArray()
            writer.number("\(longitude)")
            writer.number("\(latitude)")
            writer.endArray()
        case .reference(let id, let name):
            writer.string("\(id)")
            writer.text("label", name)
        }
    }

    private static func append(_ point: PointValues, to writer: inout JSONWriter) {
        writer.text("code", point.code)
        writer.text("name", point.name.isEmpty ? nil : point.name)
        writer.text("origin", point.origin?.rawValue)
        writer.list("values", point.values) { value, writer in
            writer.text("pollutant", value.pollutant)
            writer.title("label", value.label)
            writer.moment("time", value.time)
            writer.text("period", value.period)
            writer.text("value", value.value)
            writer.text("unit", value.unit.isEmpty ? nil : value.unit)
            writer.text("flag", value.flag.isEmpty ? nil : value.flag)
        }
    }
}
