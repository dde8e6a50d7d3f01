import Backups
import Foundation
import JSON
import Sync
import Terminal

/// `envhub backup`
enum BackupCommand: Command {
    static let name = ["backup"]
    static let summary = "copy the hub's state to a folder while the hub works: store, readings, access log, keys"
    static let arguments = "FOLDER"
    static let options = [Option("check", "", "copy nothing: hold a backup that is there against its hashes")]
    static let examples = [
        (
            command: "envhub backup /var/backups/envhub/2026-11-30",
            does: "a whole backup in a new folder, beside a hub that serves; from cron, once a night"
        ),
        (command: "envhub backup /var/backups/envhub/2026-11-30 --check", does: "is every file as it was written?"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 1 else { throw UsageError("name one folder: envhub backup FOLDER") }
        let folder = URL(filePath: call.arguments[0]).standardizedFileURL.path
        let manifest: BackupManifest
        if call.has("check") {
            manifest = try BackupManifest.read(in: folder)
            try manifest.check(in: folder)
        } else {
            var bar = ProgressBar("backup", plainInterval: .seconds(30))
            defer { bar.finish() }
            manifest = try StateBackup(of: call.stateDirectory).make(at: folder, now: SyncRun.clock()) {
                bar.update(done: $1, total: $2, note: $0)
            }
            bar.finish()
        }
        show(manifest, in: folder, call)
        return .ok
    }

    private static func show(_ manifest: BackupManifest, in folder: String, _ call: Call) {
        if call.isJSON {
            return JSONOutput.write { writer in
                writer.beginObject()
                writer.field("folder", folder)
                BackupReport.write(manifest, outcomes: nil, &writer)
                writer.endObject()
            }
        }
        let out = TerminalOutput.standardOutput
        BackupReport.show(manifest, outcomes: nil)
        let files = HumanFormat.count(manifest.files.count, "file")
        out.line(
            "\(files), \(HumanFormat.bytes(Int(manifest.bytes))), as of \(Times.text(manifest.made)), whole in \(folder)"
        )
        if !call.has("check") {
            out.line(
                "It holds secrets, as the state does. `connectors` and `mappings` are not in it: keep those in git.")
        }
    }
}
