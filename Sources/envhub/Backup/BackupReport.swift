import Backups
import JSON
import Terminal

/// The files of a backup, for people and for scripts.
enum BackupReport {
    static func show(_ manifest: BackupManifest, outcomes: [StateRestore.Outcome]?) {
        let out = TerminalOutput.standardOutput
        var table = Table(columns: ["file", "size"] + (outcomes == nil ? [] : ["became"]))
        for (index, file) in manifest.files.enumerated() {
            table.add([file.path, HumanFormat.bytes(Int(file.bytes))] + (outcomes.map { [$0[index].rawValue] } ?? []))
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
        out.line()
    }

    /// The members `made` and `files`.
    static func write(
        _ manifest: BackupManifest, outcomes: [StateRestore.Outcome]?, _ writer: inout JSONWriter
    ) {
        writer.field("made", JSONOutput.time(manifest.made))
        writer.key("files")
        writer.beginArray()
        for (index, file) in manifest.files.enumerated() {
            writer.beginObject()
            writer.field("path", file.path)
            writer.field("bytes", file.bytes)
            writer.field("sha256", file.sha256)
            if let outcomes { writer.field("became", outcomes[index].rawValue) }
            writer.endObject()
        }
        writer.endArray()
    }
}
