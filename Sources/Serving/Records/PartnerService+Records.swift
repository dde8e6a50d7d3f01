import Feeds
import HTTPServer
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/{entity}`: the records of an entity, by rising number, from one page's last id to the next; all of them, or those
    /// in a box and a time.
    func records(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        if Self.wantsFeatures(request) { return try items(request, feed, entity, &thread, &call) }
        let query = try RecordQuery(request, feed, entity, .records)
        let format = try LineFormat(request, usual: .json)
        let compiled = feed.compiled.entities[entity]
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let tag = Self.tag(of: query, format, head, call)
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        var body = LineBody(format, feed, entity: entity, lines: query.limit, fields: query.fields)
        var count = 0
        let page = try page(of: query, request, feed, head, &thread, call) { line in
            body.append(line)
            count += 1
        }
        if let answer = page.held { return answer }
        body.end()
        call.entry.count = count
        var links = feed.describedBy
        if let last = page.last {
            let id = HubID(prefix: compiled.prefix, number: last)
            links = feed.linkStart + "\(compiled.name)?\(query.next(after: id))>; rel=\"next\", " + links
        }
        let headers = [
            .contentType(format.contentType), HTTPHeader("ETag", tag), HTTPHeader("Link", links),
            HTTPHeader("Feed-More", page.last == nil ? "false" : "true"),
        ]
        return try finish(200, headers, body.take(), &thread, &call)
    }

    /// Everything that decides the bytes of a page of records.
    static func tag(of query: RecordQuery, _ format: LineFormat?, _ head: FeedHead, _ call: Call) -> String {
        tag([
            UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), UInt64(bitPattern: query.after),
            UInt64(query.limit) << 32 | UInt64(query.entity) << 16 | UInt64(format?.rawValue ?? 0xF) << 1
                | (call.acceptsGzip ? 1 : 0),
            ByteHash.hash64(Array(query.narrowed.utf8).span),
        ])
    }

    /// `/v1/feeds/{feed}/{entity}/{id}`: one record, and what of the feed refers to it when `include` asks for that. One that
    /// the feed does not show and one that does not exist answer the same; a merged one tells where it is now.
    func record(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ id: [UInt8],
        _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let inclusion = try Inclusion(request, feed, entity)
        let compiled = feed.compiled.entities[entity]
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        guard let id = HubID(id), id.prefix == compiled.prefix else { throw Problem.notFound }
        // What may be included is read off the definition that is served.
        if inclusion != nil, feed.isBehind(head) { throw Problem.changing }
        let number = thread.reader.entities[compiled.name] ?? -1
        var body = ResponseBuffer(capacity: 1024)
        let isFound = try thread.reader.record(of: head, entity: number, row: id.number) { line in
            // The brace that ends a line comes behind what is included.
            body.append(line.extracting(droppingLast: 1))
        }
        guard isFound else { return try moved(request, feed, entity, id, head, thread.reader, &call) }
        call.entry.count = 1 + (try inclusion?.append(id.number, head, thread.reader, to: &body) ?? 0)
        body.append("}\n")
        let hash = body.withBytes { ByteHash.hash64($0.bytes.span) }
        let tag = Self.tag([hash, head.epoch, call.acceptsGzip ? 1 : 0])
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        let headers = [
            .contentType("application/json"), HTTPHeader("ETag", tag), HTTPHeader("Link", feed.describedBy),
        ]
        return try finish(200, headers, body, &thread, &call)
    }

    /// Where a record is to be found that was merged into another one of the feed. A merge can be undone: nobody keeps the answer
    /// unasked. One whose survivor the feed does not show answers as if it had never been.
    ///
    /// - Parameters:
    ///   - part: what follows the id in the path.
    ///   - names: the parameters that are asked for there too; they were checked.
    func moved(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ id: HubID, _ head: FeedHead,
        _ reader: FeedReader, _ call: inout Call, part: String = "", keeping names: [String] = ["include", "limit"]
    ) throws -> HTTPAnswer {
        let compiled = feed.compiled.entities[entity]
        let asked = names.compactMap { name in
            request.query.first { $0.name == name }.map { "\(name)=\($0.value)" }
        }
        let tail = part + (asked.isEmpty ? "" : "?" + asked.joined(separator: "&"))
        let place = "/v1/feeds/\(feed.compiled.name)/\(compiled.name)/"
        return try moved(feed, compiled, id, head, reader, to: place, tail: tail, &call)
    }

    /// The same, to the path that begins with `place` and ends with `tail`.
    func moved(
        _ feed: ServedFeed, _ entity: CompiledFeedEntity, _ id: HubID, _ head: FeedHead, _ reader: FeedReader,
        to place: String, tail: String = "", _ call: inout Call
    ) throws -> HTTPAnswer {
        let number = reader.entities[entity.name] ?? -1
        guard let survivor = try reader.survivor(of: head, entity: number, row: id.number) else {
            throw Problem.notFound
        }
        let there = place + HubID(prefix: entity.prefix, number: survivor).description + tail
        return try finish(301, [HTTPHeader("Location", there)], document: [], &call)
    }

    /// Throws 406 when the client does not take the only type there is.
    func checkAccepts(_ type: String, _ request: borrowing HTTPRequest) throws(Problem) {
        guard let accept = request.header("Accept"), AcceptHeader(accept).best(of: [type, "application/json"]) == nil
        else { return }
        throw Problem(406, "not-acceptable", "Not acceptable", "Served here: \(type).")
    }
}
