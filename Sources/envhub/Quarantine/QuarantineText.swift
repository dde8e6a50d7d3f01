import Connectors
import Diagnostics
import Storage
import Terminal

/// A held record for people: what is wrong, where, what the hub did about it, and what a person can do.
struct QuarantineText {
    let store: Store
    let isColored: Bool

    private static let shownBytes = 2_000

    func render(_ entry: QuarantineEntry) throws -> String {
        let version = try store.version(entry.version)
        var lines = [headline(entry)]
        lines.append(row("record", record(entry)))
        lines.append(row("at", place(entry, version?.name)))
        if !entry.value.isEmpty { lines.append(row("value", "\"\(escapingControls(entry.value))\"")) }
        if let line = mappingLine(entry, version) { lines.append(line) }
        lines.append(row("stored", stored(entry)))
        lines.append(contentsOf: advice(entry))
        lines.append(try same(entry))
        lines.append(contentsOf: raw(entry))
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(_ entry: QuarantineEntry) -> String {
        let code = isColored ? Style.yellow.applied(to: entry.code) : entry.code
        let state = entry.isWaiting ? "   (waiting)" : entry.isOpen ? "" : "   (not held any more)"
        return "\(code) \(escapingControls(entry.message))" + state
    }

    private func record(_ entry: QuarantineEntry) -> String {
        var place = [entry.connector, "run \(entry.run)"]
        if !entry.page.isEmpty { place.append(entry.page) }
        if entry.item > 0 { place.append("item \(entry.item)") }
        if entry.sourceLine > 0 { place.append("line \(entry.sourceLine)") }
        return escapingControls("\(entry.key)   (\(place.joined(separator: ", "))), entry \(entry.id)")
    }

    private func place(_ entry: QuarantineEntry, _ mapping: String?) -> String {
        let path = entry.path.isEmpty ? "the whole record" : entry.path
        let target = entry.target.isEmpty ? "" : "  →  \(entry.target)"
        let line = entry.line > 0 ? " line \(entry.line):\(entry.column)" : ""
        return escapingControls("\(path)\(target)      mapping \(mapping ?? "?")@\(entry.version.prefix(8))\(line)")
    }

    /// The line of the mapping as it ran, which today's file may not have any more.
    private func mappingLine(_ entry: QuarantineEntry, _ version: Store.Version?) -> String? {
        guard entry.line > 0, let version else { return nil }
        let text = SourceFile(name: version.name, text: version.text).line(Int(clamping: entry.line))
        return text.isEmpty ? nil : row("", escapingControls("\(entry.line) | \(text)"))
    }

    private func stored(_ entry: QuarantineEntry) -> String {
        entry.isWhole
            ? "nothing of this version of the record; what an earlier, good one gave stays"
            : "the record without this part of it, which alone is held"
    }

    private func advice(_ entry: QuarantineEntry) -> [String] {
        if entry.isWaiting { return [row("then", "nothing: it is taken by itself when a source has told of the row")] }
        let explanation = DiagnosticCode.named(entry.code)?.explanation
        return [row("fix", explanation ?? "mend the mapping or the source"), row("then", next(entry))]
    }

    /// No mapping makes a record of bytes that are none: they are read again, or let go.
    private func next(_ entry: QuarantineEntry) -> String {
        let drop = "envhub quarantine drop \(entry.id)"
        if entry.code == RecordFault.refusedPacket.code.id { return drop }
        return RecordFault.allCases.contains { $0.code.id == entry.code }
            ? "envhub sync \(entry.connector) --full, or \(drop)"
            : "envhub quarantine retry --code \(entry.code) --run \(entry.run)"
    }

    private func same(_ entry: QuarantineEntry) throws -> String {
        var filter = QuarantineFilter(connector: entry.connector, code: entry.code)
        if entry.isWaiting { filter.state = .waiting }
        let groups = try store.quarantineGroups(filter)
        let count = groups.reduce(0) { $0 + $1.count }
        let since = groups.map(\.firstSeen).min().map { " since \(Times.text($0))" } ?? ""
        return row(
            "same",
            "\(HumanFormat.count(Int(count), "record"))\(since)      envhub quarantine show --code \(entry.code)")
    }

    private func raw(_ entry: QuarantineEntry) -> [String] {
        let shown = String(decoding: entry.raw.prefix(Self.shownBytes), as: UTF8.self)
        // The indentation of a document is for its reader; a tab anywhere else is told.
        let lines = shown.split(whereSeparator: \.isNewline).prefix(40).map { line in
            line.prefix { $0 == "\t" }.map { _ in "  " }.joined() + line.drop { $0 == "\t" }
        }
        let cut = entry.raw.count > Self.shownBytes ? ["… \(HumanFormat.bytes(entry.raw.count)) in all"] : []
        return (lines.map { escapingControls(String($0)) } + cut).enumerated().map { row($0 == 0 ? "raw" : "", $1) }
    }

    private func row(_ name: String, _ text: String) -> String { "  " + name.padded(to: 9) + text }
}
