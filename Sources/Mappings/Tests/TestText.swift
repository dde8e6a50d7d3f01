import Model
import YAML

/// Values and outcomes as test files write them, and as people read them.
enum TestText {
    /// A text as a YAML scalar, quoted where it has to be.
    static func scalar(_ text: String) -> String {
        let first = text.unicodeScalars.first
        let starts: Set<Unicode.Scalar> = [
            "-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", " ",
        ]
        let isPlain =
            !text.isEmpty && !starts.contains(first ?? " ") && text.last != " " && text.last != ":"
            && !["null", "~"].contains(text) && !text.contains(": ") && !text.contains(" #")
            && !text.unicodeScalars.contains { ",[]{}".unicodeScalars.contains($0) || $0.properties.isPatternLine }
        let isNumber = (try? DecimalValue(text)) != nil
        return isPlain || isNumber ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where scalar.properties.isPatternLine:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: max(4 - hex.count, 0)) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A field's value as a test writes it.
    static func value(_ field: ExpectedValue.Field, _ text: String?) -> String {
        guard let text else { return "null" }
        switch field.type {
        case .list: return "[" + TestOutcome.items(text).map(scalar).joined(separator: ", ") + "]"
        case .point:
            let halves = text.dropFirst().dropLast().split(separator: ", ").map { degrees(String($0)) }
            return "[" + halves.joined(separator: ", ") + "]"
        case .decimal where field.schema.type == .point: return degrees(text)
        default: return scalar(text)
        }
    }

    /// Six places are a decimetre.
    private static func degrees(_ text: String) -> String {
        (try? DecimalValue(text))?.rounded(places: 6).description ?? text
    }

    /// An expectation as its file has it.
    static func words(_ node: YAMLNode) -> String {
        if let items = node.items { return "[" + items.map(words).joined(separator: ", ") + "]" }
        return node.saysNull ? "null" : node.text ?? "…"
    }

    static func words(_ rejection: MappedBatch.Rejection) -> String {
        let target = rejection.target.isEmpty ? "the record" : rejection.target
        return "\(rejection.code) \(target): \(rejection.message)"
    }

    static func words(_ note: ExpectedNote) -> String {
        let target = [note.entity, note.field].compactMap { $0 }.joined(separator: ".")
        let parts = [note.code, target.isEmpty ? nil : target, note.value.map { "\"\($0)\"" }]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    /// A mapping on one line.
    static func flow(_ members: [(name: String, value: String)]) -> String {
        if members.isEmpty { return "{}" }
        return "{ " + members.map { "\(scalar($0.name)): \($0.value)" }.joined(separator: ", ") + " }"
    }
}

extension Unicode.Scalar.Properties {
    /// Control characters and the line breaks that YAML knows.
    var isPatternLine: Bool {
        generalCategory == .control || generalCategory == .lineSeparator || generalCategory == .paragraphSeparator
    }
}
