import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// While one partner, or a stranger, abuses the hub, the others are answered as ever: their p99 at most doubles.
@Suite(.serialized) struct AbuseTests {
    /// What a slow client of slowhttptest does, beside where to.
    static let slow: [(name: String, words: [String])] = [
        // A header of each connection every second, for ever.
        ("slow headers", ["-H", "-i", "1", "-x", "24", "-t", "GET"]),
        ("slow bodies", ["-B", "-i", "1", "-s", "15000", "-x", "10", "-t", "POST"]),
    ]

    @Test(.timeLimit(.minutes(5)), arguments: slow.indices)
    func slowSenders(_ place: Int) async throws {
        guard let tool = AbusingProgram.path("slowhttptest") else { return }
        let abused = try await AbusedHub()
        try abused.holds(Self.slow[place].name) {
            let program = try TestProgram(
                [tool, "-c", "1000", "-r", "800", "-l", "9", "-p", "3", "-u", abused.server.partner + "/v1/me"]
                    + Self.slow[place].words)
            return AbusingProgram(program: program) { #expect($0.contains("slow HTTP test status")) }
        }
        #expect(abused.server.stop() == 0)
    }

    /// A partner's links open large answers, which are read by some bytes a second. The answers are of the kind that is large and soon
    /// made: how long a serving thread is at one that takes work is not what this is about, and twenty times as long without optimisation.
    @Test(.timeLimit(.minutes(5))) func slowReaders() async throws {
        guard let tool = AbusingProgram.path("slowhttptest") else { return }
        let abused = try await AbusedHub()
        let made = try abused.hub.json(
            "consumer", "link", "bad", "/v1/feeds/partners/pollution_source?f=ndjson&limit=5000", "--public-url",
            abused.server.partner)
        let link = try #require(made["url"]?.stringValue)
        #expect(try await HTTPSession().perform(TransferRequest(link)).status == 200)
        try abused.holds("slow readers") {
            let program = try TestProgram([
                tool, "-X", "-c", "1000", "-r", "800", "-l", "9", "-p", "3", "-w", "256", "-y", "512", "-n", "2", "-z",
                "16", "-k", "3", "-u", link,
            ])
            return AbusingProgram(program: program) { #expect($0.contains("slow HTTP test status")) }
        }
        #expect(abused.server.stop() == 0)
    }

    /// Two hundred at a time, each again as soon as it is answered: few of them are.
    @Test(.timeLimit(.minutes(5)), arguments: ["bad", "stranger", "visitor"])
    func parallelFetches(_ who: String) async throws {
        guard let tool = AbusingProgram.path("wrk") else { return }
        let abused = try await AbusedHub()
        let target = who == "visitor" ? "/conformance" : "/v1/feeds/partners/changes?cursor=start&limit=500"
        let key = who == "bad" ? abused.bad : "hub_nobody"
        try abused.holds("200 fetches of a \(who)") {
            let program = try TestProgram([
                tool, "-t", "2", "-c", "200", "-d", "8", "-H", "Authorization: Bearer \(key)",
                abused.server.partner + target,
            ])
            return AbusingProgram(program: program) { said in
                let all = said.firstMatch(of: /([0-9]+) requests in/).flatMap { Int($0.output.1) } ?? 0
                let refused =
                    said.firstMatch(of: /Non-2xx or 3xx responses: ([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
                // Over its rate it is refused, and so slowly that the refusals cost nobody anything.
                #expect(refused > 100 && all < 6_000, "\(said)")
            }
        }
        #expect(abused.server.stop() == 0)
    }

    /// Half of them say nothing, half have asked once; from twenty addresses, as many each as one may have.
    @Test(.timeLimit(.minutes(5))) func idleConnections() async throws {
        let abused = try await AbusedHub()
        try abused.holds("5,000 idle connections") {
            let clients = try (0..<5_000).map { place in
                let client = try RawClient(port: abused.port, from: 0x0200 + UInt32(place / 250), patience: 1)
                if place % 2 == 0 { client.send("GET /conformance HTTP/1.1\r\nHost: a\r\n\r\n") }
                return client
            }
            return OpenConnections(clients: clients) { clients in
                // They were let in: the hub bears them, it does not turn them away.
                for client in clients.prefix(400) { _ = client.readAll() }
                #expect(clients.prefix(400).count { $0.isClosed } < 40)
            }
        }
        #expect(abused.server.stop() == 0)
    }

    /// One address opens all that it can: it gets its share, and the others get in.
    @Test(.timeLimit(.minutes(5))) func oneAddressThatTakesAll() async throws {
        let abused = try await AbusedHub()
        try abused.holds("one address") {
            let clients = try (0..<2_000).map { _ in try RawClient(port: abused.port, from: 0x0301, patience: 20) }
            return OpenConnections(clients: clients) { clients in
                for client in clients { _ = client.read() }
                #expect(clients.count { !$0.isClosed } <= 256)
            }
        }
        #expect(abused.server.stop() == 0)
    }

    /// The streams that a partner may not have are refused; those that it has, it keeps.
    @Test(.timeLimit(.minutes(5))) func streamsWithoutEnd() async throws {
        let abused = try await AbusedHub()
        try abused.holds("streams") {
            let clients = try (0..<100).map { _ in
                let client = try RawClient(port: abused.port, patience: 1_200)
                client.send(
                    "GET /v1/feeds/partners/changes?cursor=now HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
                        + "Authorization: Bearer \(abused.bad)\r\n\r\n")
                return client
            }
            return OpenConnections(clients: clients) { clients in
                let heads = clients.map { String(decoding: $0.read(), as: UTF8.self).prefix(12) }
                #expect(heads.count { $0 == "HTTP/1.1 200" } == 32 && heads.count { $0 == "HTTP/1.1 429" } == 68)
            }
        }
        #expect(abused.server.stop() == 0)
    }
}
