import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/{entity}/{id}/history`: what the feed shows of the revisions of a record that it has now, the newest first.
    func history(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ id: [UInt8],
        _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        let limit = try PageSize.revisions.asked(by: request)
        let before = try QueryParameters.number(request, "before", from: 1, most: .max).map { Int64($0) }
        let format = try LineFormat(request, usual: .json)
        let compiled = feed.compiled.entities[entity]
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        if feed.isBehind(head) { throw Problem.changing }
        guard let id = HubID(id), id.prefix == compiled.prefix else { throw Problem.notFound }
        let number = thread.reader.entities[compiled.name] ?? -1
        guard let present = try present(id.number, number, compiled.name, head, thread.reader) else {
            return try moved(
                request, feed, entity, id, head, thread.reader, &call, part: "/history", keeping: ["limit", "f", "csv"])
        }
        // One more than asked for tells whether there is more.
        var shown = ShownRevisions(of: compiled, limit: limit + 1, newest: before == nil ? present : nil)
        try readPast(of: id.number, number, before: min(before ?? .max, present.rev), head, thread.reader) {
            shown.take($0)
        }
        shown.close()
        let page = shown.complete.prefix(limit)
        let hasMore = shown.complete.count > limit
        var body = LineBody(format, feed, entity: entity, lines: page.count)
        for revision in page { unsafe body.append(Self.line(revision, compiled.name, id).span.bytes) }
        body.end()
        call.entry.count = page.count
        var links = feed.describedBy
        if hasMore, let last = page.last {
            links =
                feed.linkStart + "\(compiled.name)/\(id)/history?before=\(last.rev)&limit=\(limit)>; rel=\"next\", "
                + links
        }
        let headers = [
            .contentType(format.contentType), HTTPHeader("Link", links),
            HTTPHeader("Feed-More", hasMore ? "true" : "false"),
        ]
        return try finish(200, headers, body.take(), &thread, &call)
    }

    /// Hands the past revisions of a row to `take`, numbered as lines told them: revisions count the changes of the feed from before
    /// them too.
    private func readPast(
        of row: Int64, _ entity: Int64, before end: Int64, _ head: FeedHead, _ reader: FeedReader,
        take: (PastRevision) -> Bool
    ) throws {
        let changes = try reader.changeTimes(of: head)
        try reader.history(of: row, entity: entity, before: end) { kept in
            var past = kept
            past.rev += Int64(changes.count { $0 <= past.at })
            return past.rev < end ? take(past) : true
        }
    }

    /// The revision that holds now, as its line in the feed tells it; nil when the feed has no record of the row.
    private func present(
        _ row: Int64, _ entity: Int64, _ name: String, _ head: FeedHead, _ reader: FeedReader
    ) throws -> ShownRevision? {
        // A line that a change of the feed made is newer than what it tells of.
        let since = try reader.lastChange(of: row, in: name)
        var present: ShownRevision?
        _ = try reader.record(of: head, entity: entity, row: row) { (line: RawSpan, at: Int64) in
            let bytes = line.bytes
            let members = FlatJSON.members(of: bytes, in: bytes.indices)
            guard let record = members["record"], let rev = members["rev"],
                let number = Int64(String(decoding: bytes[rev], as: UTF8.self))
            else { return }
            present = ShownRevision(rev: number, at: min(at, since ?? at), until: nil, record: Array(bytes[record]))
        }
        return present
    }

    private static func line(_ revision: ShownRevision, _ entity: String, _ id: HubID) -> [UInt8] {
        var writer = JSONWriter(capacity: revision.record.count + 160)
        writer.beginObject()
        writer.member("entity", entity)
        writer.member("id", id.description)
        writer.member("rev", revision.rev)
        writer.member("at", Instant(milliseconds: revision.at).description)
        writer.key("until")
        if let until = revision.until {
            writer.string(Instant(milliseconds: until).description)
        } else {
            writer.null()
        }
        writer.key("record")
        writer.raw(revision.record)
        writer.endObject()
        return writer.bytes
    }
}
