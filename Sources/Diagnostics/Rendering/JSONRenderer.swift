import YAML

/// Renders diagnostics for editors and scripts: one JSON object, ranges as in the Language Server Protocol (lines and
/// UTF-16 columns from 0) beside lines and columns in code points from 1.
public struct JSONRenderer: Sendable {
    /// A renderer.
    public init() {}

    /// `{"diagnostics":[...],"errors":n,"warnings":n}` with a line break at the end.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        let summary = Summary(diagnostics)
        let items = diagnostics.map(object).joined(separator: ",\n")
        let list = items.isEmpty ? "" : "\n\(items)\n"
        return "{\"diagnostics\":[\(list)],\"errors\":\(summary.errors),\"warnings\":\(summary.warnings)}\n"
    }

    private func object(_ diagnostic: Diagnostic) -> String {
        var members = [
            member("code", diagnostic.code.id), member("severity", diagnostic.severity.rawValue),
            member("message", diagnostic.message),
        ]
        if let location = diagnostic.location { members += place(location) }
        if !diagnostic.evidence.isEmpty { members.append(member("evidence", diagnostic.evidence)) }
        let related = diagnostic.labels.map { label in
            "{" + (place(label.location) + [member("message", label.text)]).joined(separator: ",") + "}"
        }
        if !related.isEmpty { members.append("\"related\":[\(related.joined(separator: ","))]") }
        if !diagnostic.help.isEmpty { members.append("\"help\":[\(texts(diagnostic.help))]") }
        if !diagnostic.notes.isEmpty { members.append("\"notes\":[\(texts(diagnostic.notes))]") }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func place(_ location: FilePlace) -> [String] {
        let range = location.range
        func position(_ mark: YAMLMark) -> String {
            "{\"line\":\(mark.line - 1),\"character\":\(location.file.utf16Column(of: mark))}"
        }
        return [
            member("file", location.file.name), "\"line\":\(range.start.line)", "\"column\":\(range.start.column)",
            "\"range\":{\"start\":\(position(range.start)),\"end\":\(position(range.end))}",
        ]
    }

    private func texts(_ texts: [String]) -> String { texts.map(quoted).joined(separator: ",") }

    private func member(_ name: String, _ text: String) -> String { "\"\(name)\":" + quoted(text) }

    private func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\u{0}"..<" ", "\u{2028}", "\u{2029}", "\u{7F}":
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
