import Serving
import Storage
import Sync
import Terminal

/// `envhub webhook forbid`
enum WebhookForbidCommand: Command {
    static let name = ["webhook", "forbid"]
    static let summary = "take hosts' approval back: nothing is sent there from the next attempt on"
    static let arguments = "HOST…"
    static let examples = [
        (command: "envhub webhook forbid hooks.water.example.gov.cn", does: "as `webhook hosts` lists it"),
        (command: "envhub webhook forbid 10.20.0.7:8080", does: "one that was approved with a port"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let known = try store.webhookHosts()
        let chosen = try call.arguments.map { text in
            guard let host = known.first(where: { WebhookHostOutput.place($0) == text.lowercased() }) else {
                throw CommandError(
                    Names.unknown("approved host", text, among: known.map(WebhookHostOutput.place)), code: .usage)
            }
            return host
        }
        for host in chosen { _ = try store.forbidWebhookHost(host.host, port: host.port) }
        if call.isJSON {
            WebhookHostOutput.write(chosen)
        } else {
            for host in chosen {
                TerminalOutput.standardOutput.line("nothing goes to \(WebhookHostOutput.place(host)) any more")
            }
        }
        return .ok
    }
}
