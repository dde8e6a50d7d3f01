import HTTPClient
import JSON
import Storage
import Testing

@testable import Serving

/// What a feed shows of the revisions of a record.
@Suite struct HistoryTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("reader", feeds: ["water", "police"])
        let publisher = hub.publisher
        try publisher.commit(1, "一厂", "441802", "13912341111", "CANARY-1")
        try publisher.commit(1, "一厂", "441802", "13912342222", "CANARY-2")
        try publisher.commit(1, "二厂", "441802", "13912342222", "CANARY-3")
        try publisher.commit(1, "二厂CANARY", "441801", "13912342222", "CANARY-4")
        try publisher.commit(1, "二厂", "441802", "13912342222", "CANARY-5")
    }

    private func get(
        _ row: Int64, _ feed: String = "water", _ query: String = ""
    ) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/\(feed)/pollution_source/\(Publisher.id(row))/history\(query)", key: key)
    }

    private func revisions(_ answer: TransferResponse) -> [Int] {
        answer.json.arrayValue?.compactMap { $0["rev"]?.intValue } ?? []
    }

    /// Revision 2 changed only what the feed does not show; 4 was in another region.
    @Test func revisionsAreFilteredAndToldApartByWhatIsShown() async throws {
        let answer = try await get(1)
        #expect(answer.status == 200 && revisions(answer) == [5, 3, 1] && answer.fields["Feed-More"] == "false")
        #expect(answer.json.arrayValue?.map { $0["record"]?["name"]?.stringValue } == ["二厂", "二厂", "一厂"])
        #expect(answer.json[0]?["until"] == .null)
        // The third ended when the record left the feed, the first when the third began.
        #expect(answer.json[2]?["until"] == answer.json[1]?["at"])
        #expect(answer.json[1]?["until"] != answer.json[0]?["at"])
        #expect(answer.json[0]?["id"]?.stringValue == Publisher.id(1))
        let row = try hub.logged().last
        #expect(row?.count == 3 && row?.path == "/v1/feeds/{feed}/{entity}/{id}/history" && row?.feed == "water")
    }

    @Test func masksHoldForThePastToo() async throws {
        let answer = try await get(1, "police")
        let phones = answer.json.arrayValue?.compactMap { $0["record"]?["phone"]?.stringValue }
        #expect(phones == ["*******2222", "*******2222", "*******2222", "*******2222", "*******1111"])
        #expect(revisions(answer) == [5, 4, 3, 2, 1])
        #expect(!answer.text.contains("1391234"))
    }

    /// No column, value or revision that the feed does not show is in any form of the answer.
    @Test(arguments: ["", "?limit=1", "?before=5", "?f=csv", "?f=ndjson", "?f=csv&csv=raw"])
    func nothingElseIsShown(_ query: String) async throws {
        let answer = try await get(1, "water", query)
        #expect(answer.status == 200 && answer.text.contains("二厂"))
        #expect(!answer.text.contains("CANARY") && !answer.text.contains("139") && !answer.text.contains("441801"))
    }

    @Test(arguments: [1, 2, 3]) func pagesGiveEveryRevisionOnce(_ limit: Int) async throws {
        for (feed, whole) in [("water", [5, 3, 1]), ("police", [5, 4, 3, 2, 1])] {
            var query: String? = "?limit=\(limit)"
            var all: [Int] = []
            while let asked = query, all.count < 10 {
                let page = try await get(1, feed, asked)
                all += revisions(page)
                let link = page.fields["Link"] ?? ""
                #expect((page.fields["Feed-More"] == "true") == link.contains("rel=\"next\""))
                query = link.contains("rel=\"next\"") ? "?" + (link.split(separator: "?")[1].prefix { $0 != ">" }) : nil
            }
            #expect(all == whole)
        }
    }

    /// A record that the feed does not have now has no history in it, whether it had one or not.
    @Test func whatIsNotInTheFeedHasNoHistory() async throws {
        try hub.publisher.commit(2, "三厂", "441802")
        try hub.publisher.commit(2, "三厂", "441801")
        try hub.publisher.commit(3, "四厂", "441802")
        try hub.publisher.remove(3)
        try hub.publisher.commit(4, "五厂", "441801")
        let unknown = try await get(99)
        for row in [2, 3, 4] as [Int64] {
            let answer = try await get(row)
            #expect(answer.status == 404 && answer.json["detail"] == unknown.json["detail"])
        }
        #expect(unknown.status == 404 && unknown.kind == "not-found")
        let wrong = "/v1/feeds/water/outlet/\(Publisher.id(1))/history"
        #expect(try await hub.get(wrong, key: key).status == 404)
    }

    /// A record that was deleted and came back has two stretches, however equal they are.
    @Test func aGapIsNoContinuation() async throws {
        try hub.publisher.commit(2, "三厂", "441802")
        try hub.publisher.remove(2)
        try hub.publisher.commit(2, "三厂", "441802")
        let answer = try await get(2)
        #expect(revisions(answer) == [3, 1] && answer.json[1]?["until"] != answer.json[0]?["at"])
    }

    @Test func aMergedIDLeadsToTheSurvivorsHistory() async throws {
        try hub.publisher.commit(2, "三厂", "441802")
        try hub.publisher.merge(2, into: 1)
        let answer = try await get(2, "water", "?limit=5")
        #expect(answer.status == 301)
        #expect(
            answer.fields["Location"] == "/v1/feeds/water/pollution_source/\(Publisher.id(1))/history?limit=5")
    }

    @Test(arguments: ["?before=0", "?before=x", "?limit=0", "?after=1", "?f=xml"])
    func badQueries(_ query: String) async throws {
        #expect(try await get(1, "water", query).status == 400)
    }
}
