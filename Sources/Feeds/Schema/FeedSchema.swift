import JSON
import Model

/// Writes the parts of a feed's JSON Schema.
enum FeedSchema {
    static let dialect = "https://json-schema.org/draft/2020-12/schema"
    /// Crockford's base 32, as in hub ids.
    private static let digits = "[0-9A-HJKMNP-TV-Z]{8,13}"

    static func pattern(_ prefix: HubID.Prefix) -> String {
        // An id's text without its digits.
        "^" + HubID(prefix: prefix, number: 0).description.prefix(3) + digits + "$"
    }

    static func writeUpsert(_ entity: CompiledFeedEntity, _ hasProvenance: Bool, to writer: inout JSONWriter) {
        write(required: envelope + ["record"], to: &writer) { writer in
            writer.constant("op", "upsert")
            writer.constant("entity", entity.name)
            writeEnvelope(id: pattern(entity.prefix), to: &writer)
            writer.property("changed") { $0.stringList() }
            if entity.hasFacts { writeCorrection(entity, to: &writer) }
            if hasProvenance { writer.property("source") { $0.member("type", "object") } }
            writer.property("record") { $0.member("$ref", "#/$defs/\(entity.name)") }
        }
    }

    /// What a correction takes back: of facts that the feed shows what they were and what they are.
    private static func writeCorrection(_ entity: CompiledFeedEntity, to writer: inout JSONWriter) {
        writer.property("corrects") { property in
            property.member("type", "object")
            property.member("required", ["rev", "fields"])
            property.key("properties")
            property.beginObject()
            property.property("rev") { $0.member("type", "integer") }
            property.property("fields") { fields in
                fields.member("type", "object")
                fields.property("propertyNames") { $0.member("enum", entity.columns.filter(\.isFact).map(\.name)) }
                fields.property("additionalProperties") { value in
                    value.member("type", "object")
                    value.member("required", ["was", "now"])
                }
            }
            property.endObject()
        }
    }

    static func writeTombstone(to writer: inout JSONWriter) {
        write(required: envelope, never: "record", to: &writer) { writer in
            writer.property("op") { $0.member("enum", ["delete", "leave"]) }
            // Lines of an entity that the feed showed once are told away after the feed has it no more.
            writer.property("entity") { $0.member("type", "string") }
            writeEnvelope(id: "^[a-z]{2}_\(digits)$", to: &writer)
        }
    }

    /// A merge: an id that is no thing of its own any more, and the id of the same entity that it went into.
    static func writeMerge(_ entity: CompiledFeedEntity, to writer: inout JSONWriter) {
        write(required: envelope + ["into"], never: "record", to: &writer) { writer in
            writer.constant("op", "merge")
            writer.constant("entity", entity.name)
            writeEnvelope(id: pattern(entity.prefix), to: &writer)
            writer.property("into") { property in
                property.member("type", "string")
                property.member("pattern", pattern(entity.prefix))
            }
        }
    }

    static func writeEnd(to writer: inout JSONWriter) {
        write(required: ["op", "cursor", "count", "more"], to: &writer) { writer in
            writer.constant("op", "end")
            writer.property("cursor") { $0.member("type", "string") }
            writer.property("count") { $0.member("type", "integer") }
            writer.property("more") { $0.member("type", "boolean") }
            writer.property("schema") { $0.member("type", "string") }
            writer.property("schema_changed") { $0.member("type", "boolean") }
        }
    }

    /// What every line about a row has.
    private static let envelope = ["op", "seq", "entity", "id", "rev", "at", "cause"]

    /// The schema of one kind of line.
    private static func write(
        required: [String], never: String? = nil, to writer: inout JSONWriter,
        properties: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.member("type", "object")
        writer.member("required", required)
        writer.key("properties")
        writer.beginObject()
        properties(&writer)
        writer.endObject()
        if let never {
            writer.key("not")
            writer.beginObject()
            writer.member("required", [never])
            writer.endObject()
        }
        writer.endObject()
    }

    private static func writeEnvelope(id: String, to writer: inout JSONWriter) {
        writer.property("seq") { $0.member("type", "integer") }
        writer.property("id") { property in
            property.member("type", "string")
            property.member("pattern", id)
        }
        writer.property("rev") { $0.member("type", "integer") }
        writer.property("at") { property in
            property.member("type", "string")
            property.member("format", "date-time")
        }
        writer.property("cause") { $0.member("enum", FeedCause.allCases.map { "\($0.word)" }) }
    }
}
