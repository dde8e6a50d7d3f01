import Connectors
import JSON
import Storage
import Sync
import Terminal

/// `envhub quarantine retry`
enum QuarantineRetryCommand: Command {
    static let name = ["quarantine", "retry"]
    static let summary = "try held records again with today's mapping; nothing is fetched"
    static let options = QuarantineOptions.all + [Option("all", "", "everything that is held")]
    static let examples = [
        (command: "envhub quarantine retry --code R2104 --run 8841", does: "tries what one run held for one reason"),
        (command: "envhub quarantine retry --all", does: "tries everything that is held"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let isChosen = QuarantineOptions.all.contains { call.has($0.name) }
        if !isChosen, !call.has("all") {
            throw UsageError("say what to try: --connector, --code, --run, --since, or --all")
        }
        let filter = try QuarantineOptions.filter(call, try OpenHub.store(call))
        let hub = try OpenHub.load(call)
        if let name = filter.connector, hub.connector(name) == nil {
            throw CommandError(Names.unknown("connector", name, among: hub.connectors.map(\.name)), code: .usage)
        }
        let outcome = try QuarantineRetry(hub).perform(filter)
        if call.isJSON { writeJSON(outcome) } else { report(outcome) }
        for name in outcome.busy {
            TerminalOutput.standardError.line("envhub: \(name) is being synced; its records were left out")
        }
        if outcome.runs.contains(where: { $0.state != .ok }) || !outcome.unknown.isEmpty { return .problem }
        return outcome.busy.isEmpty ? .ok : .busy
    }

    private static func report(_ outcome: QuarantineRetry.Outcome) {
        let out = TerminalOutput.standardOutput
        if !outcome.runs.isEmpty {
            RunsTable.write(outcome.runs)
        } else if outcome.busy.isEmpty, outcome.unknown.isEmpty {
            out.line("nothing is held that fits")
        }
        if outcome.superseded > 0 {
            out.line(
                "\(HumanFormat.count(outcome.superseded, "entry was", "entries were")) let go: something newer of the same "
                    + "record came meanwhile")
        }
        for name in outcome.unknown { out.line("\(name): its connector or mapping is not in the hub any more") }
        let held = outcome.held.values.reduce(into: HeldCounts()) { $0.add($1) }
        if held.all > 0 { out.line("\(HeldText.sentence(held, still: true)): envhub quarantine list") }
    }

    private static func writeJSON(_ outcome: QuarantineRetry.Outcome) {
        JSONOutput.write { writer in
            writer.beginArray()
            for run in outcome.runs {
                RunsJSON.append(run, &writer) { writer in
                    // A run that took what waited for these has tried nothing that was held.
                    guard let held = outcome.held[run.id] else { return }
                    writer.field("still_held", Int64(held.records))
                    writer.field("still_held_parts", Int64(held.parts))
                }
            }
            writer.endArray()
        }
    }
}
