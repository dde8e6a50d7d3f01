import Feeds
import JSON
import Storage

extension PartnerService {
    /// Keeps how far a consumer has read: the cursor that it came with. Whoever only looks at headers has read nothing.
    func acknowledge(_ cursor: FeedCursor, _ feed: ServedFeed, _ call: Call, at now: Int64? = nil) {
        guard !call.isHead else { return }
        log.acknowledge(
            AcknowledgedCursor(
                consumer: call.entry.consumer, feed: feed.compiled.name, epoch: cursor.epoch, position: cursor.position,
                floor: cursor.floor, at: now ?? call.now))
    }

    /// How far a consumer is behind a feed; nil when it never came.
    func lag(of consumer: Consumer, in feed: String, _ reader: FeedReader, _ call: Call) throws -> ConsumerLag? {
        guard let served = feeds.first(where: { $0.compiled.name == feed }), let head = reader.feeds[feed],
            let cursor = log.cursor(of: consumer.name, in: feed)
        else { return nil }
        return try ConsumerLag(cursor, head: head, retention: served.compiled.retention, at: call.now) {
            try reader.firstTime(of: head, after: $0)
        }
    }

    /// Members for how far a consumer is behind; all null when it never came.
    func append(_ lag: ConsumerLag?, to writer: inout JSONWriter) {
        func number(_ name: String, _ value: Int64?) {
            writer.key(name)
            if let value { writer.int(value) } else { writer.null() }
        }
        number("acknowledged", lag?.cursor.position)
        writer.optional("acknowledged_at", lag.map { JSONWriter.time($0.cursor.at) })
        number("lag", lag?.lines)
        number("lag_seconds", lag.map { lag in lag.waiting.map { max(Call.milliseconds() - $0, 0) / 1_000 } ?? 0 })
        writer.optional("expires", lag?.expires.map(JSONWriter.time))
        writer.optional("state", lag?.state.rawValue)
    }
}
