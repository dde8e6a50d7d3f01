import Serving
import Storage
import Sync
import Terminal

/// `envhub webhook allow`
enum WebhookAllowCommand: Command {
    static let name = ["webhook", "allow"]
    static let summary = "let partners have hosts told when their feeds advance; nothing is sent to any other"
    static let arguments = "HOST…"
    static let options = [
        Option("plain-http", "", "without TLS will do: only inside the bureau's own network"),
        Option(
            "network", "CIDR[,CIDR]",
            "its addresses may lie in these networks although they are not public (default: public ones only)"),
    ]
    static let examples = [
        (
            command: "envhub webhook allow hooks.water.example.gov.cn",
            does: "over https, at port 443, to a public address"
        ),
        (
            command: "envhub webhook allow mirror.police.example:8443 --network 10.20.0.0/16",
            does: "at that port, and to an address inside"
        ),
        (
            command: "envhub webhook allow 10.20.0.7:8080 --network 10.20.0.7 --plain-http",
            does: "a program inside that has no certificate"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let now = SyncRun.clock()
        let hosts: [WebhookHost]
        do {
            hosts = try call.arguments.map {
                try WebhookHost(
                    approving: $0, isPlain: call.has("plain-http"), networks: call.list("network"), at: now)
            }
        } catch let error as WebhookHostError {
            throw UsageError("\(error)")
        }
        let store = try OpenHub.store(call)
        for host in hosts { try store.allow(host) }
        if call.isJSON {
            WebhookHostOutput.write(hosts)
        } else {
            for host in hosts {
                TerminalOutput.standardOutput.line("webhooks may go to \(WebhookHostOutput.place(host))")
            }
        }
        return .ok
    }
}
