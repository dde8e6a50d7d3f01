import Feeds
import HTTPServer
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/changes`: the feed itself, for the first load and for all that follows.
    func changes(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        if LineFormat.isEventStream(request) { return try events(request, feed, &thread, &call) }
        let query = try ChangesQuery(request, feed, seal)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        // A held request goes on from the cursor that it began with: `now` was then.
        let cursor =
            try (request.note as? FeedCursor).map { try head.check($0) } ?? query.cursor(in: head, feed.schemaVersion)
        call.entry.cursorFrom = cursor.position
        acknowledge(cursor, feed, call)
        let hasNewSchema = cursor.schema != feed.schemaVersion.mark
        // A consumer that has not heard of another schema hears of it at once.
        let mayWait = query.wait > 0 && !hasNewSchema && !call.isHead && request.wake != .expired
        if mayWait, cursor.position >= head.head, let answer = try hold(request, head, cursor, query, call) {
            return answer
        }
        let tag = Self.tag(of: query, cursor, head, feed, call)
        if Self.hasCurrent(request, tag: tag) {
            call.entry.cursorTo = cursor.position
            return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call)
        }
        var body = LineBody(query.format, feed, entity: query.entity, lines: query.limit)
        // An entity that the store has never seen has no number, and so no lines.
        let entity = query.entity.map { thread.reader.entities[feed.compiled.entities[$0].name] ?? -1 }
        let page = try thread.reader.changes(
            of: head, after: cursor.position, entity: entity, limits: FeedPageLimits(lines: query.limit)
        ) { line in body.append(line) }
        if mayWait, page.count == 0, !page.hasMore, let answer = try hold(request, head, cursor, query, call) {
            return answer
        }
        var next = cursor.advanced(to: page.position, head: page.head)
        next.schema = feed.schemaVersion.mark
        call.entry.cursorTo = next.position
        call.entry.count = page.count
        var token: [UInt8] = []
        token.reserveCapacity(CursorSeal.tokenCount)
        seal.append(next, to: &token)
        body.end(
            cursor: token, count: page.count, more: page.hasMore, schema: feed.schemaVersion, isNewSchema: hasNewSchema)
        var headers = headers(query, feed, String(decoding: token, as: UTF8.self), page.hasMore, tag)
        headers.append(try expiry(of: next, feed, head, thread.reader, call))
        return try finish(200, headers, body.take(), &thread, &call)
    }

    /// Until when a cursor can go on for certain. It ends when a tombstone is purged that it has not passed: none of
    /// those is older than the first line behind it, and each is kept for the feed's retention.
    private func expiry(
        of cursor: FeedCursor, _ feed: ServedFeed, _ head: FeedHead, _ reader: FeedReader, _ call: Call
    ) throws -> HTTPHeader {
        let oldest = try reader.firstTime(of: head, after: max(cursor.position, cursor.floor)) ?? call.now
        let end = Instant(milliseconds: oldest).adding(milliseconds: feed.compiled.retention)
        return HTTPHeader("Feed-Cursor-Expires", end.description)
    }

    private func headers(
        _ query: ChangesQuery, _ feed: ServedFeed, _ token: String, _ more: Bool, _ tag: String
    ) -> [HTTPHeader] {
        var next = feed.linkStart
        next += "changes?cursor="
        next += token
        next += "&limit=\(query.limit)"
        if let entity = query.entity { next += "&entity=\(feed.compiled.entities[entity].name)" }
        next += ">; rel=\"next\", "
        next += feed.describedBy
        return [
            .contentType(query.format.contentType), HTTPHeader("Feed-Cursor", token),
            HTTPHeader("Feed-More", more ? "true" : "false"), HTTPHeader("ETag", tag), HTTPHeader("Link", next),
            HTTPHeader("Feed-Schema", feed.schemaVersion.text),
        ]
    }

    /// Everything that decides a page's bytes: the same facts give the same bytes.
    private static func tag(
        of query: ChangesQuery, _ cursor: FeedCursor, _ head: FeedHead, _ feed: ServedFeed, _ call: Call
    ) -> String {
        tag([
            UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), UInt64(bitPattern: head.horizon),
            UInt64(bitPattern: cursor.position), UInt64(bitPattern: cursor.floor),
            UInt64(cursor.schema) << 32 | UInt64(feed.schemaVersion.mark),
            UInt64(query.limit) << 32 | UInt64(query.entity.map { $0 + 1 } ?? 0) << 16
                | UInt64(query.format.rawValue) << 1 | (call.acceptsGzip ? 1 : 0),
        ])
    }

    /// Holds the request until the feed passes its head of now; nil when its time is over.
    private func hold(
        _ request: borrowing HTTPRequest, _ head: FeedHead, _ cursor: FeedCursor, _ query: ChangesQuery, _ call: Call
    ) throws -> HTTPAnswer? {
        let left = Duration.seconds(query.wait) - request.age
        guard left > .milliseconds(50) else { return nil }
        try limiter.hold(call.consumer, at: .now)
        metrics.count(waiting: 1)
        let number = signal.takeNumber()
        let held = call
        let deferral = HTTPDeferral(timeout: left, note: cursor) { [self] end in
            signal.forget(number)
            limiter.release(held.consumer)
            metrics.count(waiting: -1)
            guard end == .disconnected || end == .stopped else { return }
            var call = held
            record(end == .stopped ? 503 : 499, bytes: 0, &call)
        }
        signal.wait(for: head, number: number) { deferral.wake() }
        return .later(deferral)
    }
}
