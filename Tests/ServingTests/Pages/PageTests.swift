import Foundation
import HTTPClient
import JSON
import Testing

@testable import Serving

/// Pages for people, and the catalogue.
@Suite struct PageTests {
    private func page(_ hub: Hub, _ path: String, key: String) async throws -> TransferResponse {
        let pair = Data("x:\(key)".utf8).base64EncodedString()
        return try await hub.get(path, key: nil, fields: [("Authorization", "Basic \(pair)"), ("Accept", "text/html")])
    }

    @Test func aBrowserIsAskedForTheKey() async throws {
        let hub = try Hub()
        let refused = try await hub.get("/pages", key: nil, fields: [("Accept", "text/html")])
        #expect(refused.status == 401)
        #expect(refused.fields.all("WWW-Authenticate").contains { $0.hasPrefix("Basic ") })
        // Programs are not asked for a password.
        let program = try await hub.get("/v1/me", key: nil)
        #expect(!program.fields.all("WWW-Authenticate").contains { $0.hasPrefix("Basic ") })
    }

    /// A page shows the reader's own feeds, and never his key or another's feed.
    @Test func pagesShowWhatTheReaderMaySee() async throws {
        let hub = try Hub()
        try hub.publisher.commit(1, "厂", "441802", "13800001111")
        let key = try hub.consumer("water", feeds: ["water"])
        for path in ["/pages", "/pages/water", "/pages/water/pollution_source"] {
            let answer = try await page(hub, path, key: key)
            #expect(answer.status == 200 && answer.fields["Content-Type"] == "text/html; charset=utf-8")
            #expect(!answer.text.contains(key) && !answer.text.contains("police") && !answer.text.contains("1380000"))
            #expect(answer.fields["Content-Security-Policy"]?.contains("default-src 'none'") == true)
        }
        #expect(try await page(hub, "/pages/water", key: key).text.contains("region"))
        #expect(try await page(hub, "/pages/water/pollution_source", key: key).text.contains("<td>厂</td>"))
        #expect(try await page(hub, "/pages/police", key: key).status == 403)
        #expect(try await page(hub, "/pages/water/nothing", key: key).status == 404)
        #expect(try await page(hub, "/pages/water/outlet", key: key).text.contains("There are no records now"))
    }

    @Test func textsAreNotMarkup() async throws {
        let hub = try Hub()
        let name = #"<script>alert(1)</script>"><img src=x onerror=alert(1)>&amp;'"#
        try hub.publisher.commit(1, name, "441802")
        let key = try hub.consumer("water", title: "<b>水务</b>", feeds: ["water"])
        for path in ["/pages", "/pages/water", "/pages/water/pollution_source"] {
            let answer = try await page(hub, path, key: key)
            #expect(!answer.text.contains("<script") && !answer.text.contains("<img") && !answer.text.contains("<b>"))
        }
        #expect(try await page(hub, "/pages/water/pollution_source", key: key).text.contains("&lt;script&gt;alert(1)"))
    }

    @Test func pagesFollowEachOther() async throws {
        let hub = try Hub()
        try hub.publisher.commit((1...7).map { (Int64($0), ["厂\($0)", "441802"]) })
        let key = try hub.consumer("water", feeds: ["water"])
        let first = try await page(hub, "/pages/water/pollution_source?limit=3", key: key).text
        #expect(first.contains("<td>厂3</td>") && !first.contains("<td>厂4</td>"))
        #expect(first.contains("href=\"/pages/water/pollution_source?after=\(Publisher.id(3))"))
        let rest = try await page(hub, "/pages/water/pollution_source?after=\(Publisher.id(3))", key: key).text
        #expect(rest.contains("<td>厂7</td>") && !rest.contains("next page"))
    }

    @Test func theStyleIsOurOwn() async throws {
        let hub = try Hub()
        let style = try await hub.get("/style.css", key: nil)
        #expect(style.status == 200 && style.fields["Content-Type"] == "text/css; charset=utf-8")
        #expect(!style.text.contains("url(") && !style.text.contains("@import"))
        let landing = try await hub.get("/", key: nil, fields: [("Accept", "text/html,*/*;q=0.8")])
        #expect(landing.text.contains("环境数据共享") && landing.text.contains("/style.css"))
        #expect(
            !landing.text.contains("<style") && !landing.text.contains("<script") && !landing.text.contains("water"))
    }

    @Test func theCatalogueNamesTheReadersFeeds() async throws {
        let hub = try Hub()
        let key = try hub.consumer("water", feeds: ["water"])
        let answer = try await hub.get("/v1/catalog.jsonld", key: key)
        #expect(answer.fields["Content-Type"] == "application/ld+json")
        let datasets = answer.json["dcat:dataset"]?.arrayValue ?? []
        #expect(datasets.compactMap { $0["dct:identifier"]?.stringValue } == ["water"])
        #expect(datasets.first?["dcat:distribution"]?.arrayValue?.count == 17)
        #expect(!answer.text.contains("police"))
    }
}
