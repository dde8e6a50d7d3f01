import HTTPClient
import JSON
import Testing

@testable import Serving

@Suite struct ChangesTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water", "police"])
        for row in 1...7 as ClosedRange<Int64> {
            try hub.publisher.commit(row, "厂\(row)", "441802", "1380000000\(row)")
        }
        try hub.publisher.commit(3, "厂3", "441801", "13800000003")
        try hub.publisher.remove(5)
    }

    private func changes(_ query: String, fields: [(String, String)] = []) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/water/changes?\(query)", key: key, fields: fields)
    }

    @Test func theFirstLoadGivesEveryRowOnceInOrder() async throws {
        let page = try await changes("cursor=start")
        #expect(page.status == 200)
        #expect(page.fields["Content-Type"] == "application/x-ndjson")
        #expect(page.lines.map(\.op) == ["upsert", "upsert", "upsert", "upsert", "upsert", "leave", "delete", "end"])
        #expect(page.lines.compactMap { $0["seq"]?.intValue } == [1, 2, 4, 6, 7, 8, 9])
        #expect(page.lines[0]["record"] == ["name": "厂1", "region": "441802"])
        #expect(page.lines[5].id == Publisher.id(3) && page.lines[5]["record"] == nil)
        #expect(page.lines[7]["count"] == 7 && page.lines[7]["more"] == false)
        #expect(page.lines[7]["cursor"]?.stringValue == page.fields["Feed-Cursor"])
        #expect(page.fields["Feed-More"] == "false")
    }

    @Test(arguments: [1, 2, 3, 6, 7, 8, 5000, 1_000_000])
    func pagesOfAnySizeGiveTheSame(_ limit: Int) async throws {
        let whole = try await changes("cursor=start").lines.dropLast()
        var cursor = "start"
        var lines: [JSONValue] = []
        for _ in 0..<20 {
            let page = try await changes("cursor=\(cursor)&limit=\(limit)")
            lines += page.lines.dropLast()
            cursor = page.fields["Feed-Cursor"] ?? ""
            if page.fields["Feed-More"] == "false" { break }
        }
        #expect(lines == Array(whole))
        #expect(try await changes("cursor=\(cursor)").lines.count == 1)
    }

    @Test func nowSkipsWhatWas() async throws {
        let page = try await changes("cursor=now")
        #expect(page.lines.map(\.op) == ["end"])
        try hub.publisher.commit(9, "新厂", "441802")
        let next = try await changes("cursor=\(page.fields["Feed-Cursor"] ?? "")")
        #expect(next.lines.map(\.id) == [Publisher.id(9), ""])
    }

    @Test func anEntityFilterMovesOverOtherLines() async throws {
        let page = try await changes("cursor=start&entity=outlet&limit=2")
        #expect(page.lines.map(\.op) == ["end"])
        #expect(page.fields["Feed-More"] == "false")
        #expect(try await changes("cursor=\(page.fields["Feed-Cursor"] ?? "")").lines.count == 1)
        let sources = try await changes("cursor=start&entity=pollution_source")
        #expect(sources.lines.count == 8)
    }

    @Test func jsonIsAnArrayOfTheSame() async throws {
        let lines = try await changes("cursor=start").lines
        for query in ["f=json", ""] {
            let page = try await changes("cursor=start&" + query, fields: [("Accept", "application/json")])
            #expect(page.json == .array(lines))
            #expect(page.fields["Content-Type"] == "application/json")
        }
        #expect(try await changes("cursor=now&f=json").json.arrayValue?.count == 1)
    }

    @Test func headHasTheHeadersAlone() async throws {
        let page = try await hub.get("/v1/feeds/water/changes?cursor=start&wait=30", key: key, method: "HEAD")
        #expect(page.status == 200 && page.body.isEmpty)
        #expect(page.fields["Feed-Cursor"] != nil)
    }

    @Test func theSamePageIsNotSentTwice() async throws {
        let page = try await changes("cursor=start")
        let tag = try #require(page.fields["ETag"])
        let again = try await changes("cursor=start", fields: [("If-None-Match", "\"x\", W/\(tag)")])
        #expect(again.status == 304 && again.body.isEmpty && again.fields["ETag"] == tag)
        #expect(try await changes("cursor=start&limit=3", fields: [("If-None-Match", tag)]).status == 200)
        #expect(try await changes("cursor=start&f=json", fields: [("If-None-Match", tag)]).status == 200)
        try hub.publisher.commit(9, "新厂", "441802")
        #expect(try await changes("cursor=start", fields: [("If-None-Match", tag)]).status == 200)
    }

    @Test func gzipOnlyWhenAsked() async throws {
        for row in 10...40 as ClosedRange<Int64> { try hub.publisher.commit(row, "厂\(row)", "441802") }
        let plain = try await changes("cursor=start")
        #expect(plain.fields["Content-Encoding"] == nil)
        #expect(plain.fields["Vary"] == "Accept, Accept-Encoding, Authorization")
        #expect(plain.fields["Cache-Control"]?.hasPrefix("private") == true)
        var request = TransferRequest(hub.base + "/v1/feeds/water/changes?cursor=start")
        request.fields.add("Authorization", "Bearer \(key)")
        let packed = try await hub.session.perform(request)
        #expect(packed.body == plain.body)
        let raw = try await changes("cursor=start", fields: [("Accept-Encoding", "br, gzip;q=0.5")])
        #expect(raw.fields["Content-Encoding"] == "gzip")
        #expect(raw.body.prefix(2) == [0x1f, 0x8b] && raw.body.count < plain.body.count / 3)
        #expect(raw.fields["ETag"] != plain.fields["ETag"])
        let refused = try await changes("cursor=start", fields: [("Accept-Encoding", "gzip;q=0")])
        #expect(refused.body == plain.body)
    }

    @Test func linksLeadOn() async throws {
        let page = try await changes("cursor=start&limit=2&entity=pollution_source")
        let link = try #require(page.fields["Link"])
        let next = link.dropFirst().prefix { $0 != ">" }
        #expect(link.contains("rel=\"next\"") && link.contains("</v1/feeds/water/schema>; rel=\"describedby\""))
        let second = try await hub.get(String(next), key: key)
        #expect(second.lines.compactMap { $0["seq"]?.intValue } == [4, 6])
    }

    @Test(arguments: [
        ("", "missing-cursor"), ("limit=5", "missing-cursor"), ("cursor=", "bad-cursor"), ("cursor=x", "bad-cursor"),
        ("cursor=Start", "bad-cursor"), ("cursor=start&limt=5", "unknown-parameter"),
        ("cursor=start&limit=0", "bad-parameter"), ("cursor=start&limit=-1", "bad-parameter"),
        ("cursor=start&limit=1e3", "bad-parameter"), ("cursor=start&limit=", "bad-parameter"),
        ("cursor=start&limit=9999999999999999999x", "bad-parameter"), ("cursor=start&wait=x", "bad-parameter"),
        ("cursor=start&entity=permit", "bad-parameter"), ("cursor=start&f=xml", "bad-parameter"),
        ("cursor=start&csv=yes", "bad-parameter"), ("cursor=start&cursor=now", "repeated-parameter"),
        ("cursor=start&api_key=x", "unknown-parameter"), ("cursor=start&%00=x", "unknown-parameter"),
    ])
    func badQueriesAreToldWhatIsWrong(_ query: String, _ kind: String) async throws {
        let answer = try await changes(query)
        #expect(answer.status == 400)
        #expect(answer.kind == kind)
        #expect(answer.fields["Content-Type"] == "application/problem+json")
        #expect(answer.json["request_id"]?.stringValue == answer.fields["Request-Id"])
    }

    /// A number above the range counts as its end, however many digits it has.
    @Test(arguments: ["5001", "9223372036854775808", "99999999999999999999"])
    func largeLimitsAreTheLargest(_ limit: String) async throws {
        let answer = try await hub.get("/v1/feeds/water/changes?cursor=start&limit=\(limit)", key: key)
        #expect(answer.status == 200 && answer.fields["Link"]?.contains("&limit=5000>") == true)
    }

    @Test func typesThatAreNotServedAreRefused() async throws {
        let answer = try await changes("cursor=start", fields: [("Accept", "image/png, text/html")])
        #expect(answer.status == 406 && answer.kind == "not-acceptable")
        let csv = try await changes("cursor=start", fields: [("Accept", "text/csv, application/json;q=0.1")])
        #expect(csv.fields["Content-Type"]?.hasPrefix("text/csv") == true)
    }
}
