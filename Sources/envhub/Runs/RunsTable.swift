import JSON
import Storage
import Terminal

/// Runs as a table: what became of every record, and whether it adds up.
enum RunsTable {
    static func write(_ runs: [Run]) {
        let out = TerminalOutput.standardOutput
        if runs.isEmpty { return out.line("no runs yet") }
        let columns = columns.filter { column in
            !column.isSeldom || runs.contains { column.count($0.counts) > 0 }
        }
        var table = Table(
            columns: ["run", "connector", "state"] + columns.map(\.title) + ["took"],
            alignments: [.right, .left, .left] + Array(repeating: .right, count: columns.count + 1))
        for run in runs {
            table.add(
                ["\(run.id)", run.connector, run.state.rawValue]
                    + columns.map { HumanFormat.count(Int($0.count(run.counts))) } + [
                        Times.span(run.started, run.ended)
                    ])
        }
        out.write(table.rendered())
        for run in runs where run.message != nil {
            out.line("run \(run.id) \(run.connector) \(run.state.rawValue): \(escapingControls(run.message ?? ""))")
        }
        for run in runs where run.state == .interrupted {
            out.line(
                "run \(run.id) \(run.connector) interrupted: its process is gone; the next run goes on where it was")
        }
    }

    /// A count of runs; one that is seldom is left out where it is 0 everywhere.
    private struct Column: Sendable {
        let title: String
        var isSeldom = false
        let count: @Sendable (RunCounts) -> Int64
    }

    private static let columns = [
        Column(title: "read") { $0.read }, Column(title: "stored") { $0.stored },
        Column(title: "unchanged") { $0.unchanged }, Column(title: "quarantined") { $0.quarantined },
        Column(title: "parts held", isSeldom: true) { $0.heldChildren }, Column(title: "filtered") { $0.filtered },
        Column(title: "deleted") { $0.deleted }, Column(title: "waiting", isSeldom: true) { $0.deferred },
        Column(title: "absent") { $0.absent },
    ]
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
