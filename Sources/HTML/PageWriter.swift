import Terminal

/// Writes a page of HTML that is sound XML too, with everything from outside escaped.
public struct PageWriter: Sendable {
    /// The page so far.
    public private(set) var text = "<!DOCTYPE html>\n"
    private var open: [String] = []

    /// An empty page.
    public init() {}

    /// Begins an element.
    public mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        text += "<\(name)\(Self.text(attributes))>"
        open.append(name)
    }

    /// Ends the innermost element.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        text += "</\(name)>"
        if !["td", "th", "span", "a"].contains(name) { text += "\n" }
    }

    /// An element that holds text.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String) {
        begin(name, attributes)
        write(content)
        end()
    }

    /// An element without attributes that holds text.
    public mutating func element(_ name: String, _ content: String) { element(name, [:], content) }

    /// A text inside of the innermost element.
    public mutating func write(_ content: String) { text += Self.escaped(content) }

    /// An element that holds nothing and has no end in HTML.
    public mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        text += "<\(name)\(Self.text(attributes))/>\n"
    }

    /// What the page itself brings along, such as its style: no text from outside.
    public mutating func own(_ text: StaticString) { self.text += "\(text)" }

    private static func text(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    /// A text as HTML: nothing of it is a tag, a quote or an entity. Line feeds break lines; other controls, and marks that turn
    /// the direction of writing, are shown as what they are.
    public static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var out = ""
            for scalar in escapingControls(String(line)).unicodeScalars {
                switch scalar {
                case "&": out += "&amp;"
                case "<": out += "&lt;"
                case ">": out += "&gt;"
                case "\"": out += "&quot;"
                case "'": out += "&#39;"
                // No characters of XML, whatever an editor shows for them.
                case "\u{fffe}", "\u{ffff}": out += "\u{fffd}"
                default: out.unicodeScalars.append(scalar)
                }
            }
            return out
        }.joined(separator: "<br/>")
    }
}
