import Glibc
import HTTPServer
import Synchronization
import TestServers
import Testing

@Suite struct HTTPLiveBodyTests {
    /// Says what it is told to its readers, to each in its turn.
    final class Speaker: Sendable {
        struct State {
            var bodies: [HTTPLiveBody] = []
            var said: [[UInt8]] = []
            var isOver = false
            var ends: [HTTPLiveBody.End] = []
            var reasons: [HTTPLiveBody.Reason] = []
        }

        let state = Mutex(State())
        var ends: [HTTPLiveBody.End] { state.withLock { $0.ends } }
        var reasons: [HTTPLiveBody.Reason] { state.withLock { $0.reasons } }
        var isWaiting: Bool { state.withLock { !$0.bodies.isEmpty } }

        func answer(patience: Duration = .seconds(30), time: Duration = .seconds(60)) throws -> HTTPAnswer {
            let place = Mutex((word: 0, offset: 0))
            let live = HTTPLiveBody(patience: patience, onEnd: { end in self.state.withLock { $0.ends.append(end) } }) {
                body, reason, room in
                self.state.withLock { state in
                    state.reasons.append(reason)
                    return place.withLock { place in
                        guard place.word < state.said.count else {
                            if !state.bodies.contains(where: { $0 === body }) { state.bodies.append(body) }
                            return state.isOver ? .end : .wait(time)
                        }
                        let word = state.said[place.word]
                        let count = min(word.count - place.offset, room.byteCount)
                        let piece = word[place.offset..<place.offset + count]
                        unsafe room.withUnsafeMutableBytes { unsafe $0.copyBytes(from: piece) }
                        place =
                            place.offset + count < word.count
                            ? (place.word, place.offset + count) : (place.word + 1, 0)
                        return .wrote(count)
                    }
                }
            }
            return .now(try HTTPResponse(status: 200, live: live))
        }

        func say(_ text: String) { say(Array(text.utf8)) }

        func say(_ bytes: [UInt8]) {
            let bodies = state.withLock { state in
                state.said.append(bytes)
                return state.bodies
            }
            for body in bodies { body.wake() }
        }

        func stop() {
            let bodies = state.withLock { state in
                state.isOver = true
                return state.bodies
            }
            for body in bodies { body.wake() }
        }
    }

    private func read(_ client: RawClient, until word: String) -> String {
        var text = ""
        while !text.contains(word) {
            let piece = client.read()
            if piece.isEmpty { return text }
            text += String(decoding: piece, as: UTF8.self)
        }
        return text
    }

    @Test func whatIsSaidLaterIsReadAtOnce() throws {
        let speaker = Speaker()
        let server = try serve { _ in try speaker.answer() }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        speaker.say("first")
        #expect(read(client, until: "first").contains("chunked"))
        for word in ["second", "third"] {
            #expect(eventually { speaker.isWaiting })
            speaker.say(word)
            #expect(read(client, until: word).contains(word))
        }
        speaker.stop()
        #expect(read(client, until: "0\r\n\r\n").hasSuffix("0\r\n\r\n"))
        #expect(eventually { speaker.ends == [.finished] })
        // The connection is whole: it takes another request.
        client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(bodyText(client.readAll()).contains("second"))
    }

    @Test(.enabled(if: TestCertificate.isAvailable)) func encryptedBodiesWaitToo() throws {
        let speaker = Speaker()
        let certificate = try TestCertificate()
        let server = try serve({
            $0.tls = .init(certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM)
        }) { _ in try speaker.answer() }
        let reader = try TestProgram([
            "curl", "-sSN", "--max-time", "30", "--cacert", certificate.file, "https://127.0.0.1:\(server.port)/",
        ])
        for word in ["first", "second", "third"] {
            #expect(eventually { speaker.isWaiting })
            speaker.say(word)
            #expect(eventually { reader.output.hasSuffix(word) })
        }
        speaker.stop()
        let ended = reader.wait()
        #expect(ended.status == 0 && ended.output == "firstsecondthird", "\(ended.errors)")
        #expect(eventually { speaker.ends == [.finished] })
    }

