import HTTPClient
import JSON
import Testing

@testable import Serving

@Suite struct FeatureTests {
    private let hub: PlacedHub

    init() throws {
        hub = try PlacedHub()
        try hub.commit([
            (1, .init(name: "清远\"点\"", place: (113.0512, 23.689), opened: 1_795_996_800_000)), (2, .init(name: nil)),
            (3, .init(name: "三", place: (112, 24))),
        ])
    }

    @Test func recordsAreFeatures() async throws {
        let answer = try await hub.get("/collections/map.point/items")
        #expect(answer.status == 200 && answer.fields["Content-Type"] == "application/geo+json")
        let json = answer.json
        #expect(json["type"] == "FeatureCollection" && json["numberReturned"]?.intValue == 3)
        let first = json["features"]?[0]
        #expect(first?["id"]?.stringValue == PlacedHub.id(1))
        #expect(first?["geometry"] == ["type": "Point", "coordinates": [.number("113.0512"), .number("23.689")]])
        #expect(first?["properties"]?["name"] == #"清远"点""#)
        #expect(json["features"]?[1]?["geometry"] == .null && json["features"]?[1]?["properties"]?["name"] == .null)
    }

    @Test func pagesAreLinked() async throws {
        let answer = try await hub.get("/collections/map.point/items?limit=2&bbox=110,20,120,30")
        #expect(answer.json["numberReturned"]?.intValue == 2)
        let whole = try await hub.get("/collections/map.point/items?limit=1&bbox=110,20,120,30")
        let next = whole.json["links"]?.arrayValue?.first { $0["rel"] == "next" }?["href"]?.stringValue
        // The link is whole; what is asked for is its path.
        let second = try await hub.get(try #require(next?.split(separator: "/", maxSplits: 2).last.map { "/" + $0 }))
        #expect(second.json["features"]?[0]?["id"]?.stringValue == PlacedHub.id(3))
        #expect(second.json["links"]?.arrayValue?.contains { $0["rel"] == "next" } == false)
    }

    @Test func recordsOfAFeedComeAsFeaturesToo() async throws {
        let byName = try await hub.get("/v1/feeds/map/point?f=geojson&limit=1")
        let byType = try await hub.get("/v1/feeds/map/point?limit=1", fields: [("Accept", "application/geo+json")])
        for answer in [byName, byType] { #expect(answer.json["features"]?[0]?["id"]?.stringValue == PlacedHub.id(1)) }
    }

    @Test func oneFeature() async throws {
        let answer = try await hub.get("/collections/map.point/items/\(PlacedHub.id(3))")
        #expect(answer.json["geometry"]?["coordinates"] == [112, 24])
        #expect(try await hub.get("/collections/map.point/items/\(PlacedHub.id(99))").status == 404)
        #expect(try await hub.get("/collections/map.nothing/items").status == 404)
        #expect(try await hub.get("/collections/none.point").status == 404)
    }

    @Test func collectionsSayWhatTheyAre() async throws {
        let all = try await hub.get("/collections").json["collections"]?.arrayValue ?? []
        #expect(all.compactMap { $0["id"]?.stringValue } == ["coarse.point", "coarse.word", "map.point", "map.word"])
        let one = try await hub.get("/collections/map.point").json
        #expect(one == all[2] && one["itemType"] == "feature")
        let queryables = try await hub.get("/collections/map.point/queryables")
        #expect(queryables.fields["Content-Type"] == "application/schema+json")
        #expect(queryables.json["properties"]?["opened_at"]?["format"] == "date-time")
        #expect(try await hub.get("/conformance").json["conformsTo"]?.arrayValue?.count == 3)
    }

    @Test func othersFormatsAreRefused() async throws {
        #expect(try await hub.get("/collections/map.point/items?f=xml").status == 400)
        #expect(try await hub.get("/collections/map.point/items", fields: [("Accept", "text/xml")]).status == 406)
        #expect(
            try await hub.get("/collections/map.point/items", fields: [("Accept", "application/json")]).status == 200)
        #expect(try await hub.get("/collections/map.point/items?name=三").status == 400)
    }
}
