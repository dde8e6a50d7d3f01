import JSON
import Storage

/// Held records as JSON.
enum QuarantineJSON {
    static func append(_ entry: QuarantineEntry, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", entry.id)
        writer.field("connector", entry.connector)
        writer.field("key", entry.key)
        writer.field("run", entry.run)
        writer.field("at", JSONOutput.time(entry.at))
        writer.field("open", entry.isOpen)
        writer.field("waiting", entry.isWaiting)
        writer.field("whole", entry.isWhole)
        for (name, text) in [
            ("code", entry.code), ("message", entry.message), ("target", entry.target), ("path", entry.path),
            ("value", entry.value), ("version", entry.version), ("page", entry.page),
        ] { writer.field(name, text) }
        writer.field("mapping_line", entry.line)
        writer.field("mapping_column", entry.column)
        writer.field("item", entry.item)
        writer.field("source_line", entry.sourceLine)
        writer.field("raw", String(decoding: entry.raw, as: UTF8.self))
        writer.field("context", String(decoding: entry.context, as: UTF8.self))
        writer.endObject()
    }
}
