import Diagnostics
import Identity
import Model
import Sync
import Terminal

/// Finds the pollution source that people mean: by its id in the hub, by an identifier, by its name, or by a system and what that
/// calls it (`hazardous-waste:G001`).
enum SourceNames {
    /// Of an id that went into another source it gives that one, and says so on standard error.
    ///
    /// - Throws: ``CommandError`` when there is none, or several.
    static func find(_ text: String, in roll: SourceRoll) throws -> SourceRoll.Entry {
        if let entry = roll.entries.first(where: { "\($0.id)" == text }) { return entry }
        if let id = HubID(text.utf8), let merging = roll.merging(of: id),
            let survivor = roll.entries.first(where: { $0.id == merging.into })
        {
            tell(id, into: merging.into, at: merging.at)
            return survivor
        }
        let named = roll.entries.filter { entry in
            entry.parts.contains { part in
                part.name == text || part.record.name == text || part.record.identifiers.contains { $0.text == text }
            }
        }
        if let only = named.first, named.count == 1 { return only }
        let shown = escapingControls(text)
        guard named.isEmpty else { throw several(text, named.map(\.id)) }
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

    /// That a name is that of several sources.
    static func several(_ text: String, _ ids: [HubID]) -> CommandError {
        let list = ids.prefix(10).map { "\($0)" }.joined(separator: ", ")
        return CommandError(
            "`\(escapingControls(text))` is the name of \(ids.count) sources: say which by its id (\(list))")
    }

    /// Says that what was asked for is part of another source now.
    static func tell(_ id: HubID, into: HubID, at: Int64) {
        TerminalOutput.standardError.line("envhub: \(id) went into \(into) at \(Times.text(at)): this is \(into)")
    }
}
