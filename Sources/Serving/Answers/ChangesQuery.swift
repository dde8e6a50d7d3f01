import Feeds
import HTTPServer
import Storage

/// What a request for changes asks for.
struct ChangesQuery {
    /// Where to begin.
    enum Start: Equatable {
        case beginning
        case head
        case cursor(FeedCursor)
    }

    var start: Start
    var limit: Int
    /// How long to wait for a change when there is none, in seconds.
    var wait: Int
    /// The entity's index in the feed.
    var entity: Int?
    var format: LineFormat

    static let names: [StaticString] = ["cursor", "limit", "wait", "entity", "f", "csv"]
    static let usualLimit = 500
    static let mostLines = 5_000
    static let longestWait = 60

    init(_ request: borrowing HTTPRequest, _ feed: ServedFeed, _ seal: CursorSeal) throws(Problem) {
        try QueryParameters.check(request, Self.names)
        start = try Self.start(request, seal)
        limit = try QueryParameters.number(request, "limit", from: 1, most: Self.mostLines) ?? Self.usualLimit
        wait = try QueryParameters.number(request, "wait", from: 0, most: Self.longestWait) ?? 0
        if let name = QueryParameters.bytes(request, "entity") {
            guard let entity = feed.entity(name) else {
                let names = feed.compiled.entities.map(\.name).joined(separator: ", ")
                throw .badRequest("bad-parameter", "`entity` is one of \(names).")
            }
            self.entity = entity
        }
        format = try LineFormat(request, usual: .ndjson)
    }

    private static func start(_ request: borrowing HTTPRequest, _ seal: CursorSeal) throws(Problem) -> Start {
        guard let text = QueryParameters.bytes(request, "cursor") else {
            throw .badRequest(
                "missing-cursor",
                "`cursor` is needed: `start` for everything, `now` for what comes, or the cursor of your last page.")
        }
        if text.elementsEqual("start".utf8) { return .beginning }
        if text.elementsEqual("now".utf8) { return .head }
        guard let cursor = seal.open(text) else {
            throw .badRequest("bad-cursor", "The cursor is not one that this hub gave: send it as it came.")
        }
        return .cursor(cursor)
    }

    /// The cursor in the feed as it is now. Throws 400 for another feed's, 410 when it cannot go on.
    func cursor(in head: FeedHead) throws(Problem) -> FeedCursor {
        switch start {
        case .beginning:
            return FeedCursor(
                feed: head.id, epoch: head.epoch, definition: head.definition, position: 0, floor: head.head)
        case .head:
            return FeedCursor(
                feed: head.id, epoch: head.epoch, definition: head.definition, position: head.head, floor: head.head)
        case .cursor(let cursor): return try Self.check(cursor, in: head)
        }
    }

    /// The cursor, when it can go on in the feed as it is now. Throws 400 for another feed's, 410 when it cannot.
    static func check(_ cursor: FeedCursor, in head: FeedHead) throws(Problem) -> FeedCursor {
        guard cursor.feed == head.id else {
            throw .badRequest("bad-cursor", "The cursor is one of another feed.")
        }
        if cursor.epoch != head.epoch {
            let reason = cursor.definition == head.definition ? "epoch-changed" : "feed-changed"
            throw .gone(reason, feed: head.name)
        }
        // A position that was never given: the store was put back without telling.
        if cursor.position > head.head { throw .gone("epoch-changed", feed: head.name) }
        if cursor.isExpired(horizon: head.horizon) { throw .gone("retention", feed: head.name) }
        return cursor
    }
}