    @Test func timePassesWithoutAWord() throws {
        let speaker = Speaker()
        let server = try serve { _ in try speaker.answer(time: .milliseconds(20)) }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { speaker.reasons.count > 3 })
        #expect(speaker.reasons.first == .room && speaker.reasons.dropFirst().allSatisfy { $0 == .expired })
        speaker.stop()
        #expect(eventually { speaker.ends == [.finished] })
    }

    @Test func aClientThatVanishesIsSeen() throws {
        let speaker = Speaker()
        let server = try serve { _ in try speaker.answer() }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { speaker.isWaiting })
        client.close()
        #expect(eventually { speaker.ends == [.disconnected] })
        _ = server
    }

    /// A client that reads nothing is cut when its time is over; what it was given stays bounded.
    @Test func aClientThatDoesNotReadIsCut() throws {
        let speaker = Speaker()
        let server = try serve { _ in try speaker.answer(patience: .milliseconds(300)) }
        for _ in 0..<24 { speaker.say([UInt8](repeating: 0x78, count: 1 << 20)) }
        let client = try RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { speaker.ends == [.slow] })
        _ = (server, client)
    }

    @Test func anErrorCutsTheBody() throws {
        struct Broken: Error {}
        let ends = Mutex<[HTTPLiveBody.End]>([])
        let server = try serve { _ in
            let live = HTTPLiveBody(onEnd: { end in ends.withLock { $0.append(end) } }) { _, _, _ in throw Broken() }
            return .now(try HTTPResponse(status: 200, live: live))
        }
        #expect(!(try RawClient.get(server.port, "/").hasSuffix("0\r\n\r\n")))
        #expect(eventually { ends.withLock { $0 == [.failed] } })
    }

    @Test func aResponseThatIsNeverSentEndsItsBody() throws {
        let ends = Mutex<[HTTPLiveBody.End]>([])
        do {
            let live = HTTPLiveBody(onEnd: { end in ends.withLock { $0.append(end) } }) { _, _, _ in .end }
            _ = try HTTPResponse(status: 200, live: live)
        }
        #expect(ends.withLock { $0 } == [.disconnected])
    }

    @Test func stopEndsBodiesInGoodOrder() throws {
        let speaker = Speaker()
        speaker.say("hello")
        let server = try serve({ $0.stopGrace = .seconds(60) }) { _ in try speaker.answer() }
        let clients = try (0..<3).map { _ in try HeldClient(port: server.port) }
        #expect(eventually { speaker.state.withLock { $0.bodies.count == 3 } })
        let start = ContinuousClock.now
        server.stop()
        #expect(start.duration(to: .now) < .seconds(30))
        for client in clients { #expect(bodyText(client.readAll()).hasSuffix("hello\r\n0\r\n\r\n")) }
        #expect(speaker.ends == [.stopped, .stopped, .stopped])
    }

    /// Five hundred bodies on one thread, which answers other requests all the while.
    @Test func manyBodiesOnOneThread() throws {
        let speaker = Speaker()
        let server = try serve({ $0.threads = 1 }) { request in
            request.path == "/other" ? .now(try HTTPResponse(status: 200, text: "other")) : try speaker.answer()
        }
        let clients = try (0..<500).map { _ in try HeldClient(port: server.port) }
        #expect(eventually { speaker.state.withLock { $0.bodies.count == 500 } })
        #expect(threads() < 500)
        #expect(bodyText(try RawClient.get(server.port, "/other")) == "other")
        speaker.say("to all")
        speaker.stop()
        for client in clients { #expect(client.readAll(upTo: "0\r\n\r\n").contains("to all")) }
        #expect(eventually { speaker.ends.count == 500 })
        #expect(speaker.ends.allSatisfy { $0 == .finished })
    }

    /// Waking, going away, timing out and stopping at the same time must neither crash nor lose an end.
    @Test func endsExactlyOnceUnderRaces() throws {
        let speaker = Speaker()
        let server = try serve { _ in try speaker.answer(time: .milliseconds(20)) }
        for round in 0..<60 {
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            if round % 3 == 0 { usleep(useconds_t(round * 700)) }
            speaker.say("x")
            if round % 2 == 0 { _ = client.read() }
        }
        let bodies = speaker.state.withLock { $0.bodies.count }
        server.stop()
        #expect(speaker.ends.count >= bodies && speaker.ends.count <= 60)
        #expect(!speaker.ends.contains(.slow) && !speaker.ends.contains(.failed))
    }

    private func threads() -> Int {
        guard let folder = unsafe opendir("/proc/self/task") else { return 0 }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        return count - 2
    }
}
