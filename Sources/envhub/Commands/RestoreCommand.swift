import Backups
import Foundation
import JSON
import Sync
import Terminal

/// `envhub restore`
enum RestoreCommand: Command {
    static let name = ["restore"]
    static let summary = "put a backup back, and let consumers load their feeds again; the hub must not run"
    static let arguments = "FOLDER"
    static let options = [
        Option(
            "all", "",
            "also replace readings, access log and keys that are there (default: they are newer than the backup, and stay)"
        )
    ]
    static let examples = [
        (
            command: "envhub restore /var/backups/envhub/2026-11-30",
            does: "the store as it was then, and what is missing; what is replaced is kept in state/before-restore-…"
        ),
        (
            command: "envhub restore /var/backups/envhub/2026-11-30 --all --hub /srv/envhub",
            does: "everything as it was then"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 1 else { throw UsageError("name one folder: envhub restore FOLDER") }
        let folder = URL(filePath: call.arguments[0]).standardizedFileURL.path
        let restore = StateRestore(folder, into: call.stateDirectory, replacingAll: call.has("all"))
        let mark = Times.text(SyncRun.clock()).map { $0.isNumber ? String($0) : "" }.joined()
        show(try restore.perform(mark: mark), call)
        return .ok
    }

    private static func show(_ report: StateRestore.Report, _ call: Call) {
        if call.isJSON {
            return JSONOutput.write { writer in
                writer.beginObject()
                BackupReport.write(report.manifest, outcomes: report.outcomes, &writer)
                writer.key("renewed")
                writer.beginArray()
                for name in report.renewed { writer.string(name) }
                writer.endArray()
                writer.field("aside", report.aside)
                writer.endObject()
            }
        }
        let out = TerminalOutput.standardOutput
        BackupReport.show(report.manifest, outcomes: report.outcomes)
        out.line("The store is as of \(Times.text(report.manifest.made)).")
        if let aside = report.aside { out.line("What was replaced is in \(aside): delete it when all is well.") }
        if !report.renewed.isEmpty {
            out.line("Renewed, so that consumers load them again: \(report.renewed.joined(separator: ", "))")
        }
        out.line("Keys and grants that were taken back since then hold again: look at `envhub consumer list`.")
        out.line("`envhub sync` brings what the systems have said since.")
    }
}
