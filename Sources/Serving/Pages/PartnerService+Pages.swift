import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    /// `/`.
    func landing(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        let accept = AcceptHeader(request.header("Accept") ?? "*/*")
        switch accept.best(of: ["application/json", "text/html"]) {
        case 0: return try finish(200, [.contentType("application/json")], document: landingJSON, &call)
        case 1: return try finish(200, PartnerPage.headers, document: LandingPage(base: place.link("")).bytes, &call)
        default: throw Problem(406, "not-acceptable", "Not acceptable", "Served here: application/json, text/html.")
        }
    }

    /// The landing page of OGC API Features, which names the feeds too.
    private var landingJSON: [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.object { writer in
            writer.member("title", "envhub feeds · 环境数据共享")
            writer.member("description", "Environmental data for partner departments")
            writer.array("links") { writer in
                for (relation, path, type) in Self.landingLinks { writer.link(relation, place.link(path), type) }
            }
        }
        return writer.bytes
    }

    private static let landingLinks = [
        ("self", "/", "application/json"), ("service-desc", "/openapi.json", OpenAPIDocument.type),
        ("service-doc", "/", "text/html"), ("conformance", "/conformance", "application/json"),
        ("data", "/collections", "application/json"), ("feeds", "/v1/feeds", "application/json"),
        ("me", "/v1/me", "application/json"), ("catalog", "/v1/catalog.jsonld", "application/ld+json"),
    ]

    /// `/pages`.
    func pages(_ request: borrowing HTTPRequest, _ consumer: Consumer, _ call: inout Call) throws -> HTTPAnswer {
        let page = FeedListPage(base: place.link(""), title: consumer.title, feeds: feeds(for: consumer, call))
        return try finish(200, PartnerPage.headers, document: page.bytes, &call)
    }

    /// `/pages/{feed}`.
    func page(_ request: borrowing HTTPRequest, _ feed: ServedFeed, _ call: inout Call) throws -> HTTPAnswer {
        try finish(200, PartnerPage.headers, document: FeedPage(base: place.link(""), feed: feed).bytes, &call)
    }

    /// `/pages/{feed}/{entity}`.
    func page(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        let query = try RecordQuery(request, feed, entity, .pageRecords)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        var lines: [[UInt8]] = []
        let page = try page(of: query, request, feed, head, &thread, call) { lines.append($0.bytes) }
        let compiled = feed.compiled.entities[entity]
        call.entry.count = lines.count
        let made = RecordListPage(
            feed: feed, entity: compiled, lines: lines,
            next: page.last.map { HubID(prefix: compiled.prefix, number: $0) }, base: place.link(""))
        return try finish(200, PartnerPage.headers, document: made.bytes, &call)
    }
}
