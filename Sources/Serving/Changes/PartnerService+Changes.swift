import Feeds
import HTTPServer
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/changes`: the feed itself, for the first load and for all that follows.
    func changes(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        let reader = thread.reader
        if LineFormat.isEventStream(request) {
            return try reader.snapshot { try events(request, feed, &thread, &call) }
        }
        let query = try ChangesQuery(request, feed, seal, &thread.cursors)
        let known = try place(of: query, in: feed, reader, request, call)
        call.entry.cursorFrom = known.cursor.position
        acknowledge(known.cursor, feed, call)
        if known.cursor.position >= known.head.head, let answer = try hold(request, feed, known, query, call) {
            return answer
        }
        let tag = Self.tag(of: query, known, feed, call)
        if Self.hasCurrent(request, tag: tag) {
            call.entry.cursorTo = known.cursor.position
            return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call)
        }
        guard known.cursor.position < known.head.head else {
            // Behind the head there is nothing, and nothing to read.
            let page = ChangesPage(position: known.cursor.position, count: 0, head: known.head.head)
            let body = LineBody(query.format, feed, entity: query.entity, lines: 0)
            return try finish(page, body, known, query, feed, tag, expiry: call.now, &thread, &call)
        }
        return try reader.snapshot { try page(request, feed, query, &thread, &call) }
    }

    /// Where a request stands in a feed, by one head.
    private struct Standing {
        let head: FeedHead
        let cursor: FeedCursor
    }

    private func place(
        of query: ChangesQuery, in feed: ServedFeed, _ reader: FeedReader, _ request: borrowing HTTPRequest,
        _ call: Call
    ) throws -> Standing {
        guard let head = reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        // A held request goes on from the cursor that it began with: `now` was then.
        let cursor =
            try (request.note as? FeedCursor).map { try head.check($0) } ?? query.cursor(in: head, feed.schemaVersion)
        return Standing(head: head, cursor: cursor)
    }

    /// Reads a page. Inside a snapshot of the reader, whose head may be newer than the one that the request was judged by.
    private func page(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ query: ChangesQuery, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        let reader = thread.reader
        let known = try place(of: query, in: feed, reader, request, call)
        // There are no more lines than numbers; of those who waited for one commit each gets few.
        let most = min(query.limit, Int(clamping: known.head.head - known.cursor.position))
        var body = LineBody(query.format, feed, entity: query.entity, lines: max(most, 0))
        // An entity that the store has never seen has no number, and so no lines.
        let entity = query.entity.map { reader.entities[feed.compiled.entities[$0].name] ?? -1 }
        let page = try reader.changes(
            of: known.head, after: known.cursor.position, entity: entity, limits: FeedPageLimits(lines: query.limit)
        ) { line in body.append(line) }
        if page.count == 0, !page.hasMore, let answer = try hold(request, feed, known, query, call) { return answer }
        let oldest = try reader.firstTime(of: known.head, after: max(page.position, known.cursor.floor))
        let tag = Self.tag(of: query, known, feed, call)
        return try finish(page, body, known, query, feed, tag, expiry: oldest ?? call.now, &thread, &call)
    }

    /// Ends a page and sends it.
    ///
    /// - Parameter expiry: the time of the first line that the page's cursor has not passed, or now when there is none. The cursor can
    ///   go on for certain until a tombstone is purged that it has not passed: none of those is older, and each is kept for the
    ///   feed's retention.
    private func finish(
        _ page: ChangesPage, _ body: consuming LineBody, _ known: Standing, _ query: ChangesQuery, _ feed: ServedFeed,
        _ tag: String, expiry: Int64, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        var next = known.cursor.advanced(to: page.position, head: page.head)
        next.schema = feed.schemaVersion.mark
        call.entry.cursorTo = next.position
        call.entry.count = page.count
        let token = token(of: next, query)
        body.end(
            cursor: token, count: page.count, more: page.hasMore, schema: feed.schemaVersion,
            isNewSchema: known.cursor.schema != feed.schemaVersion.mark)
        var headers = headers(query, feed, String(decoding: token, as: UTF8.self), page.hasMore, tag)
        let end = Instant(milliseconds: expiry).adding(milliseconds: feed.compiled.retention)
        headers.append(HTTPHeader("Feed-Cursor-Expires", end.description))
        return try finish(200, headers, body.take(), &thread, &call)
    }

    /// The token of a cursor: the one that came, where nothing has moved.
    private func token(of cursor: FeedCursor, _ query: ChangesQuery) -> [UInt8] {
        if query.start == .cursor(cursor), let token = query.token { return token }
        var token: [UInt8] = []
        token.reserveCapacity(CursorSeal.tokenCount)
        seal.append(cursor, to: &token)
        return token
    }

    private func headers(
        _ query: ChangesQuery, _ feed: ServedFeed, _ token: String, _ more: Bool, _ tag: String
    ) -> [HTTPHeader] {
        var next = ""
        next.reserveCapacity(feed.linkStart.utf8.count + feed.describedBy.utf8.count + 160)
        next += feed.linkStart
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
        of query: ChangesQuery, _ place: Standing, _ feed: ServedFeed, _ call: Call
    ) -> String {
        let (head, cursor) = (place.head, place.cursor)
        return tag([
            UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), UInt64(bitPattern: head.horizon),
            UInt64(bitPattern: cursor.position), UInt64(bitPattern: cursor.floor),
            UInt64(cursor.schema) << 32 | UInt64(feed.schemaVersion.mark),
            UInt64(query.limit) << 32 | UInt64(query.entity.map { $0 + 1 } ?? 0) << 16
                | UInt64(query.format.rawValue) << 1 | (call.acceptsGzip ? 1 : 0),
        ])
    }

    /// Holds the request until the feed passes its head of now; nil when it is answered now: it does not wait, its time is over, or
    /// there is another schema, which a consumer that has not heard of it hears of at once.
    private func hold(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ known: Standing, _ query: ChangesQuery, _ call: Call
    ) throws -> HTTPAnswer? {
        guard query.wait > 0, !call.isHead, request.wake != .expired,
            known.cursor.schema == feed.schemaVersion.mark
        else { return nil }
        let left = Duration.seconds(query.wait) - request.age
        guard left > .milliseconds(50) else { return nil }
        try limiter.hold(call.consumer, at: .now)
        metrics.count(waiting: 1)
        let number = signal.takeNumber()
        let held = call
        let deferral = HTTPDeferral(timeout: left, note: known.cursor) { [self] end in
            signal.forget(number)
            limiter.release(held.consumer)
            // Last: whoever sees nobody wait finds the row of each.
            defer { metrics.count(waiting: -1) }
            guard end == .disconnected || end == .stopped else { return }
            var call = held
            record(end == .stopped ? 503 : 499, bytes: 0, &call)
        }
        signal.wait(for: known.head, number: number) { deferral.wake() }
        return .later(deferral)
    }
}
