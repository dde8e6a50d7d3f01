import Feeds
import HTTPServer
import Model
import Storage

extension PartnerService {
    private static let usualRecords = 100
    private static let mostRecords = 1_000

    /// `/v1/feeds/{feed}/{entity}`: the records of an entity, by rising number, from one page's last id to the next.
    func records(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        try QueryParameters.check(request, ["limit", "after", "f", "csv"])
        let limit =
            try QueryParameters.number(request, "limit", from: 1, most: Self.mostRecords) ?? Self.usualRecords
        let compiled = feed.compiled.entities[entity]
        let after = try Self.after(request, compiled)
        let format = try LineFormat(request, usual: .json)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let tag = Self.tag([
            UInt64(bitPattern: head.id), head.epoch, UInt64(bitPattern: head.head), UInt64(bitPattern: after),
            UInt64(limit) << 32 | UInt64(entity) << 16 | UInt64(format.rawValue) << 1 | (call.acceptsGzip ? 1 : 0),
        ])
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        var body = LineBody(format, feed, entity: entity, lines: limit)
        var count = 0
        let number = thread.reader.entities[compiled.name] ?? -1
        let last = try thread.reader.records(of: head, entity: number, after: after, limit: limit) { line in
            body.append(line)
            count += 1
        }
        body.end()
        call.entry.count = count
        var links = feed.describedBy
        if let last {
            let id = HubID(prefix: compiled.prefix, number: last)
            links = feed.linkStart + "\(compiled.name)?after=\(id)&limit=\(limit)>; rel=\"next\", " + links
        }
        let headers = [
            .contentType(format.contentType), HTTPHeader("ETag", tag), HTTPHeader("Link", links),
            HTTPHeader("Feed-More", last == nil ? "false" : "true"),
        ]
        return try finish(200, headers, body.take(), &thread, &call)
    }

    /// The number of the row that the last page ended with.
    private static func after(
        _ request: borrowing HTTPRequest, _ entity: CompiledFeedEntity
    ) throws(Problem) -> Int64 {
        guard let text = QueryParameters.bytes(request, "after") else { return 0 }
        guard let id = HubID(text), id.prefix == entity.prefix else {
            throw .badRequest("bad-parameter", "`after` is the id of the last record that you have.")
        }
        return id.number
    }

    /// `/v1/feeds/{feed}/{entity}/{id}`: one record, and what of the feed refers to it when `include` asks for that. One that
    /// the feed does not show and one that does not exist answer the same; a merged one tells where it is now.
    func record(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ id: [UInt8],
        _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try QueryParameters.check(request, ["include", "limit"])
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
        let number = reader.entities[compiled.name] ?? -1
        guard let survivor = try reader.survivor(of: head, entity: number, row: id.number) else {
            throw Problem.notFound
        }
        var place =
            "/v1/feeds/\(feed.compiled.name)/\(compiled.name)/\(HubID(prefix: compiled.prefix, number: survivor))\(part)"
        let asked = names.compactMap { name in
            request.query.first { $0.name == name }.map { "\(name)=\($0.value)" }
        }
        if !asked.isEmpty { place += "?" + asked.joined(separator: "&") }
        return try finish(301, [HTTPHeader("Location", place)], document: [], &call)
    }

    /// Throws 406 when the client does not take the only type there is.
    func checkAccepts(_ type: String, _ request: borrowing HTTPRequest) throws(Problem) {
        guard let accept = request.header("Accept"), AcceptHeader(accept).best(of: [type, "application/json"]) == nil
        else { return }
        throw Problem(406, "not-acceptable", "Not acceptable", "Served here: \(type).")
    }
}
