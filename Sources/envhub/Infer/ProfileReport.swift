import Inference
import JSON
import Terminal

/// A profile as a table for people, or as JSON for scripts.
enum ProfileReport {
    static func text(_ profile: ListProfile, width: Int) -> String {
        var text = HumanFormat.count(profile.count, "record") + "\n\n" + table(profile, width)
        for list in profile.lists { text += lists(list, under: "", width) }
        let keys = profile.candidateKeys.prefix(5).map { $0.joined(separator: " + ") }
        text += "\ntells records apart: " + (keys.isEmpty ? "nothing" : keys.joined(separator: ", or ")) + "\n"
        let cursors = profile.candidateCursors.prefix(3).joined(separator: ", ")
        if !cursors.isEmpty { text += "may say when a record changed: \(cursors)\n" }
        return text
    }

    private static func lists(_ list: ListProfile, under prefix: String, _ width: Int) -> String {
        let name = prefix + list.each
        var text = "\nlist \(name): \(HumanFormat.count(list.count, "item")), at most \(list.most) in one record\n\n"
        text += table(list, width)
        for inner in list.lists { text += lists(inner, under: name + " ", width) }
        return text
    }

    private static func table(_ list: ListProfile, _ width: Int) -> String {
        var table = Table(columns: ["path", "filled", "type", "values", "longest", "examples"], alignments: [])
        for field in list.fields {
            table.add([
                escapingControls(field.path), HumanFormat.percent(field.filled, of: list.count),
                ProfileText.shapes(field), ProfileText.distinct(field), "\(field.longest)",
                escapingControls(ProfileText.examples(field)),
            ])
        }
        return table.rendered(maxWidth: width)
    }

    static func write(_ profile: ListProfile, to writer: inout JSONWriter) {
        writer.beginObject()
        if !profile.each.isEmpty { writer.field("each", profile.each) }
        writer.field("count", Int64(profile.count))
        writer.key("fields")
        writer.beginArray()
        for field in profile.fields { write(field, to: &writer) }
        writer.endArray()
        writer.key("keys")
        writer.beginArray()
        for key in profile.candidateKeys {
            writer.beginArray()
            for path in key { writer.string(path) }
            writer.endArray()
        }
        writer.endArray()
        writer.key("lists")
        writer.beginArray()
        for list in profile.lists { write(list, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ field: FieldProfile, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("path", field.path)
        writer.field("filled", Int64(field.filled))
        writer.field("blank", Int64(field.blank))
        writer.field("unique", field.isUnique)
        writer.field("least", field.least)
        writer.field("greatest", field.greatest)
        for (name, counts) in [
            ("types", field.votes.map { ($0.key.name, $0.value) }),
            ("values", field.distinct.map { ($0.key, $0.value) }),
            ("patterns", field.patterns.map { ($0.key, $0.value) }),
        ] {
            writer.key(name)
            writer.beginObject()
            for (name, count) in Dictionary(counts, uniquingKeysWith: +).sorted(by: { $0.key < $1.key }) {
                writer.field(name, Int64(count))
            }
            writer.endObject()
        }
        writer.endObject()
    }
}
