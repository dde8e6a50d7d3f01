import Feeds
import HTTPClient
import JSON
import Storage
import Testing

@testable import Serving

/// Ids that were merged lead to what they are now, as far as the feed shows that.
@Suite struct MergedRecordTests {
    private let hub: Hub
    private let key: String

    /// 1 went into 2, which went into 3; 4 into 5, which is gone; 6 into 7, which left; 8 and 9 into each other; 10 into an unknown one.
    init() throws {
        hub = try Hub()
        key = try hub.consumer("reader", feeds: ["water", "police"])
        let publisher = hub.publisher
        try publisher.commit((1...10).map { (Int64($0), ["厂\($0)", "441802"]) })
        try publisher.remove(5)
        try publisher.commit(7, "厂7", "441801")
        for (row, survivor) in [(1, 2), (2, 3), (4, 5), (6, 7), (8, 9), (9, 8), (10, 99)] as [(Int64, Int64)] {
            try publisher.merge(row, into: survivor)
        }
    }

    private func get(_ row: Int64, _ feed: String = "water", query: String = "") async throws -> TransferResponse {
        var request = TransferRequest(hub.base + "/v1/feeds/\(feed)/pollution_source/\(Publisher.id(row))\(query)")
        request.fields.add("Authorization", "Bearer \(key)")
        return try await hub.session.perform(request)
    }

    @Test(arguments: [1, 2] as [Int64]) func aMergedIDLeadsToTheSurvivor(_ row: Int64) async throws {
        let answer = try await get(row)
        #expect(answer.status == 301 && answer.body.isEmpty)
        #expect(answer.fields["Location"] == "/v1/feeds/water/pollution_source/\(Publisher.id(3))")
        #expect(answer.fields["Cache-Control"] == "private, no-cache")
        #expect(try hub.logged().last?.status == 301)
        #expect(try await get(3).status == 200)
    }

    @Test func whatWasAskedForIsKept() async throws {
        #expect(
            try await get(1, query: "?include=all&limit=5").fields["Location"]?.hasSuffix("?include=all&limit=5")
                == true)
        #expect(try await get(1, query: "?include=secrets").status == 400)
    }

    /// A survivor that the feed does not show is as unknown as anything else that it does not show.
    @Test(arguments: [4, 6, 8, 9, 10] as [Int64]) func noSurvivorIsNotFound(_ row: Int64) async throws {
        let answer = try await get(row)
        let unknown = try await get(1234)
        #expect(answer.status == 404 && answer.fields["Location"] == nil)
        #expect(answer.json["detail"] == unknown.json["detail"] && answer.kind == unknown.kind)
    }

    /// The other feed shows row 7, wherever it lies: there 6 has a survivor.
    @Test func eachFeedHasItsOwnSurvivors() async throws {
        #expect(try await get(6, "police").status == 301)
        #expect(try await get(6, "water").status == 404)
    }

    @Test func aSurvivorThatComesBackIsFoundAgain() async throws {
        try hub.publisher.commit(5, "厂5", "441802")
        #expect(try await get(4).fields["Location"]?.hasSuffix(Publisher.id(5)) == true)
    }
}
