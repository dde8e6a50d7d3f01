import Storage

/// What there is to tell at one moment: decided from values alone.
struct WebhookPlan: Sendable {
    /// One attempt to make.
    struct Attempt: Sendable {
        let webhook: Webhook
        let message: Webhook.Message
        let approval: WebhookApproval
        let epoch: UInt64
    }

    /// What is known at the moment.
    struct Moment {
        let now: Int64
        let heads: [String: FeedHead]
        let hosts: [WebhookHost]
        /// Whether a consumer has a key that holds, and a grant on a feed that does.
        let mayRead: (_ consumer: Int64, _ feed: String) -> Bool
        /// How many lines a feed has behind a number.
        let lines: (FeedHead, Int64) throws -> Int64
        let makeID: () throws -> String
    }

    /// The attempts to make, those that have waited longest first.
    let attempts: [Attempt]

    /// - Parameter due: webhooks whose time has come.
    init(_ due: [Webhook], at moment: Moment) throws {
        attempts = try due.sorted { ($0.next, $0.id) < ($1.next, $1.id) }.compactMap { webhook in
            guard let head = moment.heads[webhook.feed], moment.mayRead(webhook.consumer, webhook.feed),
                let address = try? WebhookAddress(webhook.url),
                let approval = try? WebhookApproval(of: address, among: moment.hosts),
                let message = try Self.message(for: webhook, head, moment)
            else { return nil }
            return Attempt(webhook: webhook, message: message, approval: approval, epoch: head.epoch)
        }
    }

    /// The message that is on its way already, or a new one that tells of all that has come since the last that arrived; nil when
    /// there is nothing to tell.
    private static func message(
        for webhook: Webhook, _ head: FeedHead, _ moment: Moment
    ) throws -> Webhook.Message? {
        if let message = webhook.message { return message }
        let isRenewed = head.epoch != webhook.epoch
        guard isRenewed || head.head > webhook.told else { return nil }
        return Webhook.Message(
            id: try moment.makeID(), first: isRenewed ? 0 : webhook.told + 1, last: head.head,
            lines: isRenewed ? 0 : try moment.lines(head, webhook.told), made: moment.now)
    }
}
