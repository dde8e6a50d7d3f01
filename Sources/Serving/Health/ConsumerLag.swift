import Feeds
public import Storage

/// How far a consumer is behind a feed, and until when it can go on.
///
/// It is judged by the cursor that the consumer came with last: what it was sent after that it may have lost.
public struct ConsumerLag: Sendable, Equatable {
    /// How it stands.
    public enum State: String, Sendable {
        /// It can go on for long.
        case ok
        /// Little of the feed's retention is left: someone should look why it does not come.
        case expiring
        /// Its cursor cannot go on: it has to load again.
        case expired
    }

    /// The cursor that it came with.
    public let cursor: AcknowledgedCursor
    /// Numbers from there to the head, at most so many lines.
    public let lines: Int64
    /// Since when the oldest line has waited that it has not read, in milliseconds since 1970; nil when there is none.
    public let waiting: Int64?
    /// Until when the cursor can go on for certain, in milliseconds since 1970; nil while nothing is behind it.
    public let expires: Int64?
    /// How it stands.
    public let state: State

    /// - Parameters:
    ///   - retention: how long the feed keeps deletions, in milliseconds.
    ///   - firstTime: when the first line behind a number was committed.
    init(
        _ cursor: AcknowledgedCursor, head: FeedHead, retention: Int64, at now: Int64,
        firstTime: (Int64) throws -> Int64?
    ) rethrows {
        self.cursor = cursor
        let safe = max(cursor.position, cursor.floor)
        guard cursor.epoch == head.epoch, cursor.position <= head.head, safe >= head.horizon else {
            (lines, waiting, expires, state) = (head.head, nil, nil, .expired)
            return
        }
        lines = head.head - cursor.position
        waiting = cursor.position < head.head ? try firstTime(cursor.position) : nil
        expires = safe < head.head ? try firstTime(safe).map { $0 + retention } : nil
        state = expires.map { $0 - now < Self.margin(of: retention) } ?? false ? .expiring : .ok
    }

    /// What must be left of a retention: a fifth of it or seven days, whichever is more, but not more than half of it.
    static func margin(of retention: Int64) -> Int64 { min(max(retention / 5, 7 * 86_400_000), retention / 2) }
}
