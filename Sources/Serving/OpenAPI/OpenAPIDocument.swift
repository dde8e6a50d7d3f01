import Feeds
import HTTPServer
import JSON

/// The interface as an OpenAPI 3.0.3 document, written from the table of endpoints.
///
/// 3.0.3 and not 3.1: clients of OGC API Features ask for `application/vnd.oai.openapi+json;version=3.0` by these very characters.
struct OpenAPIDocument {
    static let type = "application/vnd.oai.openapi+json;version=3.0"
    static let shortType = "application/vnd.oai.openapi+json"
    let bytes: [UInt8]

    /// - Parameter feeds: the feeds that the reader may see; none for one without a key.
    init(of endpoints: [Endpoint], feeds: [ServedFeed]) {
        var writer = JSONWriter(capacity: 48 * 1024)
        writer.beginObject()
        writer.member("openapi", "3.0.3")
        writer.object("info") { writer in
            writer.member("title", "envhub feeds · 环境数据共享")
            writer.member("version", "1")
            writer.member(
                "description",
                "Records of the environment bureau's systems for partner departments. If a line has `record`, put it; "
                    + "otherwise remove its `id`; at `end`, save its `cursor`.")
        }
        writer.array("servers") { $0.object { $0.member("url", "/") } }
        writer.array("security") { $0.object { $0.array("key") { _ in } } }
        let parts = Self.parts(feeds)
        writer.object("paths") { writer in
            for path in Self.paths(endpoints) {
                writer.object(path.first.path) { writer in
                    for endpoint in path.all { Self.write(endpoint, parts, to: &writer) }
                }
            }
        }
        Self.writeComponents(to: &writer)
        writer.endObject()
        bytes = writer.bytes + [UInt8(ascii: "\n")]
    }

    /// The endpoints by path, in the table's order.
    private static func paths(_ endpoints: [Endpoint]) -> [(first: Endpoint, all: [Endpoint])] {
        var paths: [(first: Endpoint, all: [Endpoint])] = []
        for endpoint in endpoints {
            if let known = paths.firstIndex(where: { $0.first.path == endpoint.path }) {
                paths[known].all.append(endpoint)
            } else {
                paths.append((endpoint, [endpoint]))
            }
        }
        return paths
    }

    /// What the variable parts of paths may be.
    private static func parts(_ feeds: [ServedFeed]) -> [String: [String]] {
        guard !feeds.isEmpty else { return [:] }
        var entities: [String] = []
        for entity in feeds.flatMap(\.compiled.entities) where !entities.contains(entity.name) {
            entities.append(entity.name)
        }
        return ["feed": feeds.map(\.compiled.name), "entity": entities, "file": SnapshotName.all(of: entities)]
    }

    private static func write(_ endpoint: Endpoint, _ parts: [String: [String]], to writer: inout JSONWriter) {
        writer.object(endpoint.method.rawValue.lowercased()) { writer in
            writer.member("operationId", endpoint.name)
            writer.member("summary", endpoint.summary)
            if endpoint.isOpen { writer.array("security") { _ in } }
            writer.array("parameters") { writer in
                for case .variable(let part) in endpoint.segments {
                    write(part: part.name, parts[part.name], to: &writer)
                }
                for parameter in endpoint.parameters { parameter.write(to: &writer) }
            }
            if let body = endpoint.body {
                writer.object("requestBody") { writer in
                    writer.flag("required", true)
                    writer.object("content") { $0.object(body.type) { $0.reference("schema", body.schema) } }
                }
            }
            writer.object("responses") { writer in
                for answer in endpoint.answers + EndpointAnswer.problems(endpoint) { answer.write(to: &writer) }
            }
        }
    }

    private static func write(part name: String, _ words: [String]?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("in", "path")
            writer.flag("required", true)
            writer.object("schema") { writer in
                writer.member("type", "string")
                if let words { writer.array("enum") { writer in for word in words { writer.string(word) } } }
                if words == nil { writer.member("pattern", "^[A-Za-z0-9_.-]+$") }
            }
        }
    }

    private static func writeComponents(to writer: inout JSONWriter) {
        writer.object("components") { writer in
            writer.object("securitySchemes") { writer in
                writer.object("key") { writer in
                    writer.member("type", "http")
                    writer.member("scheme", "bearer")
                }
            }
            writer.object("headers") { writer in
                for header in OpenAPISchemas.headers {
                    writer.object(header.name) { writer in
                        writer.member("description", header.note)
                        writer.object("schema") { $0.member("type", "string") }
                    }
                }
            }
            writer.object("schemas") { writer in
                for schema in OpenAPISchemas.all {
                    writer.key(schema.name)
                    writer.raw(Array(schema.json.utf8))
                }
            }
        }
    }
}
