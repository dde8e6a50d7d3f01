import Diagnostics
import Identity
import Model
import Sync
import Terminal

/// Finds the pollution source that people mean: by its id in the hub, by an identifier, or by its name.
enum SourceNames {
    /// - Throws: ``CommandError`` when there is none, or several.
    static func find(_ text: String, in roll: SourceRoll) throws -> SourceRoll.Entry {
        if let entry = roll.entries.first(where: { "\($0.id)" == text }) { return entry }
        let named = roll.entries.filter { entry in
            entry.record.name == text || entry.record.identifiers.contains { $0.text == text }
        }
        if let only = named.first, named.count == 1 { return only }
        let shown = escapingControls(text)
        guard named.isEmpty else {
            let ids = named.prefix(10).map { "\($0.id)" }.joined(separator: ", ")
            throw CommandError("`\(shown)` is the name of \(named.count) sources: say which by its id (\(ids))")
        }
        let known = roll.entries.map(\.record.name) + roll.entries.map { "\($0.id)" }
        let nearest = Suggestion.nearest(to: text, among: known).map { "; did you mean `\($0)`?" } ?? ""
        throw CommandError("no pollution source has the id, the identifier or the name `\(shown)`" + nearest)
    }
}
