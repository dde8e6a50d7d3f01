import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct HostileTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
    }

    /// The status of a raw request line's answer; 0 for none.
    private func status(_ line: String, _ headers: String = "") throws -> Int {
        let client = try RawClient(port: hub.server.port)
        client.send(
            "\(line)\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \(key)\r\n\(headers)\r\n")
        return Int(client.readAll().dropFirst(9).prefix(3)) ?? 0
    }

    @Test(arguments: [
        "/../../etc/passwd", "/v1/feeds/../me", "/v1/feeds/%2e%2e/me", "/v1/feeds/..%2fme",
        "/v1/feeds/water%00/changes",
        "/v1/feeds/water/changes%00", "/v1//feeds", "/v1/feeds/", "/v1/feeds/water/", "/v1/feeds/WATER", "//", "/%",
        "/v1/feeds/water/pollution_source/", "/v1/feeds/water/pollution_source/x/y",
        "/v1/feeds/water/pollution_source/x/history",
        "/v1/feeds/water/x/y/history", "/v1/feeds/water/digest/x", "/v1/feeds/water/pollution_source/x/history/y",
        "/v1/feeds/water/'%20or%201=1",
        "/v1/feeds/\u{6c34}\u{52a1}", "/v1/feeds/%e6%b0%b4%e5%8a%a1", "/v1/feeds/%ff%fe", "/healthz", "/metrics",
        "/v1/feeds/water\\changes", "/v1/me/..;/feeds",
    ])
    func oddPathsAreNotFound(_ path: String) throws {
        #expect([400, 404].contains(try status("GET \(path) HTTP/1.1")), "\(path)")
    }

    @Test func longQueriesAreRefused() throws {
        let long = String(repeating: "x", count: 100_000)
        #expect([414, 431].contains(try status("GET /v1/me?\(long) HTTP/1.1")))
        let path = "/v1/feeds/" + String(repeating: "a", count: 5_000)
        #expect(try status("GET \(path) HTTP/1.1") == 404)
        #expect(
            try status("GET /v1/feeds/water/changes?cursor=\(String(repeating: "A", count: 8_000)) HTTP/1.1") == 400)
    }

    /// As many parameters as fit in a request are refused like one that is not known.
    @Test(arguments: [2, 50, 63, 64, 65, 128, 300, 500, 2_000, 4_000])
    func manyParametersAreRefused(_ count: Int) throws {
        let many = Array(repeating: "a", count: count).joined(separator: "&")
        #expect(try status("GET /v1/me?\(many) HTTP/1.1") == 400)
    }

    /// Whatever the listener itself refuses is told like all else.
    @Test(arguments: [
        ("GET", "/v1/me?" + String(repeating: "a&", count: 500), "", 400, "too-many-parameters"),
        ("GET", "/v1/me?a=" + String(repeating: "a", count: 9_000), "", 414, "target-too-long"),
        ("GET", "/" + String(repeating: "a", count: 9_000), "", 414, "target-too-long"),
        ("HEAD", "/v1/me?" + String(repeating: "&", count: 8_000), "", 400, ""),
        ("GET", "/v1/me", "Content-Length: 99999999\r\nExpect: 100-continue\r\n", 413, "body-too-large"),
    ])
    func refusalsAreProblems(
        _ method: String, _ target: String, _ headers: String, _ status: Int, _ kind: String
    ) throws {
        let client = try RawClient(port: hub.server.port)
        client.send("\(method) \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(headers)\r\n")
        let answer = client.readAll()
        #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && answer.contains("application/problem+json"))
        #expect(answer.contains("Request-Id: "))
        if !kind.isEmpty { #expect(answer.contains("\"urn:envhub:problem:\(kind)\"")) }
        #expect(try hub.logged().isEmpty && hub.server.metrics.current.unlogged == 1)
    }

    /// The next request of the same connection has its query again.
    @Test func aRefusalIsForOneRequest() throws {
        let client = try RawClient(port: hub.server.port)
        let host = "Host: x\r\nAuthorization: Bearer \(key)\r\n"
        client.send("GET /v1/me?\(String(repeating: "a&", count: 500)) HTTP/1.1\r\n\(host)\r\n")
        client.send("GET /v1/feeds/water/changes?cursor=start HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        let answers = client.readAll()
        #expect(answers.contains("HTTP/1.1 400 ") && answers.contains("HTTP/1.1 200 "))
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
    func onlyReading(_ method: String) async throws {
        let client = try RawClient(port: hub.server.port)
        client.send("\(method) /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        let answer = client.readAll()
        #expect(answer.contains(" 405 ") && answer.contains("Allow: GET, HEAD\r\n"))
    }

    @Test func largeBodiesAreRefused() throws {
        let client = try RawClient(port: hub.server.port)
        client.send("GET /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 50000\r\n\r\n")
        client.send(String(repeating: "x", count: 50_000))
        #expect(client.readAll().contains(" 413 "))
    }

    @Test func oddHeadersDoNoHarm() throws {
        let line = "GET /v1/feeds/water/changes?cursor=start HTTP/1.1"
        #expect(try status(line, "Accept: ,,;;q=x,*/*;q=2\r\n") == 200)
        #expect(try status(line, "Accept: application/x-ndjson;q=0\r\n") == 406)
        #expect(try status(line, "Accept-Encoding: \(String(repeating: "gzip,", count: 500))\r\n") == 200)
        #expect(try status(line, "If-None-Match: \(String(repeating: "\"a\",", count: 2000))\r\n") == 200)
        #expect(try status(line, "Purpose-Ref: \u{1F600}<script>\r\n") == 200)
        #expect(try status(line, "Purpose-Ref: \(String(repeating: "长", count: 3000))\r\n") == 200)
        let rows = try hub.logged()
        #expect(rows.allSatisfy { $0.purposeRef.count <= 200 })
        #expect(rows.contains { $0.purposeRef.count == 200 })
    }

    @Test func theServerLivesOn() async throws {
        for text in [
            "", "\r\n\r\n", "GET", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ] {
            let client = try RawClient(port: hub.server.port)
            client.send(text)
            client.close()
        }
        #expect(try await hub.get("/v1/feeds/water/changes?cursor=start", key: key).lines.count == 2)
    }
}
