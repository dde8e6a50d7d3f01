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

    /// How long the server bears a client that sends one byte of a text every 50 ms; nil when it is answered or borne to the end.
    private func cut(_ client: RawClient, sending text: String) -> Duration? {
        let start = ContinuousClock.now
        for byte in text.utf8 {
            guard client.send([byte]) else { return start.duration(to: .now) }
            usleep(50_000)
        }
        return nil
    }

    @Test func headersThatNeverEndAreCut() throws {
        let server = try server()
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
        let time = try #require(cut(client, sending: String(repeating: "a", count: 200)))
        #expect(time > .milliseconds(700) && time < .seconds(5))
    }

    @Test func aBodyThatNeverEndsIsCut() throws {
        let server = try server()
        let client = try RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        let time = try #require(cut(client, sending: String(repeating: "a", count: 200)))
        #expect(time > .milliseconds(700) && time < .seconds(5))
    }

    @Test func whoSaysNothingIsCut() throws {
        let server = try server()
        let silent = try RawClient(port: server.port)
        let start = ContinuousClock.now
        #expect(silent.read().isEmpty && silent.isClosed)
        #expect(start.duration(to: .now) > .milliseconds(700) && start.duration(to: .now) < .seconds(5))
    }

    /// The time is that of each request, not of the connection.
    @Test func manyRequestsTakeAsLongAsTheyTake() throws {
        let server = try server()
        let client = try RawClient(port: server.port)
        for _ in 0..<5 {
            client.send("GET / HTTP/1.1\r\n")
            usleep(300_000)
            client.send("Host: a\r\n\r\n")
            #expect(bodyText(String(decoding: client.read(), as: UTF8.self)) == "ok")
            usleep(200_000)
        }
    }

    /// A megabyte and a second are what this listener gives a client for each megabyte.
    @Test func anAnswerThatIsHardlyTakenIsCut() throws {
        let server = try server(String(repeating: "x", count: 8 << 20))
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        // The kernel's buffers hold less than the answer.
        usleep(11_000_000)
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
        let greedy = try (0..<10).map { _ in try RawClient(port: server.port, from: 0x0105, patience: 500) }
        usleep(100_000)
        #expect(greedy.count { $0.read().isEmpty && $0.isClosed } == 7)
        #expect(status(try RawClient.get(server.port, "/")) == 200)
        greedy.forEach { $0.close() }
        usleep(300_000)
        let again = try RawClient(port: server.port, from: 0x0105)
        again.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(status(again.readAll()) == 200)
    }
}
