import Diagnostics
import Identity
import Model
import Sync
import Terminal

/// Finds the pollution source that people mean: by its id in the hub, by an identifier, or by its name.
enum SourceNames {
    /// Of an id that went into another source it gives that one, and says so on standard error.
    ///
    /// - Throws: ``CommandError`` when there is none, or several.
    static func find(_ text: String, in roll: SourceRoll) throws -> SourceRoll.Entry {
        if let entry = roll.entries.first(where: { "\($0.id)" == text }) { return entry }
        if let merging = roll.merged.first(where: { "\($0.id)" == text }),
            let survivor = roll.entries.first(where: { $0.id == merging.into })
        {
            tell(merging.id, into: merging.into, at: merging.at)
            return survivor
        }
        let named = roll.entries.filter { entry in
            entry.record.name == text || entry.record.identifiers.contains { $0.text == text }
        }
        if let only = named.first, named.count == 1 { return only }
        let shown = escapingControls(text)
        guard named.isEmpty else { throw several(text, named.map(\.id)) }
        let known = roll.entries.map(\.record.name) + roll.entries.map { "\($0.id)" }
        let nearest = Suggestion.nearest(to: text, among: known).map { "; did you mean `\($0)`?" } ?? ""
        throw CommandError("no pollution source has the id, the identifier or the name `\(shown)`" + nearest)
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
