import Glibc
import HTTPServer
import TestServers
import Testing

/// Clients that are busy and get nowhere are cut; those that are slow and get somewhere are not.
@Suite struct ConnectionPaceTests {
    private func server(_ body: String = "ok") throws -> HTTPListener {
        try serve({
            $0.requestSeconds = 1
            $0.leastTakenPerSecond = 1 << 20
        }) { _ in .now(try HTTPResponse(status: 200, text: body)) }
    }

    /// How long the server bears a client that begins a request and then sends one byte every 50 ms; nil when it bears it to the end.
    private func cut(_ begin: String, of server: HTTPListener) throws -> Duration? {
        let start = ContinuousClock.now
        let client = try RawClient(port: server.port)
        client.send(begin)
        for _ in 0..<200 {
            guard client.send([0x61]) else { return start.duration(to: .now) }
            usleep(50_000)
        }
        return nil
    }

    @Test func headersThatNeverEndAreCut() throws {
        #expect(try #require(try cut("GET / HTTP/1.1\r\nHost: a\r\nX: ", of: server())) > .milliseconds(700))
    }

    @Test func aBodyThatNeverEndsIsCut() throws {
        let begin = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
        #expect(try #require(try cut(begin, of: server())) > .milliseconds(700))
    }

    @Test func whoSaysNothingIsCut() throws {
        let server = try server()
        let start = ContinuousClock.now
        let silent = try RawClient(port: server.port)
        #expect(silent.read().isEmpty && silent.isClosed)
        #expect(start.duration(to: .now) > .milliseconds(700))
    }

    /// The time is that of each request, not of the connection.
    @Test func manyRequestsTakeAsLongAsTheyTake() throws {
        let server = try serve({ $0.requestSeconds = 3 }) { _ in .now(try HTTPResponse(status: 200, text: "ok")) }
        let client = try RawClient(port: server.port)
        for _ in 0..<5 {
            client.send("GET / HTTP/1.1\r\n")
            usleep(500_000)
            client.send("Host: a\r\n\r\n")
            #expect(bodyText(String(decoding: client.read(), as: UTF8.self)) == "ok")
            usleep(300_000)
        }
    }

    /// A megabyte and a second are what this listener gives a client for each megabyte.
    @Test func anAnswerThatIsHardlyTakenIsCut() throws {
        let server = try server(String(repeating: "x", count: 8 << 20))
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        // The kernel's buffers hold less than the answer; what is sent to a connection that is cut is refused.
        #expect(eventually { !client.send([0x78]) })
        #expect(client.readAll().utf8.count < 8 << 20)
        #expect(client.isClosed)
    }

    @Test func whoWaitsForTheHandlerIsNotCut() throws {
        let server = try serve({ $0.requestSeconds = 1 }) { request in
            if request.wake == .expired { return .now(try HTTPResponse(status: 200, text: "late")) }
            return .later(HTTPDeferral(timeout: .milliseconds(2_500)))
        }
        #expect(bodyText(try RawClient.get(server.port, "/")) == "late")
    }

    @Test func oneAddressHasItsShareOfConnections() throws {
        let server = try serve({ $0.maxConnectionsPerAddress = 3 }) { _ in
            .now(try HTTPResponse(status: 200, text: "ok"))
        }
        let greedy = try (0..<10).map { _ in try RawClient(port: server.port, from: 0x0105, patience: 50) }
        func refused() -> Int {
            for client in greedy where !client.isClosed { _ = client.read() }
            return greedy.count { $0.isClosed }
        }
        #expect(eventually { refused() >= 7 } && refused() == 7)
        #expect(status(try RawClient.get(server.port, "/")) == 200)
        greedy.forEach { $0.close() }
        // The server sees it when it does; until then it refuses.
        let again = try eventually {
            let client = try RawClient(port: server.port, from: 0x0105)
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return status(client.readAll()) == 200
        }
        #expect(again)
    }
}
