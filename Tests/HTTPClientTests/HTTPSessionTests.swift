import Compression
import HTTPClient
import HTTPServer
import Synchronization
import Testing

@Suite struct HTTPSessionTests {
    /// A server, and a session to ask it with.
    private struct Site {
        let server: HTTPListener
        let session = HTTPSession()
        let url: String

        init(_ handler: @escaping HTTPHandler) throws {
            server = try HTTPListener(.init(), handler: handler)
            url = "http://127.0.0.1:\(server.port)"
        }
    }

    private func error(_ body: () async throws -> Void) async -> HTTPClientError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? HTTPClientError
        }
    }

    @Test func getsStatusFieldsAndBody() async throws {
        let site = try Site { request in
            #expect(request.header("X-Own") == "清")
            return .now(
                try HTTPResponse(
                    status: 404, headers: [.contentType("text/plain"), .init("X-A", "1"), .init("x-a", "2")],
                    text: request.path + "?" + (request.query("q") ?? "")))
        }
        let response = try await site.session.perform(TransferRequest(site.url + "/p?q=a%20b", fields: ["X-Own": "清"]))
        #expect(response.status == 404)
        #expect(response.text == "/p?a b")
        #expect(response.fields["CONTENT-TYPE"] == "text/plain")
        #expect(response.fields.all("x-A") == ["1", "2"])
        #expect(response.url == site.url + "/p?q=a%20b")
        #expect(response.size == 6)
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"], [0, 5, 100_000])
    func sendsMethodsAndBodies(_ method: String, _ size: Int) async throws {
        let site = try Site { request in
            .now(try HTTPResponse(status: 200, text: "\(request.methodText) \(request.body.count)"))
        }
        let body = [UInt8](repeating: 0x61, count: size)
        let response = try await site.session.perform(TransferRequest(site.url, method: method, body: body))
        #expect(response.text == "\(method) \(size)")
    }

    @Test func oneSessionServesGetAfterPostAfterHead() async throws {
        let site = try Site { request in .now(try HTTPResponse(status: 200, text: request.methodText)) }
        #expect(try await site.session.perform(TransferRequest(site.url, method: "POST", body: [1])).text == "POST")
        #expect(try await site.session.perform(TransferRequest(site.url, method: "HEAD")).body.isEmpty)
        #expect(try await site.session.perform(TransferRequest(site.url)).text == "GET")
        #expect(try await site.session.inspect(TransferRequest(site.url)).size == 4)
    }

    @Test func sendsCredentials() async throws {
        let site = try Site { request in
            .now(try HTTPResponse(status: 200, text: request.header("Authorization") ?? "none"))
        }
        var request = TransferRequest(site.url)
        #expect(try await site.session.perform(request).text == "none")
        request.credentials = .password(user: "u", password: "p:w")
        #expect(try await site.session.perform(request).text == "Basic dTpwOnc=")
        request.credentials = .bearer("abc")
        #expect(try await site.session.perform(request).text == "Bearer abc")
    }

    @Test func unpacksAndBoundsWhatItUnpacked() async throws {
        let packed = try Compressor().compress([UInt8](repeating: 0x61, count: 3_000_000))
        let site = try Site { request in
            #expect(request.header("Accept-Encoding") == "gzip, deflate")
            return .now(try HTTPResponse(status: 200, headers: [.init("Content-Encoding", "gzip")], body: packed))
        }
        var request = TransferRequest(site.url)
        #expect(try await site.session.perform(request).body.count == 3_000_000)
        request.limits.bodyBytes = 100_000
        let error = await error { _ = try await site.session.perform(request) }
        #expect(error?.kind == .tooLarge)
    }

    @Test func boundsABodyOfAnyFraming() async throws {
        let site = try Site { request in
            if request.path == "/sized" {
                return .now(try HTTPResponse(status: 200, body: .init(repeating: 1, count: 5000)))
            }
            return .now(try HTTPResponse(status: 200, stream: HTTPBodyStream { $0.byteCount }))
        }
        for path in ["/sized", "/endless"] {
            var request = TransferRequest(site.url + path)
            request.limits.bodyBytes = 4999
            let error = await error { _ = try await site.session.perform(request) }
            #expect(error?.kind == .tooLarge)
            #expect(error?.isRetryable == false)
        }
    }

    @Test func downloadsInPiecesAndStopsWhenTold() async throws {
        let site = try Site { request in
            if request.path == "/gone" { return .now(try HTTPResponse(status: 404, text: "no such page")) }
            return .now(try HTTPResponse(status: 200, body: .init(repeating: 1, count: 1_000_000)))
        }
        let got = Mutex(0)
        let response = try await site.session.download(TransferRequest(site.url)) { piece in
            got.withLock { $0 += piece.byteCount }
            return true
        }
        #expect(got.withLock { $0 } == 1_000_000)
        #expect(response.body.isEmpty)
        let stopped = await error { _ = try await site.session.download(TransferRequest(site.url)) { _ in false } }
        #expect(stopped?.kind == .aborted)
        let gone = try await site.session.download(TransferRequest(site.url + "/gone")) { _ in
            Issue.record("an error's body went to the receiver")
            return true
        }
        #expect(gone.text == "no such page")
    }

    @Test func timesOutAndCancels() async throws {
        let site = try Site { _ in .later(HTTPDeferral()) }
        var request = TransferRequest(site.url)
        request.limits.total = .milliseconds(150)
        let late = await error { _ = try await site.session.perform(request) }
        #expect(late?.kind == .timeout)
        #expect(late?.isRetryable == true)
        request.limits.total = nil
        let endless = request
        let task = Task { try await site.session.perform(endless) }
        try await Task.sleep(for: .milliseconds(100))
        // Nothing else would ever end it.
        task.cancel()
        let cancelled = await error { _ = try await task.value }
        #expect(cancelled?.kind == .cancelled)
        site.server.stop()
    }

    @Test func saysWhyNothingCame() async throws {
        let site = try Site { _ in .drop }
        let dropped = await error { _ = try await site.session.perform(TransferRequest(site.url)) }
        #expect(dropped?.code == "connection-lost")
        site.server.stop()
        let refused = await error {
            _ = try await site.session.perform(TransferRequest(site.url + "/a?token=secret#x"))
        }
        #expect(refused?.kind == .connect)
        #expect(refused?.isRetryable == true)
        #expect(refused?.url == site.url + "/a")
        #expect(refused.map { "\($0)".contains("secret") } == false)
        let unresolved = await error {
            _ = try await site.session.perform(TransferRequest("http://no-such-host.invalid/"))
        }
        #expect(unresolved?.kind == .resolve)
    }

    @Test(arguments: [
        "ftp://127.0.0.1:1/x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://user:pw@127.0.0.1:1/", "",
        "http://",
        "http://127.0.0.1:99999/", "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y",
    ])
    func refusesAddressesThatAreNotMeant(_ url: String) async {
        let session = HTTPSession()
        let error = await error { _ = try await session.perform(TransferRequest(url)) }
        #expect(error != nil)
        #expect(error?.isRetryable == false)
        #expect(error?.url.contains("pw") != true)
    }

    @Test(arguments: [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("", "a"), ("X:", "a"), ("X", "\u{0}")])
    func refusesFieldsThatBreakTheMessage(_ name: String, _ value: String) async {
        var fields = TransferFields()
        fields.add(name, value)
        let request = TransferRequest("http://127.0.0.1:1/", fields: fields)
        let error = await error { _ = try await HTTPSession().perform(request) }
        #expect(error?.code == "bad-field")
    }
}
