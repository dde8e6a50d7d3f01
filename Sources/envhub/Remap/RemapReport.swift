import Connectors
import JSON
import Storage
import Sync
import Terminal

/// What remaps did, for people and for scripts.
final class RemapReport {
    let isDry: Bool
    private let shown: Int
    private var outcomes: [(outcome: Remap.Outcome, definition: ConnectorDefinition)] = []

    init(isDry: Bool, shown: Int) {
        self.isDry = isDry
        self.shown = shown
    }

    func add(_ outcome: Remap.Outcome, _ definition: ConnectorDefinition) { outcomes.append((outcome, definition)) }

    /// Whether all of them came to their end.
    var isGood: Bool { outcomes.allSatisfy { $0.outcome.run.state == .ok } }

    func write(isJSON: Bool) {
        if isJSON { return writeJSON() }
        let out = TerminalOutput.standardOutput
        if isDry {
            let report = PreviewReport(isColored: out.showsColor, shown: shown)
            for (outcome, _) in outcomes {
                guard let preview = outcome.preview else { continue }
                out.line(outcome.run.connector)
                out.write(report.text(preview))
            }
        } else if !outcomes.isEmpty {
            RunsTable.write(outcomes.map(\.outcome.run))
        }
        for (outcome, definition) in outcomes { for line in notes(outcome, definition) { out.line(line) } }
    }

    private func notes(_ outcome: Remap.Outcome, _ definition: ConnectorDefinition) -> [String] {
        let name = definition.name
        var notes: [String] = []
        if outcome.isResumed { notes.append("\(name): went on where an earlier remap had stopped") }
        if outcome.superseded > 0 {
            notes.append(
                "\(name): \(HumanFormat.count(outcome.superseded, "held entry was", "held entries were")) let go: something "
                    + "newer of the same record came meanwhile")
        }
        let again = "envhub sync \(name)" + (definition.sync.mode == .incremental ? " --full" : "")
        if outcome.renamed > 0 {
            notes.append(
                "\(name): \(HumanFormat.count(outcome.renamed, "record")) left as they are: `identity:` names them "
                    + "otherwise than when they came; `\(again)` reads them under their new names")
        }
        if outcome.withoutRaw > 0 {
            notes.append(
                "\(name): \(HumanFormat.count(Int(outcome.withoutRaw), "record")) out of reach: no raw form is kept (they came "
                    + "before `keep:`, or its limits dropped it); `\(again)` reads what the source still has")
        }
        let held = HeldCounts(
            records: Int(outcome.run.counts.quarantined), parts: Int(outcome.run.counts.heldChildren))
        if held.all > 0 {
            notes.append("\(name): \(HeldText.sentence(held)): envhub quarantine list --connector \(name)")
        }
        return notes
    }

    private func writeJSON() {
        JSONOutput.write { writer in
            writer.beginArray()
            for (outcome, _) in outcomes {
                RunsJSON.append(outcome.run, &writer) { writer in
                    writer.field("dry_run", isDry)
                    writer.field("resumed", outcome.isResumed)
                    writer.field("superseded", Int64(outcome.superseded))
                    writer.field("renamed", Int64(outcome.renamed))
                    writer.field("without_raw", outcome.withoutRaw)
                    writer.key("preview")
                    if let preview = outcome.preview { PreviewJSON.append(preview, &writer) } else { writer.null() }
                }
            }
            writer.endArray()
        }
    }
}
