import Feeds
import HTTPServer
import JSON
import Model
import Storage

/// OGC API Features 1.0, part 1 (OGC 17-069r4): QGIS, GDAL and OWSLib read the feeds' entities through it.
extension PartnerService {
    private static let geoJSON = HTTPHeader.contentType("application/geo+json")

    /// `/collections/{collection}/items`.
    func items(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkFormat(request)
        let query = try RecordQuery(request, feed, entity, .features)
        let compiled = feed.compiled.entities[entity]
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let tag = Self.tag(of: query, nil, head, call)
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        let writer = FeatureWriter(compiled, fields: query.fields)
        var stored = StoredLine(compiled)
        var body = ResponseBuffer(capacity: min(query.limit, 500) * 500 + 1024)
        body.append(#"{"type":"FeatureCollection","features":["#)
        var count = 0
        let page = try page(of: query, request, feed, head, &thread, call) { line in
            var feature: [UInt8] = Array((count > 0 ? ",\n" : "").utf8)
            stored.read(line)
            writer.appendOpen(stored, to: &feature)
            feature.append(UInt8(ascii: "}"))
            body.append(feature)
            count += 1
        }
        if let answer = page.held { return answer }
        let last = page.last.map { HubID(prefix: compiled.prefix, number: $0) }
        body.append(#"],"numberReturned":"#)
        body.append(count)
        body.append(#","timeStamp":""#)
        body.append(Instant(milliseconds: call.now).description)
        body.append(#"","links":"#)
        body.append(
            Self.links(ofItems: place.link("/collections/\(Self.collectionID(feed, compiled))"), query, next: last))
        body.append("}\n")
        call.entry.count = count
        return try finish(200, [Self.geoJSON, HTTPHeader("ETag", tag)], body, &thread, &call)
    }

    private static func links(ofItems place: String, _ query: RecordQuery, next: HubID?) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginArray()
        writer.link("self", place + "/items", "application/geo+json")
        writer.link("collection", place, "application/json")
        if let next { writer.link("next", "\(place)/items?\(query.next(after: next))", "application/geo+json") }
        writer.endArray()
        return writer.bytes
    }

    /// `/collections/{collection}/items/{id}`.
    func item(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ id: [UInt8],
        _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkFormat(request)
        let compiled = feed.compiled.entities[entity]
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        guard let id = HubID(id), id.prefix == compiled.prefix else { throw Problem.notFound }
        let place = "/collections/\(Self.collectionID(feed, compiled))"
        let there = self.place.link(place)
        var feature: [UInt8] = []
        let number = thread.reader.entities[compiled.name] ?? -1
        let isFound = try thread.reader.record(of: head, entity: number, row: id.number) { (line: RawSpan) in
            var stored = StoredLine(compiled)
            stored.read(line)
            FeatureWriter(compiled).appendOpen(stored, to: &feature)
        }
        guard isFound else {
            return try moved(feed, compiled, id, head, thread.reader, to: "\(place)/items/", &call)
        }
        var links = JSONWriter(capacity: 256)
        links.beginArray()
        links.link("self", "\(there)/items/\(id)", "application/geo+json")
        links.link("collection", there, "application/json")
        links.endArray()
        feature += Array(#","links":"#.utf8) + links.bytes + Array("}\n".utf8)
        call.entry.count = 1
        return try finish(200, [Self.geoJSON], document: feature, &call)
    }

    /// Whether records are asked for as features.
    static func wantsFeatures(_ request: borrowing HTTPRequest) -> Bool {
        if let format = request.query("f") { return format == "geojson" }
        guard let accept = request.header("Accept"), accept.contains("geo+json") else { return false }
        return AcceptHeader(accept).best(of: ["application/json", "application/geo+json"]) == 1
    }

    /// Throws 406 when the client takes no GeoJSON. Clients that ask for any JSON mean this one too.
    private func checkFormat(_ request: borrowing HTTPRequest) throws(Problem) {
        if let format = request.query("f") {
            guard format == "json" || format == "geojson" else {
                throw .badRequest("bad-parameter", "`f` is json or geojson.")
            }
            return
        }
        try checkAccepts("application/geo+json", request)
    }

    /// The name of an entity of a feed among the collections.
    static func collectionID(_ feed: ServedFeed, _ entity: CompiledFeedEntity) -> String {
        "\(feed.compiled.name).\(entity.name)"
    }
}

extension JSONWriter {
    /// An object with `rel`, `href` and `type`.
    mutating func link(_ relation: String, _ place: String, _ type: String, title: String? = nil) {
        beginObject()
        member("rel", relation)
        member("href", place)
        member("type", type)
        if let title { member("title", title) }
        endObject()
    }
}
