import HTTPClient
import Testing

@testable import Serving

/// What browsers are told about pages of other origins (Fetch standard, section 3.3).
@Suite struct AllowedOriginsTests {
    private let map = "https://map.example.gov.cn"

    private func hub(_ origins: [String]) throws -> (hub: Hub, key: String) {
        let hub = try Hub(origins: AllowedOrigins(origins))
        try hub.publisher.commit((1...3).map { (Int64($0), ["厂\($0)", "441802"]) })
        return (hub, try hub.consumer("map", feeds: ["water"]))
    }

    private func preflight(_ hub: Hub, _ origin: String, _ path: String = "/v1/feeds/water/changes") async throws
        -> TransferResponse
    {
        try await hub.get(
            path, key: nil, method: "OPTIONS",
            fields: [
                ("Origin", origin), ("Access-Control-Request-Method", "GET"),
                ("Access-Control-Request-Headers", "authorization"),
            ])
    }

    /// Every kind of answer, errors too: a page that may not read an error cannot tell its user what is wrong.
    @Test(arguments: [
        ("/v1/feeds/water/changes?cursor=start", 200), ("/v1/feeds/water/pollution_source", 200),
        ("/v1/feeds/water/snapshot/pollution_source.csv", 200), ("/collections", 200), ("/", 200),
        ("/v1/feeds/none", 404), ("/v1/feeds/police", 403), ("/v1/feeds/water/changes", 400),
    ]) func answersMayBeRead(_ path: String, _ status: Int) async throws {
        let (hub, key) = try hub([map])
        let answer = try await hub.get(path, key: key, fields: [("Origin", map)])
        #expect(answer.status == status)
        #expect(answer.fields.all("Access-Control-Allow-Origin") == [map])
        #expect(answer.fields.all("Vary").contains("Origin"))
        let exposed = Set(
            (answer.fields["Access-Control-Expose-Headers"] ?? "").split(separator: ", ").map(String.init))
        #expect(exposed.isSuperset(of: ["Feed-Cursor", "Feed-More", "ETag", "Link", "Retry-After", "Request-Id"]))
        // What a browser keeps by itself is no page's to use.
        #expect(answer.fields["Access-Control-Allow-Credentials"] == nil)
        let tag = answer.fields["ETag"]
        if let tag, path.contains("changes") {
            let again = try await hub.get(path, key: key, fields: [("Origin", map), ("If-None-Match", tag)])
            #expect(again.status == 304 && again.fields["Access-Control-Allow-Origin"] == map)
        }
    }

    @Test func streamsAndStrangersAnswersMayBeReadToo() async throws {
        let (hub, key) = try hub([map])
        let stream = try EventReader(hub, key: key, "cursor=start", fields: "Origin: \(map)\r\n")
        #expect(stream.head.contains("Access-Control-Allow-Origin: \(map)"))
        let stranger = try await hub.get("/v1/me", key: nil, fields: [("Origin", map)])
        #expect(stranger.status == 401 && stranger.fields["Access-Control-Allow-Origin"] == map)
    }

    @Test func beforehandABrowserIsToldWhatItMaySend() async throws {
        let (hub, _) = try hub([map, "http://127.0.0.1:3000"])
        for origin in [map, "http://127.0.0.1:3000"] {
            let answer = try await preflight(hub, origin)
            #expect(answer.status == 204 && answer.body.isEmpty)
            #expect(answer.fields["Access-Control-Allow-Origin"] == origin)
            #expect(answer.fields["Access-Control-Allow-Methods"]?.contains("GET") == true)
            #expect(answer.fields["Access-Control-Allow-Headers"]?.contains("Authorization") == true)
            #expect(answer.fields["Access-Control-Max-Age"] == "7200")
        }
        // It tells nothing of what there is, and is nobody's request.
        #expect(try await preflight(hub, map, "/v1/feeds/none").status == 204)
        #expect(try hub.logged().isEmpty)
    }

    @Test func othersAreToldNothing() async throws {
        let (hub, key) = try hub([map])
        for origin in [
            "https://evil.example", map + ".evil.example", map + ":8443", "null", "http://map.example.gov.cn", "",
        ] {
            let answer = try await hub.get(
                "/v1/feeds/water/changes?cursor=start", key: key, fields: [("Origin", origin)])
            #expect(answer.status == 200 && answer.fields["Access-Control-Allow-Origin"] == nil, "\(origin)")
            // A cache must not give the answer for one origin to another.
            #expect(answer.fields.all("Vary").contains("Origin"))
            let asked = try await preflight(hub, origin)
            #expect(asked.status == 401 && asked.fields["Access-Control-Allow-Methods"] == nil, "\(origin)")
        }
    }

    @Test func withoutOriginsThereIsNoWordOfThem() async throws {
        let (hub, key) = try hub([])
        let answer = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key, fields: [("Origin", map)])
        #expect(answer.fields["Access-Control-Allow-Origin"] == nil && !answer.fields.all("Vary").contains("Origin"))
        #expect(try await preflight(hub, map).status == 401)
    }

    @Test func anyOriginMayBeMeant() async throws {
        let (hub, key) = try hub(["*"])
        let answer = try await hub.get("/v1/me", key: key, fields: [("Origin", "https://any.example")])
        #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
        #expect(try await preflight(hub, "null").fields["Access-Control-Allow-Origin"] == "*")
    }

    /// What no browser sends as an origin would never be met: it is a mistake.
    @Test(arguments: [
        "map.example.gov.cn", "https://map.example.gov.cn/", "https://map.example.gov.cn/app", "HTTPS://MAP.EXAMPLE",
        "https://", "https://map.example:443", "http://map.example:80", "https://*.example.gov.cn", "null", "ftp://a",
        "https://a b", "https://user@host", "https://host:0", "https://地图.cn", "https://a\r\nX: y",
    ]) func whatIsNoOriginIsRefused(_ text: String) {
        #expect(throws: AllowedOrigins.Fault.self) { try AllowedOrigins([text]) }
    }

    @Test(arguments: [
        "https://a", "http://localhost:3000", "https://[::1]:8443", "http://10.1.2.3", "https://a-b.c:80", "*",
    ])
    func origins(_ text: String) throws { _ = try AllowedOrigins([text]) }
}
