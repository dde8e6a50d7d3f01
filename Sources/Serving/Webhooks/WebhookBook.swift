import Dispatch
import Storage

/// Reads what there is to tell, on a queue of its own.
final class WebhookBook: Sendable {
    private let queue = DispatchQueue(label: "webhooks")
    private let storePath: String
    /// Touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?

    /// Lines are counted up to here: who is told of more has to read on anyway.
    private static let mostLines: Int64 = 10_000

    init(storePath: String) { self.storePath = storePath }

    /// The attempts to make now for feeds of these names, but for webhooks that are at it.
    func plan(for feeds: Set<String>, without busy: Set<String>, at now: Int64) async throws -> WebhookPlan {
        try await withCheckedThrowingContinuation { next in
            queue.async { next.resume(with: Result { try self.plan(feeds, busy, now) }) }
        }
    }

    private func plan(_ feeds: Set<String>, _ busy: Set<String>, _ now: Int64) throws -> WebhookPlan {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try reader.snapshot {
            let due = try reader.webhooks(dueAt: now).filter { !busy.contains($0.id) }
            let moment = WebhookPlan.Moment(
                now: now, heads: reader.feeds.filter { feeds.contains($0.key) }, hosts: try reader.webhookHosts(),
                mayRead: { reader.access.holder($0, at: now)?.grant(on: $1)?.holds(at: now) ?? false },
                lines: { try reader.lineCount(of: $0, after: $1, most: Self.mostLines) },
                makeID: WebhookSender.makeID)
            return try WebhookPlan(due, at: moment)
        }
    }
}
