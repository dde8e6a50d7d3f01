import JSON
import Storage
import Sync
import Terminal

/// `envhub runs show`
enum RunsShowCommand: Command {
    static let name = ["runs", "show"]
    static let summary = "one run: its counts, its times, and what it ran with"
    static let arguments = "NUMBER"
    static let options = [
        Option("definition", "", "the texts that it ran with: mapping, code tables, units, schema, as they were then")
    ]
    static let examples = [
        (command: "envhub runs show 17", does: "shows run 17"),
        (command: "envhub runs show 17 --definition", does: "prints the files that run 17 was made with"),
        (command: "envhub runs show 17 --json", does: "the same for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard let number = Int64(call.arguments[0]) else {
            throw UsageError("`\(escapingControls(call.arguments[0]))` is no run's number: see `envhub runs`")
        }
        let store = try OpenHub.store(call)
        let found = try store.run(number).map { try store.standing([$0], locks: call.stateDirectory) }
        guard let run = found?.first else { throw CommandError("there is no run \(number)") }
        let texts = try store.definition(run.version)
        let raw = try store.rawCounts(of: number)
        if call.isJSON {
            JSONOutput.write { writer in
                RunsJSON.append(run, &writer) { writer in
                    RawOutput.append(raw, &writer)
                    DefinitionOutput.append(texts, withTexts: call.has("definition"), &writer)
                }
            }
        } else if call.has("definition") {
            DefinitionOutput.write(texts)
        } else {
            show(run, raw)
            DefinitionOutput.list(texts)
        }
        return [.ok, .running].contains(run.state) ? .ok : .problem
    }

    private static func show(_ run: Run, _ raw: RawCounts) {
        RunsTable.write([run])
        let out = TerminalOutput.standardOutput
        out.line()
        // A drop maps nothing.
        let version = run.version.isEmpty ? "" : ", mapping version \(run.version)"
        out.line("mode      \(run.mode), \(HumanFormat.count(Int(run.pages), "page"))\(version)")
        out.line("started   \(Times.text(run.started))")
        if let ended = run.ended { out.line("ended     \(Times.text(ended))") }
        let counts = run.counts
        out.line(
            "balance   \(counts.read) read = \(counts.stored) stored + \(counts.unchanged) unchanged + "
                + "\(counts.quarantined) quarantined + \(counts.filtered) filtered + \(counts.deleted) deleted"
                + (counts.deferred > 0 ? " + \(counts.deferred) waiting" : "")
                + (counts.isBalanced ? "" : "   DOES NOT BALANCE"))
        if counts.heldChildren > 0 {
            let parts = HumanFormat.count(
                Int(counts.heldChildren), "part of a stored record is", "parts of stored records are")
            out.line("held      \(parts) in quarantine or waiting")
        }
        if let line = RawOutput.line(raw) { out.line("kept      \(line)") }
        if counts.quarantined + counts.heldChildren > 0 {
            out.line("see       envhub quarantine list --run \(run.id)")
        }
    }
}
