import HTTPServer
import TestServers
import Testing

@Suite struct HTTPRequestTests {
    /// A server that says what it saw of a request.
    private func mirror(
        _ change: (inout HTTPListener.Configuration) -> Void = { _ in }
    ) throws -> HTTPListener {
        try serve(change) { request in
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
            let header = request.header("x-one") ?? "none"
            let text = "\(request.method) \(request.path) [\(query)] \(header) \(request.body.count)"
            return .now(try HTTPResponse(status: 200, text: text))
        }
    }

    @Test func readsPathQueryAndHeaders() throws {
        let server = try mirror()
        let response = try RawClient.get(
            server.port, "/a/%E6%B8%85%20x?k=1+2&k=%E8%BF%9C&empty=&bare", headers: "X-ONE: v\r\n")
        #expect(bodyText(response) == "get /a/清 x [k=1 2;k=远;empty=;bare=] v 0")
    }

    @Test func keepsAnEscapedZeroAndBrokenEscapes() throws {
        let server = try mirror()
        #expect(bodyText(try RawClient.get(server.port, "/a%00b%zz%4")) == "get /a%00b%zz%4 [] none 0")
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "GETS", "PURGE", "get"])
    func tellsMethodsApart(_ name: String) throws {
        let server = try serve { request in
            let seen = HTTPMethod(rawValue: request.methodText) ?? .other
            return .now(try HTTPResponse(status: request.method == seen ? 204 : 500))
        }
        let response = try RawClient.ask(
            server.port, "\(name) / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        #expect(status(response) == 204)
    }

    @Test func readsABodyInPiecesAndInChunks() throws {
        let server = try mirror()
        let sized = try RawClient.ask(
            server.port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        #expect(bodyText(sized) == "post / [] none 5")
        let chunked = try RawClient.ask(
            server.port,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
        #expect(bodyText(chunked) == "post / [] none 7")
    }

    @Test func refusesABodyBeyondTheLimit() throws {
        let server = try mirror { $0.maxBodyBytes = 10 }
        let start = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        let sized = try RawClient.ask(server.port, start + "Content-Length: 11\r\n\r\n12345678901")
        #expect(status(sized) == 413)
        let chunked = try RawClient.ask(
            server.port, start + "Transfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n")
        #expect(status(chunked) == 413)
        let asking = try RawClient.ask(
            server.port, start + "Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n")
        #expect(status(asking) == 413)
        let within = try RawClient.ask(server.port, start + "Content-Length: 10\r\n\r\n1234567890")
        #expect(status(within) == 200)
    }

    @Test func refusesTooManyParametersAndLongTargets() throws {
        let server = try mirror {
            $0.maxQueryParameters = 3
            $0.maxTargetBytes = 30
        }
        #expect(bodyText(try RawClient.get(server.port, "/?a&b&c")) == "get / [a=;b=;c=] none 0")
        #expect(bodyText(try RawClient.get(server.port, "/a&b&c&d&e?x=1")) == "get /a&b&c&d&e [x=1] none 0")
        #expect(status(try RawClient.get(server.port, "/?a&b&c&d")) == 400)
        #expect(status(try RawClient.get(server.port, "/" + String(repeating: "a", count: 29))) == 200)
        #expect(status(try RawClient.get(server.port, "/" + String(repeating: "a", count: 30))) == 414)
        let told = try mirror {
            $0.maxQueryParameters = 0
            $0.refusing = { request, fault in try HTTPResponse(status: fault.status, text: "no \(request.path)") }
        }
        #expect(bodyText(try RawClient.get(told.port, "/x?a")) == "no /x")
    }

    @Test func refusesLongLinesAndHeaders() throws {
        let server = try mirror { $0.connectionMemory = 8192 }
        let long = String(repeating: "a", count: 20_000)
        #expect(status(try RawClient.get(server.port, "/" + long)) == 414)
        #expect(status(try RawClient.get(server.port, "/", headers: "X: \(long)\r\n")) == 431)
    }

    /// Whatever comes, the server answers or closes, and the next request is served.
    @Test(arguments: [
        "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}", "GET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /%%%?&&==&%=% HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
    ])
    func bearsHostileBytes(_ bytes: String) throws {
        let server = try mirror { $0.idleSeconds = 1 }
        let answer = try RawClient.ask(server.port, bytes)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1."))
        #expect(status(try RawClient.get(server.port, "/")) == 200)
    }

    @Test func limitsConnectionsFromOneAddress() throws {
        let server = try mirror {
            $0.threads = 1
            $0.maxConnectionsPerAddress = 2
        }
        let held = try (0..<2).map { _ in try HeldClient(port: server.port) }
        #expect(eventually { (try? RawClient.get(server.port, "/")) == "" })
        #expect(held.count == 2)
    }

    @Test func knowsTheClient() throws {
        let server = try serve { request in .now(try HTTPResponse(status: 200, text: request.remoteAddress)) }
        #expect(bodyText(try RawClient.get(server.port, "/")) == "127.0.0.1")
    }
}
