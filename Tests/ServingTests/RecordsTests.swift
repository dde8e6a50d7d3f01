import HTTPClient
import JSON
import Testing

@testable import Serving

@Suite struct RecordsTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit((1...7).map { (Int64($0), ["厂\($0)", "441802"]) })
        try hub.publisher.remove(4)
    }

    private func get(_ path: String, fields: [(String, String)] = []) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/water/" + path, key: key, fields: fields)
    }

    @Test(arguments: [1, 2, 3, 6, 1000])
    func pagesByKeyGiveEveryRecordOnce(_ limit: Int) async throws {
        var path: String? = "pollution_source?limit=\(limit)"
        var ids: [String] = []
        while let next = path, ids.count < 20 {
            let page = try await get(next)
            ids += page.json.arrayValue?.map(\.id) ?? []
            let link = page.fields["Link"] ?? ""
            let more = page.fields["Feed-More"] == "true"
            #expect(more == link.contains("rel=\"next\""))
            path = more ? String(link.dropFirst("</v1/feeds/water/".count).prefix { $0 != ">" }) : nil
        }
        #expect(ids == [1, 2, 3, 5, 6, 7].map { Publisher.id($0) })
    }

    @Test func oneRecord() async throws {
        let answer = try await get("pollution_source/\(Publisher.id(2))")
        #expect(answer.json["record"] == ["name": "厂2", "region": "441802"] && answer.json.id == Publisher.id(2))
        let tag = try #require(answer.fields["ETag"])
        let again = try await get("pollution_source/\(Publisher.id(2))", fields: [("If-None-Match", tag)])
        #expect(again.status == 304)
        #expect(try await get("pollution_source/\(Publisher.id(4))").status == 404)
    }

    @Test(arguments: ["after=x", "after=ol_00000001", "limit=0", "offset=5", "after=", "f=xml"])
    func badQueries(_ query: String) async throws {
        #expect(try await get("pollution_source?" + query).status == 400)
    }

    @Test func anEntityWithoutRecordsIsAnEmptyList() async throws {
        let answer = try await get("outlet")
        #expect(answer.json == [] && answer.fields["Feed-More"] == "false")
    }

    @Test func schemasDescribeTheRecords() async throws {
        let schema = try await get("schema/pollution_source")
        #expect(schema.fields["Content-Type"] == "application/schema+json")
        #expect(schema.json["properties"]?["name"]?["title"] == "name")
        #expect(schema.json["required"] == ["name", "region"])
        #expect(schema.json["properties"]?["phone"] == nil && !schema.text.contains("note"))
        let whole = try await get("schema")
        #expect(whole.json["$defs"]?["pollution_source"]?["properties"] == schema.json["properties"])
    }

    @Test func feedsAreDescribed() async throws {
        let list = try await hub.get("/v1/feeds", key: key).json["feeds"]
        #expect(list?.arrayValue?.count == 1 && list?[0]?["title"]?["zh"] == "水务")
        let feed = try await hub.get("/v1/feeds/water", key: key).json
        #expect(feed["head"] == 8 && feed["retention_days"] == 90 && feed["published"] == true)
        #expect(feed["entities"]?.arrayValue?.map { $0["name"] } == ["pollution_source", "outlet"])
    }

    @Test func theLandingPageIsForPeopleAndMachines() async throws {
        let page = try await hub.get("/", key: nil, fields: [("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")])
        #expect(page.fields["Content-Type"] == "text/html; charset=utf-8" && page.text.contains("<h1>"))
        #expect(page.fields["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        let json = try await hub.get("/", key: nil)
        #expect(json.json["links"]?[1]?["href"] == .string(hub.base + "/openapi.json"))
    }
}
