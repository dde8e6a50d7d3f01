import Diagnostics

/// Names that people typed.
enum Names {
    /// What to say of a name that nothing has.
    static func unknown(_ kind: String, _ name: String, among names: [String]) -> String {
        let nearest = Suggestion.nearest(to: name, among: names)
        let known = names.isEmpty ? "there are none" : "known: \(names.joined(separator: ", "))"
        return "there is no \(kind) `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "") + " (\(known))"
    }
}
