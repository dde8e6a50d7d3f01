import Diagnostics
import Identity
import Model
import Sync
import Terminal

/// Finds the pollution source that people mean: by its id in the hub, by an identifier, by its name, or by a system and what that
/// calls it (`hazardous-waste:G001`).
enum SourceNames {
    /// - Throws: ``CommandError`` when there is none, or several.
    static func find(_ text: String, in roll: SourceRoll) throws -> SourceRoll.Entry {
        if let id = HubID(Array(text.utf8)) {
            let survivor = roll.survivor(of: id)
            if let entry = roll.entries.first(where: { $0.id == survivor }) { return entry }
        }
        let named = roll.entries.filter { entry in
            entry.parts.contains { part in
                part.name == text || part.record.name == text || part.record.identifiers.contains { $0.text == text }
            }
        }
        if let only = named.first, named.count == 1 { return only }
        let shown = escapingControls(text)
        guard named.isEmpty else {
            let ids = named.prefix(10).map { "\($0.id)" }.joined(separator: ", ")
            throw CommandError("`\(shown)` is the name of \(named.count) sources: say which by its id (\(ids))")
        }
        let known = roll.entries.flatMap { entry in ["\(entry.id)"] + entry.parts.flatMap { [$0.record.name, $0.name] }
        }
        let nearest = Suggestion.nearest(to: text, among: known).map { "; did you mean `\($0)`?" } ?? ""
        throw CommandError("no pollution source has the id, the identifier or the name `\(shown)`" + nearest)
    }

    /// The member of a source that people call by a system and its key.
    static func part(_ text: String, of entry: SourceRoll.Entry) throws -> SourceRoll.Part {
        if let part = entry.parts.first(where: { $0.name == text }) { return part }
        let known = entry.parts.map(\.name).joined(separator: ", ")
        throw CommandError("\(entry.id) has no member `\(escapingControls(text))`: it has \(known)")
    }
}
