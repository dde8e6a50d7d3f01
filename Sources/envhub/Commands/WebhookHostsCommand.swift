import Storage
import Terminal

/// `envhub webhook hosts`
enum WebhookHostsCommand: Command {
    static let name = ["webhook", "hosts"]
    static let summary = "the hosts that webhooks may go to"
    static let examples = [
        (command: "envhub webhook hosts", does: "lists them"),
        (command: "envhub webhook hosts --json", does: "for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hosts = try OpenHub.store(call).webhookHosts()
        if call.isJSON {
            WebhookHostOutput.write(hosts)
            return .ok
        }
        let out = TerminalOutput.standardOutput
        guard !hosts.isEmpty else {
            out.line("none yet: envhub webhook allow --help")
            return .ok
        }
        var table = Table(columns: ["host", "protocol", "addresses", "since"])
        for host in hosts {
            table.add([
                WebhookHostOutput.place(host), host.isPlain ? "https or http" : "https",
                (["public"] + host.networks).joined(separator: " "), Times.text(host.at),
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
        return .ok
    }
}
