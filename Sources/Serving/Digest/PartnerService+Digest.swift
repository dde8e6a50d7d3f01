import Feeds
import HTTPServer
import JSON
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/digest`: of each entity how many records the feed has at its head, and a sum over their ids and revisions.
    func digest(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        if let ticket = request.note as? Ticket<FeedDigest> {
            // What was made for this request is answered, even when the feed has gone on since.
            guard let digest = ticket.result else { throw Problem.busy }
            return try answer(digest, feed, thread.reader, &call)
        }
        let tag = Self.tag(of: head)
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        if let known = digests.known(at: head) { return try answer(known, feed, thread.reader, &call) }
        return try hold(call) { then in digests.make(feed.compiled.name, then: then) }
    }

    private func answer(
        _ digest: FeedDigest, _ feed: ServedFeed, _ reader: FeedReader, _ call: inout Call
    ) throws -> HTTPAnswer {
        var token: [UInt8] = []
        seal.append(digest.head.end, to: &token)
        call.entry.cursorTo = digest.head.head
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("feed", feed.compiled.name)
        writer.member("cursor", String(decoding: token, as: UTF8.self))
        writer.member("head", digest.head.head)
        writer.key("entities")
        writer.beginObject()
        for entity in feed.compiled.entities {
            let sum = reader.entities[entity.name].flatMap { digest.sums[$0] } ?? DigestSum()
            writer.key(entity.name)
            writer.beginObject()
            writer.member("count", Int64(sum.count))
            writer.member("sum", sum.hex)
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
        let headers = [
            HTTPHeader.contentType("application/json"), HTTPHeader("ETag", Self.tag(of: digest.head)),
            HTTPHeader("Link", feed.describedBy),
        ]
        return try finish(200, headers, document: writer.bytes + [UInt8(ascii: "\n")], &call)
    }

    private static func tag(of head: FeedHead) -> String {
        tag([UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), 0xD16E57])
    }
}
