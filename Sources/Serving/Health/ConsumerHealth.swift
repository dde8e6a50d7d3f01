import Dispatch
public import Storage
import Synchronization

/// Looks now and then how far all consumers are behind, for the hub's admins; on a queue of its own.
public final class ConsumerHealth: Sendable {
    private let queue = DispatchQueue(label: "consumers' health")
    private let storePath: String
    private let cursors: @Sendable () throws -> [AcknowledgedCursor]
    private let seen = Mutex<(lags: [ConsumerLag], at: Int64)>(([], 0))
    /// Touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?

    /// Consumers and feeds that the metrics page tells of: those that are furthest behind.
    private static let mostShown = 200

    /// - Parameter cursors: gives how far everybody has read.
    public init(storePath: String, cursors: @escaping @Sendable () throws -> [AcknowledgedCursor]) {
        self.storePath = storePath
        self.cursors = cursors
    }

    /// How far the consumers with a grant are behind, by consumer and feed.
    ///
    /// - Parameter retentions: how long each feed keeps deletions, in milliseconds; others are not looked at.
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func look(_ retentions: [String: Int64], at now: Int64) async throws -> [ConsumerLag] {
        let lags = try await withCheckedThrowingContinuation { next in
            queue.async { next.resume(with: Result { try self.read(retentions, now) }) }
        }
        seen.withLock { $0 = (lags, now) }
        return lags
    }

    private func read(_ retentions: [String: Int64], _ now: Int64) throws -> [ConsumerLag] {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try Self.lags(try cursors(), reader, retentions, now)
    }

    /// The same once, for a command: it waits for the store.
    public static func lags(
        storePath: String, cursors: [AcknowledgedCursor], retentions: [String: Int64], at now: Int64
    ) throws -> [ConsumerLag] {
        try lags(cursors, try FeedReader(path: storePath), retentions, now)
    }

    private static func lags(
        _ cursors: [AcknowledgedCursor], _ reader: FeedReader, _ retentions: [String: Int64], _ now: Int64
    ) throws -> [ConsumerLag] {
        try reader.snapshot {
            try cursors.sorted { ($0.consumer, $0.feed) < ($1.consumer, $1.feed) }.compactMap { cursor in
                // Who was let go of is no business of an alarm.
                guard let head = reader.feeds[cursor.feed], let retention = retentions[cursor.feed],
                    reader.access.grant(of: cursor.consumer, on: cursor.feed)?.holds(at: now) ?? false
                else { return nil }
                return try ConsumerLag(cursor, head: head, retention: retention, at: now) {
                    try reader.firstTime(of: head, after: $0)
                }
            }
        }
    }

    /// The consumers' part of the metrics page, as of the last look.
    public var families: [MetricFamily] {
        let (lags, now) = seen.withLock { $0 }
        let shown = lags.sorted { $0.lines > $1.lines }.prefix(Self.mostShown)
        func family(_ name: String, _ help: String, _ value: (ConsumerLag) -> Int64?) -> MetricFamily {
            MetricFamily(
                name, .gauge, help,
                shown.compactMap { lag in
                    value(lag).map { (["consumer": lag.cursor.consumer, "feed": lag.cursor.feed], $0) }
                })
        }
        return [
            family("envhub_consumer_lag_lines", "Numbers from what a consumer has read to the feed's head.") {
                $0.lines
            },
            family("envhub_consumer_age_seconds", "How long the oldest line has waited that a consumer has not read.") {
                $0.waiting.map { max(now - $0, 0) / 1_000 } ?? 0
            },
            family("envhub_consumer_cursor_expires_seconds", "Until a consumer's cursor cannot go on for certain.") {
                $0.state == .expired ? 0 : $0.expires.map { max($0 - now, 0) / 1_000 }
            },
            MetricFamily(
                "envhub_consumers_behind", .gauge, "Consumers and feeds by how they stand.",
                [ConsumerLag.State.ok, .expiring, .expired].map { state in
                    (["state": state.rawValue], Int64(lags.count(where: { $0.state == state })))
                }),
        ]
    }
}
