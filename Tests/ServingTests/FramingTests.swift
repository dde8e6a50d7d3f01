import JSON
import TestServers
import Testing

@testable import Serving

/// Requests whose end two servers may see in two places (RFC 9112 section 11.2): what follows them is answered to nobody.
@Suite struct FramingTests {
    private let hub: Hub
    private let key: String
    private let other: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        other = try hub.consumer("police", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
    }

    /// What came back for some bytes: the statuses of all answers, and whether the server hung up.
    private struct Outcome {
        var statuses: [Int] = []
        var isClosed = false
        var text = ""
    }

    /// Sends bytes, and reads until the server hangs up: by itself, as it would bear silence for longer than this client does.
    private func outcome(_ text: String) throws -> Outcome {
        let client = try RawClient(port: hub.server.port, patience: 20_000)
        client.send(text)
        var outcome = Outcome()
        outcome.text = client.readAll()
        outcome.isClosed = client.isClosed
        outcome.statuses = outcome.text.matches(of: #/HTTP/1\.[01] ([0-9]{3}) /#).compactMap { Int($0.output.1) }
        return outcome
    }

    private var host: String { "Host: a\r\nAuthorization: Bearer \(key)\r\n" }
    /// What an attacker hides in a body.
    private var hidden: String { "GET /v1/feeds HTTP/1.1\r\n\(host)\r\n" }

    /// Headers behind which a request is hidden, and the bytes between.
    static let doubtful: [(headers: String, between: String)] = [
        ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 200\r\n", "0\r\n\r\n"),
        ("Content-Length: 0\r\nContent-Length: 200\r\n", ""),
        ("Content-Length: 200\r\nContent-Length: 0\r\n", ""),
        ("Content-Length: 0\r\nContent-Length: 0\r\n", ""),
        ("Content-Length: 0, 200\r\n", ""), ("Content-Length: +0\r\n", ""), ("Content-Length: -1\r\n", ""),
        ("Content-Length: 0x0\r\n", ""), ("Content-Length: \r\n", ""),
        ("Content-Length: 99999999999999999999999\r\n", ""),
        ("Content-Length : 200\r\n", ""), ("Content-Length\t: 200\r\n", ""), (" Content-Length: 200\r\n", ""),
        ("Content-Length:\r\n 200\r\n", ""), ("Content-Length: 2\r\n 00\r\n", ""),
        ("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), ("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding:\u{b}chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: identity\r\n", ""), ("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: gzip\r\n", ""), ("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), ("Transfer-Encoding: \r\n", ""),
        ("X: a\rContent-Length: 200\r\n", ""), ("Host: b\r\n", ""), ("X\u{0}Y: a\r\n", ""),
    ]

    @Test(arguments: doubtful, ["GET", "POST"])
    func whatFollowsDoubtIsNotAnswered(_ request: (headers: String, between: String), _ method: String) throws {
        let end = try outcome(
            "\(method) /v1/me HTTP/1.1\r\n\(host)\(request.headers)\r\n\(request.between)\(hidden)")
        #expect(Set(end.statuses).isSubset(of: [400, 413]), "\(request) \(end.statuses)")
        #expect(end.isClosed, "\(request) \(end)")
        #expect(!end.text.contains("\"feeds\""))
    }

    /// Chunks are not taken, whatever they say.
    @Test(arguments: [
        "0\r\n\r\n", "1\r\nx\r\n0\r\n\r\n", "1;a=b\r\nx\r\n0\r\n\r\n", "1;a=\"\r\n\"\r\nx\r\n0\r\n\r\n",
        "1;a\nxx\r\n0\r\n\r\n",
        "zz\r\nx\r\n0\r\n\r\n",
        "0x1\r\nx\r\n0\r\n\r\n", "-1\r\nx\r\n0\r\n\r\n", "ffffffffffffffffff\r\nx\r\n0\r\n\r\n",
        "1\r\nxyz\r\n0\r\n\r\n", "1\nx\n0\n\n", " 1\r\nx\r\n0\r\n\r\n", "1 \r\nx\r\n0\r\n\r\n", "\r\n0\r\n\r\n",
        "0\r\nX: y\r\n\r\n",
        "00000000000000000000001\r\nx\r\n0\r\n\r\n",
    ])
    func chunksAreRefused(_ body: String) throws {
        for (method, gap) in [("GET", " "), ("POST", " ")] {
            let end = try outcome(
                "\(method) /v1/me HTTP/1.1\r\n\(host)Transfer-Encoding:\(gap)chunked\r\n\r\n\(body)\(hidden)")
            #expect(end.statuses == [411], "\(body) \(end)")
            #expect(end.isClosed, "\(body) \(end)")
            #expect(!end.text.contains("\"feeds\""))
        }
    }

    /// Odd lines that leave no doubt where the request ends have one answer each, or none and the connection's end.
    @Test(arguments: [
        "GET /v1/me HTTP/1.1\nHost: a\n\n", "GET /v1/me HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
        "GET /v1/me HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
        "GET /v1/me HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n",
        "GET /v1/me HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", "GET /v1/me HTTP/1.1\r\nHost: a\r\nXyz\r\n\r\n",
        "GET /v1/me\r\n\r\n", "GET /v1/me\n",
        "GET /v1/me HTTP/1.1\r\n\r\n",
        "GET /v1/me HTTP/2.0\r\nHost: a\r\n\r\n", "GET /v1/me HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET http://evil/v1/me HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  /v1/me HTTP/1.1\r\nHost: a\r\n\r\n", "GET\t/v1/me\tHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/me x HTTP/1.1\r\nHost: a\r\n\r\n", "/v1/me\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n",
    ])
    func oddLinesHaveOneAnswer(_ request: String) throws {
        let client = try RawClient(port: hub.server.port)
        client.send(request)
        let first = String(decoding: client.read(), as: UTF8.self)
        client.wait(atMost: 1_000)
        let answer = first + client.readAll()
        let statuses = answer.matches(of: #/HTTP/1\.[01] ([0-9]{3}) /#).compactMap { Int($0.output.1) }
        // The library writes the head of its own refusal of a request without Host twice (0.9.75), and closes.
        #expect(Set(statuses).count == 1 || statuses.isEmpty, "\(request) \(answer)")
        #expect(statuses.count == 1 || client.isClosed, "\(request) \(answer)")
        // 505 says that the version is none of HTTP/1 (RFC 9110 section 15.6.6).
        #expect(statuses.allSatisfy { (400..<500).contains($0) || $0 == 505 }, "\(request) \(statuses)")
    }

    @Test func endlessHeadersAreCut() throws {
        for header in [
            "X: " + String(repeating: "a", count: 1 << 20) + "\r\n",
            (0..<100_000).map { "X\($0): a\r\n" }.joined(), String(repeating: "a", count: 1 << 20),
        ] {
            let end = try outcome("GET /v1/me HTTP/1.1\r\n\(host)\(header)\r\n")
            #expect(end.statuses.isEmpty || end.statuses == [431] || end.statuses == [400], "\(end.statuses)")
            #expect(end.isClosed, "\(header.prefix(8))")
        }
    }

    @Test func eachOfManyOnOneConnectionIsAnsweredForItsKey() throws {
        let client = try RawClient(port: hub.server.port)
        let keys = [key, other, "hub_x", other, key, key, other]
        let requests = keys.enumerated().map { place, key in
            let last = place == keys.count - 1 ? "Connection: close\r\n" : ""
            return "GET /v1/me HTTP/1.1\r\nHost: a\r\n\(last)Authorization: Bearer \(key)\r\n\r\n"
        }
        client.send(requests.joined())
        let names = client.readAll().matches(of: /"consumer":"([a-z]+)"|:unknown-key"/).map {
            $0.output.1.map(String.init) ?? "nobody"
        }
        #expect(names == ["mirror", "police", "nobody", "police", "mirror", "mirror", "police"])
    }

    @Test func theRefusalSaysWhatToDo() throws {
        let end = try outcome("POST /v1/me HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
        #expect(end.text.contains("\"urn:envhub:problem:framing\"") && end.text.contains("application/problem+json"))
        #expect(try hub.logged().isEmpty && hub.server.metrics.current.unlogged == 1)
    }
}
