import JSON
import Storage
import Sync
import Terminal

/// `envhub webhook list`
enum WebhookListCommand: Command {
    static let name = ["webhook", "list"]
    static let summary = "where partners are told that feeds have advanced, and how that goes (never the secrets)"
    static let options = [Option("consumer", "NAME", "those of one consumer only")]
    static let examples = [
        (command: "envhub webhook list", does: "lists all webhooks"),
        (command: "envhub webhook list --consumer water-mirror --json", does: "one consumer's, for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let names = Dictionary(
            try store.consumers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let only = try call["consumer"].map { try Consumers.find($0, in: store).id }
        let webhooks = try store.webhooks().filter { only == nil || $0.consumer == only }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for webhook in webhooks { append(webhook, names[webhook.consumer] ?? "", &writer) }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        guard !webhooks.isEmpty else {
            out.line("there are none")
            return .ok
        }
        out.write(table(of: webhooks, names).rendered(maxWidth: out.isTerminal ? out.width : .max))
        return .ok
    }

    private static func table(of webhooks: [Webhook], _ names: [Int64: String]) -> Table {
        var table = Table(
            columns: [
                "webhook", "consumer", "feed", "url", "state", "arrived", "failed", "last arrived", "last problem",
            ],
            alignments: [.left, .left, .left, .left, .left, .right, .right])
        for webhook in webhooks {
            let trouble = webhook.problem.map { $0 + (webhook.status.map { " \($0)" } ?? "") } ?? ""
            let since = webhook.failingSince.map { ", since \(Times.text($0))" } ?? ""
            table.add([
                webhook.id, names[webhook.consumer] ?? "", webhook.feed, webhook.url, webhook.state.rawValue,
                HumanFormat.count(Int(webhook.delivered)), HumanFormat.count(Int(webhook.failed)),
                webhook.lastSuccess.map { Times.ago($0) } ?? "never", trouble + since,
            ])
        }
        return table
    }

    private static func append(_ webhook: Webhook, _ consumer: String, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("webhook", webhook.id)
        writer.field("consumer", consumer)
        writer.field("feed", webhook.feed)
        writer.field("url", webhook.url)
        writer.field("state", webhook.state.rawValue)
        writer.field("created", JSONOutput.time(webhook.created))
        writer.field("told", webhook.told)
        writer.field("delivered", webhook.delivered)
        writer.field("failed", webhook.failed)
        writer.field("last_success", JSONOutput.time(webhook.lastSuccess))
        writer.field("last_failure", JSONOutput.time(webhook.lastFailure))
        writer.field("failing_since", JSONOutput.time(webhook.failingSince))
        writer.field("last_problem", webhook.problem)
        writer.key("last_status")
        if let status = webhook.status { writer.int(status) } else { writer.null() }
        writer.field("attempt", webhook.attempt)
        writer.field("next_attempt", webhook.message == nil ? nil : JSONOutput.time(webhook.next))
        writer.endObject()
    }
}
