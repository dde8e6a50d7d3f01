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
    /// The token of the cursor, as it came.
    var token: [UInt8]?
    var limit: Int
    /// How long to wait for a change when there is none, in seconds.
    var wait: Int
    /// The entity's index in the feed.
    var entity: Int?
    var format: LineFormat

    /// A stream is one answer without an end: it is not waited for, and has one format.
    static let streamNames: [StaticString] = ["cursor", "limit", "entity"]
    static let longestWait = 60

    init(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ seal: CursorSeal, _ opened: inout OpenedCursors,
        isStream: Bool = false
    ) throws(Problem) {
        if isStream { try QueryParameters.check(request, Self.streamNames) }
        let lastSeen = isStream ? request.header("Last-Event-ID").map { Array($0.utf8) } : nil
        token = lastSeen ?? QueryParameters.bytes(request, "cursor")
        start = try Self.start(token, seal, &opened)
        limit = try PageSize.lines.asked(by: request)
        wait = try QueryParameters.number(request, "wait", from: 0, most: Self.longestWait) ?? 0
        if let name = QueryParameters.bytes(request, "entity") {
            guard let entity = feed.entity(named: name) else {
                let names = feed.compiled.entities.map(\.name).joined(separator: ", ")
                throw .badRequest("bad-parameter", "`entity` is one of \(names).")
            }
            self.entity = entity
        }
        format = isStream ? .ndjson : try LineFormat(request, usual: .ndjson)
    }

    private static func start(
        _ text: [UInt8]?, _ seal: CursorSeal, _ opened: inout OpenedCursors
    ) throws(Problem) -> Start {
        guard let text else {
            throw .badRequest(
                "missing-cursor",
                "`cursor` is needed: `start` for everything, `now` for what comes, or the cursor of your last page.")
        }
        if text.elementsEqual("start".utf8) { return .beginning }
        if text.elementsEqual("now".utf8) { return .head }
        guard let cursor = opened.open(text, seal) else {
            throw .badRequest("bad-cursor", "The cursor is not one that this hub gave: send it as it came.")
        }
        return .cursor(cursor)
    }

    /// The cursor in the feed as it is now. Throws 400 for another feed's, 410 when it cannot go on.
    func cursor(in head: FeedHead, _ schema: SchemaVersion) throws(Problem) -> FeedCursor {
        switch start {
        case .beginning: head.beginning(schema)
        case .head: head.end(schema)
        case .cursor(let cursor): try head.check(cursor)
        }
    }
}

extension FeedHead {
    /// The cursor of a first load that begins now.
    func beginning(_ schema: SchemaVersion) -> FeedCursor {
        FeedCursor(feed: id, epoch: epoch, schema: schema.mark, position: 0, floor: head)
    }

    /// The cursor of who wants only what comes.
    func end(_ schema: SchemaVersion) -> FeedCursor {
        FeedCursor(feed: id, epoch: epoch, schema: schema.mark, position: head, floor: head)
    }

    /// The cursor, when it can go on in the feed as it is now. Throws 400 for another feed's, 410 when it cannot.
    func check(_ cursor: FeedCursor) throws(Problem) -> FeedCursor {
        guard cursor.feed == id else { throw .badRequest("bad-cursor", "The cursor is one of another feed.") }
        if cursor.epoch != epoch { throw .gone(isRestarted ? "feed-changed" : "epoch-changed", feed: name) }
        // A position that was never given: the store was put back without telling.
        if cursor.position > head { throw .gone("epoch-changed", feed: name) }
        if cursor.isExpired(horizon: horizon) { throw .gone("retention", feed: name) }
        return cursor
    }
}
