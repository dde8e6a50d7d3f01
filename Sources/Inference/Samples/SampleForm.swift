import Model

/// What sample records are written in; it decides what a path looks like.
public enum SampleForm: Sendable, Equatable {
    /// JSON: paths are JSONPath.
    case json
    /// XML: paths are XPath. The prefixes are those that the connector declares, by the address of the namespace.
    case xml(prefixes: [String: String])
    /// A table: paths are the columns' names.
    case table

    /// The path of the record itself.
    var root: String {
        switch self {
        case .json: "$"
        case .xml, .table: ""
        }
    }

    /// The path of a member of what `path` leads to.
    func path(_ path: String, _ name: String) -> String {
        switch self {
        case .table: return name
        case .xml: return path.isEmpty ? name : path + "/" + name
        case .json:
            let isPlain =
                !name.isEmpty && !("0"..."9").contains(name.unicodeScalars.first ?? "_")
                && name.unicodeScalars.allSatisfy(Self.isPlain)
            if isPlain { return path + "." + name }
            return path + "['" + name.escaped(["\\", "'"], by: "\\") + "']"
        }
    }

    /// How `each:` writes the list at `path`.
    func each(_ path: String) -> String { self == .json ? path + "[*]" : path }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case "\u{3000}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{80}"..."\u{A0}": false
        default: scalar.value > 127
        }
    }
}
