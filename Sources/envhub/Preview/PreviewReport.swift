import Model
import Storage
import Sync
import Terminal

/// A preview for people: the sums, then what would change, field by field.
struct PreviewReport {
    let isColored: Bool
    /// How many records are shown of each kind.
    let shown: Int

    private static let mostRows = 12
    private static let longestValue = 60

    func text(_ preview: Preview) -> String {
        var lines = ["  " + sums(preview)]
        if preview.hasMore { lines.append("  the source has more: --limit N reads further") }
        if let halt = preview.halt { lines.append("  a run would stop here: " + escapingControls(halt)) }
        lines += absence(preview)
        lines += section(preview.records)
        lines += held(preview)
        return lines.joined(separator: "\n") + "\n"
    }

    private func sums(_ preview: Preview) -> String {
        let counts = preview.counts
        let parts: [(Int64, String)] = [
            (counts.unchanged, "unchanged"), (preview.changed, "would change"), (preview.new, "new"),
            (counts.deleted, "deleted"), (counts.filtered, "filtered"),
            (counts.heldChildren, counts.heldChildren == 1 ? "part held" : "parts held"),
            (counts.quarantined, "quarantined"), (counts.deferred, "would wait"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { "\(HumanFormat.count(Int($0.0))) \($0.1)" }
        let already = preview.heldAlready > 0 ? " (\(preview.heldAlready) held already)" : ""
        return "\(HumanFormat.count(Int(counts.read))) read → "
            + (told.isEmpty ? "nothing" : told.joined(separator: ", ")) + already
    }

    private func absence(_ preview: Preview) -> [String] {
        guard let absence = preview.absence, absence.absent > 0 else { return [] }
        if let refusal = absence.refusal { return ["  a run would be held: " + refusal] }
        return [
            "  \(HumanFormat.count(Int(absence.absent))) of \(HumanFormat.count(Int(absence.known), "record")) absent: "
                + "a run would delete what is absent"
        ]
    }

    private func section(_ records: [Preview.Record]) -> [String] {
        var lines: [String] = []
        for record in records.prefix(shown) {
            lines.append(headline(record))
            for row in record.rows.prefix(Self.mostRows) { lines += text(row) }
            if record.rows.count > Self.mostRows {
                lines.append("    … and \(HumanFormat.count(record.rows.count - Self.mostRows, "row")) more")
            }
        }
        if records.count > shown {
            lines.append("  … and \(HumanFormat.count(records.count - shown, "record")) more: --show N shows them")
        }
        return lines
    }

    private func headline(_ record: Preview.Record) -> String {
        "  " + painted(record.change) + "  " + escapingControls(record.key)
    }

    private func painted(_ change: Preview.Change) -> String {
        let word = change.rawValue.padded(to: 7)
        guard isColored else { return word }
        return switch change {
        case .new: Style.green.applied(to: word)
        case .changed: Style.yellow.applied(to: word)
        case .deleted: Style.red.applied(to: word)
        }
    }

    private func text(_ row: Preview.Row) -> [String] {
        let head = "    \(row.entity) \(escapingControls(row.key))"
        switch row.change {
        case .deleted: return [head + "   deleted"]
        case .new: return [head + "   new, \(HumanFormat.count(row.fields.count, "value"))"]
        case .changed: return [head + "   " + row.fields.map(text).joined(separator: "   ")]
        }
    }

    private func text(_ field: Preview.Field) -> String {
        let (old, new) = (value(field.old, field.oldLabel), value(field.new, field.newLabel))
        return "\(field.name): \(old) → \(new)"
    }

    private func value(_ text: String?, _ label: String?) -> String {
        guard let text else { return "–" }
        let cut = text.count > Self.longestValue ? text.prefix(Self.longestValue - 1) + "…" : text[...]
        return escapingControls(label.map { $0 == text ? text : "\($0) (\(text))" } ?? String(cut))
    }

    private func held(_ preview: Preview) -> [String] {
        var lines = preview.held.prefix(shown).map { entry in
            let target = entry.target.isEmpty ? "" : " \(entry.target)"
            let whole = entry.isWhole ? "held   " : "part   "
            return "  \(whole)  "
                + escapingControls("\(entry.key)   \(entry.code)\(target): \(entry.message)   (\(place(entry)))")
        }
        if preview.held.count > shown {
            lines.append("  … and \(HumanFormat.count(preview.held.count - shown)) more held")
        }
        return lines
    }

    private func place(_ entry: QuarantineEntry) -> String {
        var parts = [entry.page, "item \(entry.item)"]
        if entry.sourceLine > 0 { parts.append("line \(entry.sourceLine)") }
        if !entry.path.isEmpty { parts.append("at \(entry.path)") }
        if entry.line > 0 { parts.append("mapping line \(entry.line):\(entry.column)") }
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
