import Diagnostics
import Identity
import Model
import Sync
import Terminal

/// `envhub check`
enum CheckCommand: Command {
    static let name = ["check"]
    static let summary = "compile all files of the hub, hold them against samples of records, and tell every mistake"
    static let examples = [
        (command: "envhub check", does: "checks the hub in the current directory"),
        (command: "envhub check --hub /srv/hub --json", does: "prints the problems for an editor, with LSP ranges"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let bag = DiagnosticBag()
        let hub = HubLoader.load(call.hubDirectory, into: bag)
        if let hub { SampleCheck.check(hub, into: bag) }
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            out.line(JSONRenderer().render(bag.diagnostics))
        } else if bag.diagnostics.isEmpty, let hub {
            out.line("everything is right: " + counts(hub))
        } else {
            out.write(TextRenderer(isColored: out.showsColor).render(bag.diagnostics))
        }
        return hub == nil || bag.hasErrors ? .problem : .ok
    }

    private static func counts(_ hub: Hub) -> String {
        var counts = [
            HumanFormat.count(hub.connectors.count, "connector"), HumanFormat.count(hub.mappings.count, "mapping"),
            HumanFormat.count(hub.feeds.count, "feed"),
            HumanFormat.count(hub.schema.entities.count, "entity", "entities"),
            HumanFormat.count(hub.codes.count, "code table"),
        ]
        let rules = hub.identity.fieldCount
        if rules > 0 { counts.append(HumanFormat.count(rules, "identity rule")) }
        return counts.joined(separator: ", ")
    }
}
