import JSON
import Storage
import Terminal

/// Runs as a table: what became of every record, and whether it adds up.
enum RunsTable {
    static func write(_ runs: [Run]) {
        let out = TerminalOutput.standardOutput
        if runs.isEmpty { return out.line("no runs yet") }
        let hasDeferred = runs.contains { $0.counts.deferred > 0 }
        let columns = [
            "run", "connector", "state", "read", "stored", "unchanged", "quarantined", "filtered", "deleted",
        ]
        var table = Table(
            columns: columns + (hasDeferred ? ["waiting"] : []) + ["absent", "took"],
            alignments: [.right, .left, .left] + Array(repeating: .right, count: 9))
        for run in runs { table.add(cells(run, hasDeferred)) }
        out.write(table.rendered())
        for run in runs where run.message != nil {
            out.line("run \(run.id) \(run.connector) \(run.state.rawValue): \(escapingControls(run.message ?? ""))")
        }
    }

    private static func cells(_ run: Run, _ hasDeferred: Bool) -> [String] {
        let counts = run.counts
        let numbers =
            [counts.read, counts.stored, counts.unchanged, counts.quarantined, counts.filtered, counts.deleted]
            + (hasDeferred ? [counts.deferred] : []) + [counts.absent]
        return ["\(run.id)", run.connector, run.state.rawValue] + numbers.map { HumanFormat.count(Int($0)) }
            + [Times.span(run.started, run.ended)]
    }
}

/// Runs as JSON.
enum RunsJSON {
    static func write(_ runs: [Run]) {
        JSONOutput.write { writer in
            writer.beginArray()
            for run in runs { append(run, &writer) }
            writer.endArray()
        }
    }

    static func append(_ run: Run, _ writer: inout JSONWriter, more: (inout JSONWriter) -> Void = { _ in }) {
        writer.beginObject()
        writer.field("run", run.id)
        writer.field("connector", run.connector)
        writer.field("state", run.state.rawValue)
        writer.field("mode", run.mode)
        writer.field("version", run.version)
        writer.field("started", JSONOutput.time(run.started))
        writer.field("ended", JSONOutput.time(run.ended))
        writer.field("pages", run.pages)
        let counts = run.counts
        for (name, count) in [
            ("read", counts.read), ("stored", counts.stored), ("unchanged", counts.unchanged),
            ("quarantined", counts.quarantined), ("filtered", counts.filtered), ("deleted", counts.deleted),
            ("deferred", counts.deferred), ("absent", counts.absent), ("held_children", counts.heldChildren),
        ] { writer.field(name, count) }
        writer.field("balanced", counts.isBalanced)
        writer.field("code", run.code)
        writer.field("message", run.message)
        more(&writer)
        writer.endObject()
    }
}
