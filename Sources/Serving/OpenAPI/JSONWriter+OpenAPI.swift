import HTTPServer
import JSON

extension JSONWriter {
    /// An object as a member.
    mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    /// An object as an element.
    mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    /// An array as a member.
    mutating func array(_ name: String, _ elements: (inout JSONWriter) -> Void) {
        key(name)
        beginArray()
        elements(&self)
        endArray()
    }

    /// `true` or `false` as a member.
    mutating func flag(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// A reference to one of the document's schemas.
    mutating func reference(_ name: String, _ schema: String) {
        object(name) { $0.member("$ref", "#/components/schemas/\(schema)") }
    }
}

extension EndpointParameter {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", "\(name)")
            writer.member("in", "query")
            writer.member("description", note)
            if isRequired { writer.flag("required", true) }
            if case .list = kind { writeUnexploded(to: &writer) }
            if case .numbers = kind { writeUnexploded(to: &writer) }
            writer.object("schema") { kind.write(to: &$0) }
            if case .text(let example) = kind { writer.member("example", example) }
        }
    }

    private func writeUnexploded(to writer: inout JSONWriter) {
        writer.member("style", "form")
        writer.flag("explode", false)
    }
}

extension EndpointParameter.Kind {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .number(let range, let usual):
            // What is above the range counts as its end: the document states no maximum.
            writer.member("type", "integer")
            writer.member("minimum", range.lowerBound)
            if let usual { writer.member("default", usual) }
        case .word(let words):
            writer.member("type", "string")
            writer.array("enum") { writer in for word in words { writer.string(word) } }
        case .text: writer.member("type", "string")
        case .instant:
            writer.member("type", "string")
            writer.member("format", "date-time")
        case .list(let example):
            writer.member("type", "array")
            writer.object("items") { $0.member("type", "string") }
            writer.array("example") { $0.string(example) }
        case .numbers(let counts):
            writer.member("type", "array")
            writer.member("minItems", Int64(counts.lowerBound))
            writer.member("maxItems", Int64(counts.upperBound))
            writer.object("items") { $0.member("type", "number") }
        }
    }
}

extension EndpointAnswer {
    func write(to writer: inout JSONWriter) {
        writer.object("\(status)") { writer in
            writer.member("description", note)
            writer.object("headers") { writer in
                for header in headers + ["Request-Id"] {
                    writer.object(header) { $0.member("$ref", "#/components/headers/\(header)") }
                }
            }
            if !content.isEmpty {
                writer.object("content") { writer in
                    for (type, schema) in content {
                        writer.object(type) { writer in
                            if let schema {
                                writer.reference("schema", schema)
                            } else {
                                // Of JSON that has no schema here anything may be said, of other types that they are texts.
                                writer.object("schema") { if !type.contains("json") { $0.member("type", "string") } }
                            }
                        }
                    }
                }
            }
            if !links.isEmpty { writer.object("links") { writer in for link in links { link.write(to: &writer) } } }
        }
    }
}

extension EndpointLink {
    func write(to writer: inout JSONWriter) {
        writer.object(([operation, "by"] + parameters.map(\.0)).joined(separator: "_")) { writer in
            writer.member("operationId", operation)
            writer.object("parameters") { writer in
                for (name, place) in parameters { writer.member(name, place) }
            }
        }
    }
}
