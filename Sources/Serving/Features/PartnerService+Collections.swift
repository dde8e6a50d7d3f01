import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    private static let json = HTTPHeader.contentType("application/json")
    static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

    /// `/conformance`.
    func conformance(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.array("conformsTo") { writer in
                for name in ["core", "oas30", "geojson"] {
                    writer.string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\(name)")
                }
            }
        }
        return try finish(200, [Self.json], document: writer.bytes, &call)
    }

    /// `/collections`.
    func collections(
        _ request: borrowing HTTPRequest, _ consumer: Consumer, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 4096)
        writer.object { writer in
            writer.array("collections") { writer in
                for feed in feeds(for: consumer, call) {
                    for entity in feed.compiled.entities { write(feed, entity, to: &writer) }
                }
            }
            writer.array("links") { $0.link("self", place.link("/collections"), "application/json") }
        }
        return try finish(200, [Self.json], document: writer.bytes, &call)
    }

    /// `/collections/{collection}`.
    func collection(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 1024)
        write(feed, feed.compiled.entities[entity], to: &writer)
        return try finish(200, [Self.json], document: writer.bytes, &call)
    }

    private func write(_ feed: ServedFeed, _ entity: CompiledFeedEntity, to writer: inout JSONWriter) {
        let id = Self.collectionID(feed, entity)
        let there = place.link("/collections/\(id)")
        writer.object { writer in
            writer.member("id", id)
            writer.member("title", "\(entity.title.zh) · \(entity.title.en)")
            writer.member("description", "\(feed.compiled.title.zh) · \(feed.compiled.title.en)")
            writer.member("itemType", "feature")
            writer.array("crs") { $0.string(Self.crs84) }
            writer.object("extent") { writer in
                writer.object("spatial") { writer in
                    writer.array("bbox") { writer in
                        writer.beginArray()
                        for degree in [-180, -90, 180, 90] as [Int64] { writer.int(degree) }
                        writer.endArray()
                    }
                    writer.member("crs", Self.crs84)
                }
            }
            writer.array("links") { writer in
                writer.link("self", there, "application/json")
                writer.link("items", there + "/items", "application/geo+json")
                writer.link(
                    "http://www.opengis.net/def/rel/ogc/1.0/queryables", there + "/queryables",
                    "application/schema+json")
                writer.link(
                    "describedby", place.link("/v1/feeds/\(feed.compiled.name)/schema/\(entity.name)"),
                    "application/schema+json")
            }
        }
    }

    /// `/collections/{collection}/queryables`.
    func queryables(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/schema+json", request)
        return try finish(
            200, [.contentType("application/schema+json")], document: feed.schemas[entity], &call)
    }
}
