import Connectors
import Diagnostics
import Feeds
import Identity
import JSON
import Mappings
import Model

/// The shapes of people's files as JSON Schema draft-07, which editors know.
enum EditorSchemaJSON {
    /// All kinds of files.
    static let all: [EditorSchema] = [.connector, .mapping, .feed, .entity, .units, .codeTable, .identity]

    /// A schema's text.
    static func text(_ schema: EditorSchema) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("$schema", "http://json-schema.org/draft-07/schema#")
        writer.field("title", schema.files + ": " + schema.title)
        members(schema.root, &writer)
        if !schema.definitions.isEmpty {
            writer.key("definitions")
            writer.beginObject()
            for (name, shape) in schema.definitions {
                writer.key(name)
                write(shape, &writer)
            }
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    private static func write(_ shape: FileShape, _ writer: inout JSONWriter) {
        writer.beginObject()
        members(shape, &writer)
        writer.endObject()
    }

    private static func members(_ shape: FileShape, _ writer: inout JSONWriter) {
        switch shape {
        case .any: break
        case .text: types(["string", "number", "boolean", "null"], &writer)
        case .words(let words): write(words: words, &writer)
        case .list(let item):
            types(["array", "null"], &writer)
            writer.key("items")
            write(item, &writer)
        case .entries(let value):
            types(["object", "null"], &writer)
            writer.key("additionalProperties")
            write(value, &writer)
        case .keys(let keys, let required): write(keys: keys, required: required, &writer)
        case .either(let shapes):
            writer.key("anyOf")
            writer.beginArray()
            for shape in shapes { write(shape, &writer) }
            writer.endArray()
        case .named(let name): writer.field("$ref", "#/definitions/" + name)
        case .byWord(let key, let cases): write(cases, by: key, &writer)
        }
    }

    private static func types(_ names: [String], _ writer: inout JSONWriter) {
        writer.key("type")
        texts(names, &writer)
    }

    private static func texts(_ texts: [String], _ writer: inout JSONWriter) {
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
    }

    /// `true` behind a key is a truth value to an editor, and a word to the hub.
    private static func write(words: [String], _ writer: inout JSONWriter) {
        writer.key("enum")
        writer.beginArray()
        for word in words { writer.string(word) }
        if words.contains("true") { writer.bool(true) }
        if words.contains("false") { writer.bool(false) }
        writer.null()
        writer.endArray()
    }

    private static func write(keys: [FileShape.Key], required: [String], _ writer: inout JSONWriter) {
        types(["object", "null"], &writer)
        writer.key("properties")
        writer.beginObject()
        for key in keys {
            writer.key(key.name)
            write(key.shape, &writer)
        }
        writer.endObject()
        writer.field("additionalProperties", false)
        guard !required.isEmpty else { return }
        writer.key("required")
        texts(required, &writer)
    }

    private static func write(
        _ cases: [(word: String, shape: FileShape)], by key: String, _ writer: inout JSONWriter
    ) {
        types(["object"], &writer)
        writer.key("required")
        texts([key], &writer)
        writer.key("properties")
        writer.beginObject()
        writer.key(key)
        write(.words(cases.map(\.word)), &writer)
        writer.endObject()
        writer.key("allOf")
        writer.beginArray()
        for (word, shape) in cases {
            writer.beginObject()
            writer.key("if")
            writer.beginObject()
            writer.key("properties")
            writer.beginObject()
            writer.key(key)
            writer.beginObject()
            writer.field("const", word)
            writer.endObject()
            writer.endObject()
            writer.endObject()
            writer.key("then")
            write(shape, &writer)
            writer.endObject()
        }
        writer.endArray()
    }
}
