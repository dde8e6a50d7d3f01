import JSON
import Storage
import Sync

/// A preview for scripts.
enum PreviewJSON {
    static func write(_ preview: Preview) {
        JSONOutput.write { append(preview, &$0) }
    }

    static func append(_ preview: Preview, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("connector", preview.connector)
        let counts = preview.counts
        for (name, count) in [
            ("read", counts.read), ("unchanged", counts.unchanged), ("changed", preview.changed),
            ("new", preview.new), ("deleted", counts.deleted), ("quarantined", counts.quarantined),
            ("deferred", counts.deferred),
            ("held_already", preview.heldAlready), ("filtered", counts.filtered),
            ("held_children", counts.heldChildren), ("locked_ms", preview.lockedMilliseconds),
        ] { writer.field(name, count) }
        writer.field("has_more", preview.hasMore)
        writer.field("halt", preview.halt)
        append(preview.absence, &writer)
        writer.key("records")
        writer.beginArray()
        for record in preview.records { append(record, &writer) }
        writer.endArray()
        writer.key("held")
        writer.beginArray()
        for entry in preview.held { append(entry, &writer) }
        writer.endArray()
        writer.endObject()
    }

    private static func append(_ absence: Preview.Absence?, _ writer: inout JSONWriter) {
        writer.key("absence")
        guard let absence else { return writer.null() }
        writer.beginObject()
        writer.field("known", absence.known)
        writer.field("absent", absence.absent)
        writer.field("refusal", absence.refusal)
        writer.endObject()
    }

    private static func append(_ record: Preview.Record, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("change", record.change.rawValue)
        writer.field("key", record.key)
        writer.key("rows")
        writer.beginArray()
        for row in record.rows {
            writer.beginObject()
            writer.field("change", row.change.rawValue)
            writer.field("entity", row.entity)
            writer.field("key", row.key)
            writer.key("fields")
            writer.beginArray()
            for field in row.fields { append(field, &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func append(_ field: Preview.Field, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("name", field.name)
        for (name, text) in [
            ("old", field.old), ("new", field.new), ("old_label", field.oldLabel), ("new_label", field.newLabel),
        ] { writer.field(name, text) }
        writer.endObject()
    }

    private static func append(_ entry: QuarantineEntry, _ writer: inout JSONWriter) {
        writer.beginObject()
        for (name, text) in [
            ("key", entry.key), ("code", entry.code), ("message", entry.message), ("target", entry.target),
            ("path", entry.path), ("value", entry.value), ("page", entry.page),
        ] { writer.field(name, text) }
        writer.field("whole", entry.isWhole)
        writer.field("item", entry.item)
        writer.field("source_line", entry.sourceLine)
        writer.field("mapping_line", entry.line)
        writer.field("mapping_column", entry.column)
        writer.endObject()
    }
}
