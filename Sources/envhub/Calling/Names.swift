import Diagnostics
import Terminal

/// Names that people typed.
enum Names {
    /// What to say of a name that nothing has.
    static func unknown(_ kind: String, _ name: String, among names: [String]) -> String {
        let nearest = Suggestion.nearest(to: name, among: names)
        let known = names.isEmpty ? "there are none" : "known: \(names.joined(separator: ", "))"
        return "there is no \(kind) `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "") + " (\(known))"
    }

    /// What to say of a code that there is not.
    static func unknownCode(_ written: String) -> String {
        let shown = escapingControls(String(written.prefix(40)))
        let near = Suggestion.nearest(to: written, among: DiagnosticCode.all.map(\.id))
        return "there is no code `\(shown)`" + (near.map { "; did you mean `\($0)`?" } ?? "")
            + " (`envhub explain` lists all)"
    }
}
