import Glibc
import HTTPServer
import Synchronization
import TestServers
import Testing

@Suite struct HTTPDeferralTests {
    /// Deferrals that the handler has handed out, and how they ended.
    final class Desk: Sendable {
        private let state = Mutex<(waiting: [HTTPDeferral], ends: [HTTPDeferral.End])>(([], []))

        func hold(timeout: Duration? = nil) -> HTTPAnswer {
            let deferral = HTTPDeferral(timeout: timeout) { end in self.state.withLock { $0.ends.append(end) } }
            state.withLock { $0.waiting.append(deferral) }
            return .later(deferral)
        }

        func next() -> HTTPDeferral? {
            let found = eventually { self.state.withLock { !$0.waiting.isEmpty } }
            return found ? state.withLock { $0.waiting.removeFirst() } : nil
        }

        var ends: [HTTPDeferral.End] { state.withLock { $0.ends } }
    }

    @Test func anyThreadCompletesAHeldRequest() throws {
        let desk = Desk()
        let server = try serve { _ in desk.hold() }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let deferral = try #require(desk.next())
        #expect(deferral.complete(try HTTPResponse(status: 200, text: "later")))
        #expect(bodyText(client.readAll()) == "later")
        #expect(!deferral.complete(try HTTPResponse(status: 200, text: "twice")))
        #expect(eventually { desk.ends == [.answered] })
    }

    @Test func anAnswerBeforeTheHandlerReturnsCounts() throws {
        let server = try serve { _ in
            let deferral = HTTPDeferral()
            deferral.complete(try HTTPResponse(status: 200, text: "early"))
            return .later(deferral)
        }
        #expect(bodyText(try RawClient.get(server.port, "/")) == "early")
    }

    @Test func wakeCallsTheHandlerAgain() throws {
        let desk = Desk()
        let server = try serve { request in
            if case .woken = request.wake { return .now(try HTTPResponse(status: 200, text: "woken " + request.path)) }
            return desk.hold()
        }
        let client = try RawClient(port: server.port)
        client.send("GET /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try #require(desk.next()).wake())
        #expect(bodyText(client.readAll()) == "woken /p")
    }

    @Test func aTimeoutCallsTheHandlerAgain() throws {
        let desk = Desk()
        let server = try serve { request in
            if case .expired = request.wake { return .now(try HTTPResponse(status: 200, text: "expired")) }
            return desk.hold(timeout: .milliseconds(50))
        }
        #expect(bodyText(try RawClient.get(server.port, "/")) == "expired")
        // The client may have its answer before the deferral has told its end.
        #expect(eventually { desk.ends == [.expired] })
    }

    @Test func aClientThatGoesAwayIsSeen() throws {
        let desk = Desk()
        let server = try serve { _ in desk.hold() }
        do {
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try #require(desk.next())
        }
        #expect(eventually { desk.ends == [.disconnected] })
    }

    @Test func stopAnswersAllThatWait() throws {
        let desk = Desk()
        let server = try serve { _ in desk.hold() }
        let clients = try [0, 1].map { _ in try HeldClient(port: server.port) }
        for _ in clients { _ = try #require(desk.next()) }
        server.stop()
        for client in clients { #expect(status(client.readAll()) == 503) }
        #expect(desk.ends == [.stopped, .stopped])
    }

    /// Completing, going away, timing out and stopping at the same time must neither crash nor lose an end.
    @Test func endsExactlyOnceUnderRaces() throws {
        let desk = Desk()
        let server = try serve { request in
            if case .none = request.wake { return desk.hold(timeout: .milliseconds(20)) }
            return .now(try HTTPResponse(status: 200))
        }
        let response = try HTTPResponse(status: 200, text: "x")
        for round in 0..<60 {
            do {
                let client = try RawClient(port: server.port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                if round % 3 == 0 { usleep(useconds_t(round * 700)) }
            }
            let deferral = try #require(desk.next())
            if round % 2 == 0 { deferral.complete(response) }
        }
        server.stop()
        #expect(desk.ends.count == 60)
    }
}

/// A raw client that can be put in an array, with its request sent.
final class HeldClient {
    private let client: RawClient

    init(port: Int) throws {
        client = try RawClient(port: port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    }

    func readAll() -> String { client.readAll() }

    /// What comes, up to a word or the end.
    func readAll(upTo word: String) -> String {
        var text = ""
        while !text.contains(word), case let piece = client.read(), !piece.isEmpty {
            text += String(decoding: piece, as: UTF8.self)
        }
        return text
    }
}
