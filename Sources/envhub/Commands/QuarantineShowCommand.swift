import JSON
import Storage
import Terminal

/// `envhub quarantine show`
enum QuarantineShowCommand: Command {
    static let name = ["quarantine", "show"]
    static let summary =
        "held records in full: the place, the value, the mapping's line, what to do, the bytes as they came"
    static let arguments = "[ID…]"
    static let options =
        QuarantineOptions.all + [
            Option("limit", "N", "how many (default 5)"),
            Option("waiting", "", "what waits for a row, not what is held"),
        ]
    static let examples = [
        (command: "envhub quarantine show 12", does: "shows entry 12"),
        (command: "envhub quarantine show --code R2104 --run 8841", does: "shows the first five of one code and run"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let entries = try call.arguments.isEmpty ? chosen(call, store) : named(call, store)
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for entry in entries { QuarantineJSON.append(entry, &writer) }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        if entries.isEmpty { out.line("nothing is held that fits") }
        let text = QuarantineText(store: store, isColored: out.showsColor)
        for (index, entry) in entries.enumerated() {
            if index > 0 { out.line() }
            out.write(try text.render(entry))
        }
        return .ok
    }

    private static func chosen(_ call: Call, _ store: Store) throws -> [QuarantineEntry] {
        let limit = try call.integer("limit", in: 1...10_000) ?? 5
        var filter = try QuarantineOptions.filter(call, store)
        if call.has("waiting") { filter.state = .waiting }
        return try store.quarantine(filter, limit: limit)
    }

    private static func named(_ call: Call, _ store: Store) throws -> [QuarantineEntry] {
        try call.arguments.map { word in
            guard let id = Int64(word) else {
                throw UsageError(
                    "`\(escapingControls(word))` is no entry's number: codes are asked for with --code")
            }
            guard let entry = try store.quarantineEntry(id) else { throw CommandError("there is no entry \(id)") }
            return entry
        }
    }
}
