import Connectors
import Storage
import Sync
import Terminal

/// `envhub preview`
enum PreviewCommand: Command {
    static let name = ["preview"]
    static let summary = "read the real source and show what a run would change; writes nothing"
    static let arguments = "NAME"
    static let options = [
        Option("limit", "N", "how many records (default 200, at most 10000)"),
        Option("full", "", "from the beginning, also of incremental connectors"),
        Option("show", "N", "how many records are shown (default 20)"),
    ]
    static let examples = [
        (
            command: "envhub preview discharge-permit",
            does: "shows what the next run would do with the first 200 records"
        ),
        (
            command: "envhub preview solid-waste --limit 10000 --full",
            does: "looks at all of a source before a changed mapping runs"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let limit = try call.integer("limit", in: 1...10_000) ?? 200
        let shown = try call.integer("show", in: 0...10_000) ?? 20
        let hub = try OpenHub.compile(call.hubDirectory)
        let name = call.arguments[0]
        guard let definition = hub.connector(name) else {
            throw CommandError(Names.unknown("connector", name, among: hub.connectors.map(\.name)), code: .usage)
        }
        let isFull = call.has("full") && definition.sync.mode == .incremental
        guard let task = hub.task(for: name, mode: isFull ? .full : nil) else {
            throw CommandError("the connector \(name) has no mapping")
        }
        let preview: Preview
        do {
            preview = try await Interruption.cancelling { try await PreviewRun(task, limit: limit).perform() }
        } catch let error as ConnectorError {
            throw CommandError("\(name): \(error.message)")
        } catch is CancellationError {
            throw CommandError("stopped; nothing was written")
        }
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            PreviewJSON.write(preview)
        } else {
            out.write(PreviewReport(isColored: out.showsColor, shown: shown).text(preview))
        }
        return preview.halt == nil ? .ok : .problem
    }
}
