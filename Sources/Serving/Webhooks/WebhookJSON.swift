import JSON
import Model
import Storage

extension JSONWriter {
    /// A webhook as its owner sees it.
    ///
    /// - Parameters:
    ///   - secret: shown at its making, and never again.
    ///   - held: why nothing is told now although it is active: `grant` or `host`.
    mutating func webhook(_ webhook: Webhook, secret: WebhookSecret? = nil, held: String?) {
        object { writer in
            writer.member("id", webhook.id)
            writer.member("feed", webhook.feed)
            writer.member("url", webhook.url)
            if let secret { writer.member("secret", secret.revealed) }
            writer.member("state", webhook.state.rawValue)
            writer.optional("held", held)
            writer.member("created", Instant(milliseconds: webhook.created).description)
            writer.member("told", webhook.told)
            writer.member("delivered", webhook.delivered)
            writer.member("failed", webhook.failed)
            writer.optional("last_success", webhook.lastSuccess.map(Self.time))
            writer.optional("last_failure", webhook.lastFailure.map(Self.time))
            writer.optional("failing_since", webhook.failingSince.map(Self.time))
            writer.key("last_status")
            if let status = webhook.status { writer.int(status) } else { writer.null() }
            writer.optional("last_problem", webhook.problem)
            writer.member("attempt", webhook.attempt)
            writer.optional("next_attempt", webhook.message == nil ? nil : Self.time(webhook.next))
            writer.optional("old_secret_until", webhook.oldUntil == 0 ? nil : Self.time(webhook.oldUntil))
        }
    }

    static func time(_ milliseconds: Int64) -> String { Instant(milliseconds: milliseconds).description }

    /// A text or null as a member.
    mutating func optional(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }
}
