import Feeds
import HTTPServer
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/changes` as server-sent events: what there is, and then what comes, for as long as the client stays.
    func events(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        let query = try ChangesQuery(request, feed, seal, &thread.cursors, isStream: true)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let cursor = try query.cursor(in: head, feed.schemaVersion)
        call.entry.cursorFrom = cursor.position
        call.entry.cursorTo = cursor.position
        // Whoever packs or keeps events on their way holds them back.
        let headers = [
            HTTPHeader.contentType("text/event-stream"), HTTPHeader("Link", feed.describedBy),
            HTTPHeader("Feed-Schema", feed.schemaVersion.text),
            HTTPHeader("X-Accel-Buffering", "no"),
        ]
        if call.isHead { return try finish(200, headers, document: [], &call) }
        try limiter.hold(call.consumer, at: .now)
        metrics.count(streams: 1)
        let reading = EventStream.Reading(feed: feed, entity: query.entity, limit: query.limit)
        let stream = EventStream(self, reading, from: cursor, call)
        let live = HTTPLiveBody(patience: limiter.limits.patience, onEnd: { stream.end($0) }) { body, _, room in
            stream.pull(body, &room)
        }
        let all =
            headers + [
                HTTPHeader("Vary", "Accept, Accept-Encoding, Authorization"),
                HTTPHeader("Cache-Control", "private, no-store"), HTTPHeader("Request-Id", call.entry.request),
            ] + common(call)
        return .now(try HTTPResponse(status: 200, headers: all, live: live))
    }
}
