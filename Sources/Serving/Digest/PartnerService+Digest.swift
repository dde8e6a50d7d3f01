import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/digest`: of each entity how many records the feed has at its head, and a sum over their ids and revisions.
    func digest(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        if feed.isBehind(head) { throw Problem.changing }
        if let ticket = request.note as? Ticket<FeedDigest> {
            // What was made for this request is answered, even when the feed has gone on since.
            guard let digest = ticket.result else { throw Problem.busy }
            return try answer(digest, feed, thread.reader, &call)
        }
        let tag = Self.tag(of: head, at: call.now)
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        if let known = digests.known(at: head) { return try answer(known, feed, thread.reader, &call) }
        return try hold(call) { then in digests.make(feed, then: then) }
    }

    private func answer(
        _ digest: FeedDigest, _ feed: ServedFeed, _ reader: FeedReader, _ call: inout Call
    ) throws -> HTTPAnswer {
        var token: [UInt8] = []
        seal.append(digest.head.end(feed.schemaVersion), to: &token)
        call.entry.cursorTo = digest.head.head
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("feed", feed.compiled.name)
        writer.member("cursor", String(decoding: token, as: UTF8.self))
        writer.member("head", digest.head.head)
        writer.key("entities")
        writer.beginObject()
        for entity in feed.compiled.entities {
            let days = reader.entities[entity.name].flatMap { digest.sums[$0] } ?? [:]
            writer.key(entity.name)
            Self.write(entity, days, at: call.now, to: &writer)
        }
        writer.endObject()
        writer.endObject()
        let headers = [
            HTTPHeader.contentType("application/json"), HTTPHeader("ETag", Self.tag(of: digest.head, at: call.now)),
            HTTPHeader("Link", feed.describedBy),
        ]
        return try finish(200, headers, document: writer.bytes + [UInt8(ascii: "\n")], &call)
    }

    /// Of an entity with a window only the days inside count: they are told one by one, and all together as `count` and `sum`.
    private static func write(
        _ entity: CompiledFeedEntity, _ days: [ShownDay: DigestSum], at now: Int64, to writer: inout JSONWriter
    ) {
        let since = entity.window.flatMap { CivilDate(daysSinceEpoch: $0.firstDay(at: now)) }.map(ShownDay.init)
        let covered = days.filter { $0.key == .none || $0.key >= since ?? .none }
        writer.beginObject()
        write(covered.values.reduce(into: DigestSum()) { $0 += $1 }, to: &writer)
        if let since, let window = entity.window {
            writer.member("time", entity.columns[window.place].name)
            writer.member("since", since.text)
            writer.key("days")
            writer.beginObject()
            for (day, sum) in covered.sorted(by: { $0.key < $1.key }) {
                writer.key(day == .none ? "undated" : day.text)
                writer.beginObject()
                write(sum, to: &writer)
                writer.endObject()
            }
            writer.endObject()
        }
        writer.endObject()
    }

    private static func write(_ sum: DigestSum, to writer: inout JSONWriter) {
        writer.member("count", Int64(sum.count))
        writer.member("sum", sum.hex)
    }

    /// The same head has another digest on another day, when windows have moved.
    private static func tag(of head: FeedHead, at now: Int64) -> String {
        tag([
            UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), UInt64(now / 86_400_000), 0xD16E57,
        ])
    }
}
