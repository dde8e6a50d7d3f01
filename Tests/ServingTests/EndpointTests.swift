import Foundation
import HTTPClient
import HTTPServer
import JSON
import Testing

@testable import Serving

@Suite struct EndpointTests {
    /// Every endpoint that the sources declare is in the table, and the table has no other.
    @Test func theTableHoldsWhatTheFoldersHold() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Serving")
        var declared = 0
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            declared += try String(contentsOf: file, encoding: .utf8).components(separatedBy: "= Endpoint(").count - 1
        }
        #expect(declared == Endpoint.all.count && declared > 10)
    }

    @Test func namesAndPathsAreTheirOwn() {
        #expect(Set(Endpoint.all.map(\.name)).count == Endpoint.all.count)
        #expect(Set(Endpoint.all.map { "\($0.method) \($0.path)" }).count == Endpoint.all.count)
        for endpoint in Endpoint.all {
            let names = endpoint.names.map { "\($0)" }
            #expect(Set(names).count == names.count, "\(endpoint.path)")
            let namesFeed = endpoint.path.contains("{feed}") || endpoint.path.contains("{collection}")
            #expect(endpoint.isOfFeed == namesFeed, "\(endpoint.path)")
        }
    }

    /// A path that is served answers another method by what it has; whether a feed exists is not told to strangers.
    @Test func otherMethodsAreNamed() async throws {
        let hub = try Hub()
        try hub.publisher.commit(1, "厂", "441802")
        let key = try hub.consumer("water", feeds: ["water"])
        let refused = try await hub.get("/v1/feeds/water/changes", key: key, method: "POST")
        #expect(refused.status == 405 && refused.fields["Allow"] == "GET, HEAD" && refused.kind == "method")
        for path in ["/v1/feeds/water/changes", "/v1/feeds/police", "/v1/feeds/none"] {
            #expect(try await hub.get(path, key: nil, method: "DELETE").status == 401)
        }
        #expect(try await hub.get("/v1/feeds/police/changes", key: key, method: "POST").status == 403)
        #expect(try await hub.get("/v1/feeds/none/changes", key: key, method: "POST").status == 404)
        for path in ["/", "/v1/me"] { #expect(try await hub.get(path, key: nil, method: "POST").status == 405) }
    }

    /// Links lead to operations that there are, and name parameters that these have.
    @Test func linksLeadSomewhere() throws {
        for link in Endpoint.all.flatMap(\.answers).flatMap(\.links) {
            let target = try #require(Endpoint.all.first { $0.name == link.operation })
            let parts = target.segments.compactMap { if case .variable(let part) = $0 { part.name } else { nil } }
            let names = parts + target.names.map { "\($0)" }
            for (name, _) in link.parameters { #expect(names.contains(name), "\(link.operation)") }
        }
    }

    /// Generated clients ask for the first type that has `json` in its name.
    @Test func jsonIsToldBeforeNDJSON() {
        for endpoint in Endpoint.all {
            for types in endpoint.answers.map({ $0.content.map(\.type) }) where types.contains(EndpointAnswer.json) {
                #expect(types.first == EndpointAnswer.json, "\(endpoint.path)")
            }
        }
    }

    /// An array without `items`, or `nullable` without a `type`, is no schema of OpenAPI 3.0.3 (section 4.7.24): generators stop there.
    @Test func schemasAreThoseOfTheStandard() async throws {
        let hub = try Hub()
        let document = try await hub.get("/openapi.json", key: nil).json
        var schemas = 0
        func look(at value: JSONValue, _ place: String) {
            if case .array(let elements) = value { for element in elements { look(at: element, place) } }
            guard case .object(let members) = value else { return }
            if value["type"] == "array" {
                schemas += 1
                #expect(value["items"] != nil, "\(place)")
            }
            if value["nullable"] == true { #expect(value["type"] != nil, "\(place)") }
            for member in members { look(at: member.value, place + "/" + member.key) }
        }
        look(at: document, "")
        #expect(schemas > 20)
    }

    @Test func theDocumentTellsWhatTheReaderMaySee() async throws {
        let hub = try Hub()
        let key = try hub.consumer("water", feeds: ["water"])
        let open = try await hub.get("/openapi.json", key: nil)
        #expect(open.status == 200 && !open.text.contains("police") && !open.text.contains(#""water""#))
        #expect(open.fields["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0")
        let document = open.json
        for endpoint in Endpoint.all {
            let operation = document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()]
            #expect(operation?["operationId"]?.stringValue == endpoint.name, "\(endpoint.path)")
        }
        let mine = try await hub.get("/openapi.json", key: key)
        #expect(mine.text.contains(#""water""#) && !mine.text.contains("police"))
        let tag = try #require(mine.fields["ETag"])
        #expect(try await hub.get("/openapi.json", key: key, fields: [("If-None-Match", tag)]).status == 304)
        #expect(try await hub.get("/openapi.json", key: "hub_wrong").status == 401)
    }
}
