import JSON
import Storage
import Sync
import Terminal

/// `envhub quarantine drop`
enum QuarantineDropCommand: Command {
    static let name = ["quarantine", "drop"]
    static let summary =
        "let go of held records for good; a run of mode drop keeps how many, what comes again is held again"
    static let arguments = "[ID…]"
    static let options = QuarantineOptions.all
    static let examples = [
        (command: "envhub quarantine drop 12 13", does: "lets go of two entries"),
        (
            command: "envhub quarantine drop --connector discharge-permit --code R1010",
            does: "lets go of the broken lines of one system, when it has given them again"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let isChosen = QuarantineOptions.all.contains { call.has($0.name) }
        guard isChosen != !call.arguments.isEmpty else {
            throw UsageError("say what to drop: numbers of entries, or --connector, --code, --run, --since")
        }
        let store = try OpenHub.store(call)
        let entries =
            isChosen
            ? try store.heldEntries(QuarantineOptions.filter(call, store)) : try named(call.arguments, store)
        let outcome = try QuarantineDrop(store, stateDirectory: call.stateDirectory).perform(entries)
        if call.isJSON { writeJSON(outcome) } else { report(outcome) }
        for name in outcome.busy {
            TerminalOutput.standardError.line("envhub: \(name) is being synced; its entries were left")
        }
        return outcome.busy.isEmpty ? .ok : .busy
    }

    private static func named(_ words: [String], _ store: Store) throws -> [HeldEntry] {
        try Set(words).sorted().map { word in
            guard let id = Int64(word) else {
                throw UsageError(
                    "`\(escapingControls(word))` is no entry's number: codes are chosen with --code")
            }
            guard let entry = try store.heldEntry(id) else {
                throw CommandError("entry \(id) is not held: nothing was dropped")
            }
            return entry
        }
    }

    private static func report(_ outcome: QuarantineDrop.Outcome) {
        let out = TerminalOutput.standardOutput
        if outcome.runs.isEmpty, outcome.busy.isEmpty { return out.line("nothing is held that fits") }
        for run in outcome.runs { out.line("run \(run.id) \(run.connector): \(run.message ?? "")") }
        if !outcome.runs.isEmpty { out.line("what the source gives again is held again; stored rows stay") }
    }

    private static func writeJSON(_ outcome: QuarantineDrop.Outcome) {
        JSONOutput.write { writer in
            writer.beginArray()
            for run in outcome.runs {
                RunsJSON.append(run, &writer) { writer in
                    writer.key("dropped")
                    writer.beginArray()
                    for entry in outcome.dropped where entry.connector == run.connector { writer.int(entry.id) }
                    writer.endArray()
                }
            }
            writer.endArray()
        }
    }
}
