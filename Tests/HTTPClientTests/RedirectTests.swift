import HTTPClient
import HTTPServer
import Testing

@Suite struct RedirectTests {
    /// Says what it was asked with.
    private func mirror() throws -> HTTPListener {
        try HTTPListener(.init()) { request in
            let seen = [
                request.methodText, request.header("Authorization"), request.header("X-Key"), request.header("Accept"),
            ]
            return .now(try HTTPResponse(status: 200, text: seen.map { $0 ?? "-" }.joined(separator: " ")))
        }
    }

    private func redirector(to target: @escaping @Sendable (borrowing HTTPRequest) -> String, status: Int = 302) throws
        -> HTTPListener
    {
        try HTTPListener(.init()) { request in
            if request.path == "/end" {
                let text =
                    "\(request.methodText) \(request.header("Authorization") ?? "-") \(request.header("X-Key") ?? "-")"
                return .now(try HTTPResponse(status: 200, text: text))
            }
            return .now(try HTTPResponse(status: status, headers: [.init("Location", target(request))]))
        }
    }

    private func request(_ server: HTTPListener, _ method: String = "GET") -> TransferRequest {
        var request = TransferRequest(
            "http://127.0.0.1:\(server.port)/start", method: method, fields: ["X-Key": "k", "Accept": "a/b"],
            body: method == "POST" ? [1, 2] : nil)
        request.credentials = .bearer("t")
        request.redirects = .follow(3)
        return request
    }

    @Test func isReportedUnlessFollowingIsAskedFor() async throws {
        let server = try redirector(to: { _ in "/end" })
        var request = request(server)
        request.redirects = .report
        let response = try await HTTPSession().perform(request)
        #expect(response.status == 302)
        #expect(response.fields["location"] == "/end")
    }

    @Test func withinAnOriginCredentialsGoAlong() async throws {
        let server = try redirector(to: { _ in "/end" })
        let response = try await HTTPSession().perform(request(server))
        #expect(response.text == "GET Bearer t k")
        #expect(response.url.hasSuffix("/end"))
    }

    @Test func elsewhereNothingSecretGoesAlong() async throws {
        let other = try mirror()
        let port = other.port
        let server = try redirector(to: { _ in "http://127.0.0.1:\(port)/x" })
        #expect(try await HTTPSession().perform(request(server)).text == "GET - - a/b")
        var basic = request(server)
        basic.credentials = .password(user: "u", password: "p")
        #expect(try await HTTPSession().perform(basic).text == "GET - - a/b")
    }

    @Test(arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func aPostBecomesAGetWhereTheStandardSaysSo(_ status: Int, _ method: String) async throws {
        let server = try redirector(to: { _ in "/end" }, status: status)
        #expect(try await HTTPSession().perform(request(server, "POST")).text == "\(method) Bearer t k")
    }

    @Test func aLoopEnds() async throws {
        let server = try redirector(to: { _ in "/start" })
        let error = await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(request(server)) }
        #expect(error?.code == "redirects")
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1:1/"])
    func doesNotLeadToOtherProtocols(_ target: String) async throws {
        let server = try redirector(to: { _ in target })
        await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(request(server)) }
    }
}
