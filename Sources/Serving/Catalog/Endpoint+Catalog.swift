import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension Endpoint {
    static let catalog = Endpoint(
        "/v1/catalog.jsonld", "catalog",
        "Your feeds as a DCAT catalogue: one dataset for each, with its distributions.",
        answers: [EndpointAnswer(200, "The catalogue.", [("application/ld+json", "Catalog")])],
        .consumer { asked, request, _, call in try asked.service.catalog(request, asked.consumer, &call) })
}

extension PartnerService {
    /// `/v1/catalog.jsonld`: DCAT 3 (W3C Recommendation), so that other catalogues can harvest what there is.
    func catalog(_ request: borrowing HTTPRequest, _ consumer: Consumer, _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts("application/ld+json", request)
        var writer = JSONWriter(capacity: 8192)
        writer.object { writer in
            writer.object("@context") { writer in
                writer.member("dcat", "http://www.w3.org/ns/dcat#")
                writer.member("dct", "http://purl.org/dc/terms/")
                writer.member("foaf", "http://xmlns.com/foaf/0.1/")
            }
            writer.member("@id", place.link("/v1/catalog.jsonld"))
            writer.member("@type", "dcat:Catalog")
            writer.texts("dct:title", Title(zh: "环境数据共享", en: "Environmental data feeds"))
            writer.array("dcat:dataset") { writer in
                for feed in feeds(for: consumer, call) { write(feed, to: &writer) }
            }
        }
        return try finish(200, [.contentType("application/ld+json")], document: writer.bytes, &call)
    }

    private func write(_ feed: ServedFeed, to writer: inout JSONWriter) {
        let compiled = feed.compiled
        let base = place.link("/v1/feeds/\(compiled.name)")
        writer.object { writer in
            writer.member("@id", base)
            writer.member("@type", "dcat:Dataset")
            writer.member("dct:identifier", compiled.name)
            writer.texts("dct:title", compiled.title)
            writer.member("dct:description", compiled.purpose)
            writer.array("dcat:keyword") { writer in
                for entity in compiled.entities { writer.string(entity.title.zh) }
            }
            writer.reference(to: place.link("/pages/\(compiled.name)"), as: "dcat:landingPage")
            writer.array("dcat:distribution") { writer in
                writer.distribution(base + "/changes?cursor=start", "application/x-ndjson", "changes", base + "/schema")
                for entity in compiled.entities {
                    let place = "\(base)/\(entity.name)"
                    let schema = "\(base)/schema/\(entity.name)"
                    for (format, type) in [
                        ("json", "application/json"), ("csv", "text/csv"), ("geojson", "application/geo+json"),
                    ] {
                        writer.distribution("\(place)?f=\(format)", type, entity.title.zh, schema)
                    }
                    for format in snapshots == nil ? [] : SnapshotFormat.named {
                        let file = "\(base)/snapshot/\(entity.name).\(format.suffix)"
                        writer.distribution(file, format.mediaType, entity.title.zh, schema, isFile: true)
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// A text in both languages.
    fileprivate mutating func texts(_ name: String, _ title: Title) {
        array(name) { writer in
            for (text, language) in [(title.zh, "zh"), (title.en, "en")] {
                writer.object { writer in
                    writer.member("@value", text)
                    writer.member("@language", language)
                }
            }
        }
    }

    fileprivate mutating func reference(to place: String, as name: String) {
        object(name) { $0.member("@id", place) }
    }

    fileprivate mutating func distribution(
        _ place: String, _ type: String, _ title: String, _ schema: String, isFile: Bool = false
    ) {
        object { writer in
            writer.member("@type", "dcat:Distribution")
            writer.member("dct:title", title)
            writer.reference(to: place, as: "dcat:accessURL")
            if isFile { writer.reference(to: place, as: "dcat:downloadURL") }
            writer.member("dcat:mediaType", type)
            writer.reference(to: schema, as: "dct:conformsTo")
        }
    }
}
