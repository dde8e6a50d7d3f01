extension JSONValue {
    /// Parses a text; throws what is wrong and where.
    public init(parsing source: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        let document = JSONDocument(limits: limits)
        try document.parse(source)
        self.init(document, .root)
    }

    /// Parses a text; throws what is wrong and where.
    public init(parsing source: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(parsing: Array(source.utf8), limits: limits)
    }

    /// A node and everything in it, copied.
    public init(_ document: JSONDocument, _ node: JSONNode) {
        switch document.kind(of: node) {
        case .null: self = .null
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .number: self = .number(document.string(of: document.text(of: node)))
        case .string: self = .string(document.string(of: document.text(of: node)))
        case .array: self = .array(document.children(of: node).map { JSONValue(document, $0) })
        case .object:
            let members = document.children(of: node).map {
                Member(document.string(of: document.key(of: $0)), JSONValue(document, $0))
            }
            self = .object(members)
        }
    }

    /// The value as JSON in one line.
    public var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value as JSON with a line for each member, indented by two blanks a level.
    public var indentedText: String { indented("") }

    private func indented(_ margin: String) -> String {
        let inner = margin + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.indented(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { inner + JSONValue.string($0.key).text + ": " + $0.value.indented(inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        default: return text
        }
    }
}

extension JSONWriter {
    /// A value and everything in it.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let text): number(text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }
}
