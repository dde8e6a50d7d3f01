import Diagnostics
import Model
import Sync
import Terminal

/// `envhub check`
enum CheckCommand: Command {
    static let name = ["check"]
    static let summary = "compile all files of the hub and tell every mistake, with its place and what to do"
    static let examples = [
        (command: "envhub check", does: "checks the hub in the current directory"),
        (command: "envhub check --hub /srv/hub --json", does: "prints the problems for an editor, with LSP ranges"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let bag = DiagnosticBag()
        let hub = HubLoader.load(call.hubDirectory, into: bag)
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            out.line(JSONRenderer().render(bag.diagnostics))
        } else {
            out.write(TextRenderer(isColored: out.showsColor).render(bag.diagnostics))
            if bag.diagnostics.isEmpty, let hub { out.line(sentence(hub)) }
        }
        return hub == nil ? .problem : .ok
    }

    private static func sentence(_ hub: Hub) -> String {
        "everything is right: \(hub.connectors.count) connectors, \(hub.mappings.count) mappings, \(hub.feeds.count) feeds, "
            + "\(hub.schema.entities.count) entities, \(hub.codes.count) code tables"
    }
}
