import JSON
import Model

extension JSONWriter {
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    mutating func member(_ name: String, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// The Chinese title is the schema's, the English one stands beside it.
    mutating func titles(_ title: Title) {
        member("title", title.zh)
        member("x-title-en", title.en)
    }

    mutating func property(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        beginObject()
        body(&self)
        endObject()
    }

    mutating func constant(_ name: String, _ value: String) {
        property(name) { $0.member("const", value) }
    }

    mutating func type(_ name: String, _ isNullable: Bool, format: String? = nil) {
        if isNullable { member("type", [name, "null"]) } else { member("type", name) }
        if let format { member("format", format) }
    }

    mutating func stringList() {
        member("type", "array")
        key("items")
        beginObject()
        member("type", "string")
        endObject()
    }
}
