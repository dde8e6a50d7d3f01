import YAML

/// Renders diagnostics for people, as compilers do: headline, place, line, caret, evidence, help.
public struct TextRenderer: Sendable {
    /// Whether to colour for a terminal.
    public var isColored: Bool

    /// A renderer.
    public init(isColored: Bool = false) {
        self.isColored = isColored
    }

    /// All diagnostics with an empty line between them, and the summary line at the end.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n") + (diagnostics.isEmpty ? "" : "\n")
            + Summary(diagnostics).text + "\n"
    }

    /// One diagnostic, with a line break at its end.
    public func render(_ diagnostic: Diagnostic) -> String {
        var out = headline(diagnostic) + "\n"
        var gutter = 1
        if let location = diagnostic.location {
            let groups = LineGroup.groups(of: diagnostic, at: location)
            gutter = groups.map { String($0.line).count }.max() ?? 1
            out += body(groups, location: location, gutter: gutter)
        }
        let blank = String(repeating: " ", count: gutter)
        let help = diagnostic.help.filter { !$0.isEmpty }
        if diagnostic.location != nil { out += "\(blank) \(painted("|", "34"))\n" }
        for help in help { out += "\(blank) = help: \(Excerpt.shown(help))\n" }
        for note in diagnostic.notes { out += "\(blank) = note: \(Excerpt.shown(note))\n" }
        return out + "\(blank) = see: envhub explain \(diagnostic.code.id)\n"
    }

    private func headline(_ diagnostic: Diagnostic) -> String {
        let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]"
        let color = diagnostic.severity == .warning ? "33" : "31"
        return painted(head, "1;" + color) + painted(": " + Excerpt.shown(diagnostic.message), "1")
    }

    private func body(_ groups: [LineGroup], location: FilePlace, gutter: Int) -> String {
        let blank = String(repeating: " ", count: gutter)
        var out = "\(blank)\(painted("-->", "34")) \(location.description)\n"
        let bar = painted("|", "34")
        out += "\(blank) \(bar)\n"
        var previous: LineGroup?
        for group in groups {
            if let before = previous, before.file === group.file, group.line > before.line + 1 { out += "...\n" }
            if let before = previous, before.file !== group.file {
                out += "\(blank)\(painted(":::", "34")) \(group.file.name):\(group.line)\n"
            }
            let number = String(repeating: " ", count: gutter - String(group.line).count) + String(group.line)
            let excerpt = group.excerpt
            out += "\(painted(number, "34")) \(bar) \(excerpt.text)".trimmedEnd + "\n"
            for line in group.marks(under: excerpt) { out += "\(blank) \(bar) \(painted(Excerpt.shown(line), "31"))\n" }
            previous = group
        }
        return out
    }

    private func painted(_ text: String, _ color: String) -> String {
        isColored ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text without blanks at its end.
    var trimmedEnd: String {
        var scalars = unicodeScalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
