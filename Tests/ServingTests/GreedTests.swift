import HTTPClient
import Storage
import TestServers
import Testing

@testable import Serving

/// Consumers that take more than they may, from their own share only.
@Suite struct GreedTests {
    /// One who asks again as fast as it is refused turns slower; others, and those who are refused now and then, are not held up.
    @Test func refusalsComeLaterToThoseWhoGoOn() async throws {
        var limits = ConsumerLimits()
        limits.rate = 0.01
        limits.burst = 1
        limits.promptRefusals = 3
        limits.refusalDelay = .seconds(3)
        let hub = try Hub(limits: limits)
        let (busy, calm) = (try hub.consumer("busy", feeds: ["water"]), try hub.consumer("calm", feeds: ["water"]))
        /// The status, and whether it was held back.
        func ask(_ key: String) async throws -> (status: Int, isHeld: Bool) {
            let start = ContinuousClock.now
            let status = try await hub.get("/v1/me", key: key).status
            return (status, start.duration(to: .now) >= .seconds(3))
        }
        #expect(try await ask(busy) == (200, false))
        for _ in 0..<3 { #expect(try await ask(busy) == (429, false)) }
        // What was spent comes back at three a second: one who asks faster is held back before long.
        var asked = 3
        let isHeld = try await becomes {
            asked += 1
            let answer = try await ask(busy)
            #expect(answer.status == 429)
            return answer.isHeld
        }
        #expect(isHeld)
        #expect(try await ask(calm) == (200, false))
        // Each is logged once, held or not.
        #expect(try hub.logged().count { $0.consumer == "busy" && $0.status == 429 } == asked)
    }

    @Test func whatNeedsNoKeyHasItsLimit() async throws {
        var limits = ConsumerLimits()
        limits.visitors = 0.01
        limits.visitorsBurst = 2
        let hub = try Hub(limits: limits)
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await hub.get("/conformance", key: nil).status) }
        #expect(statuses == [200, 200, 429])
        let key = try hub.consumer("calm", feeds: ["water"])
        #expect(try await hub.get("/v1/me", key: key).status == 200)
    }

    /// Who asks for pages and reads none of them gets no more of them, until it reads or goes.
    @Test func answersOnTheirWayAreLimited() async throws {
        var limits = ConsumerLimits.none
        limits.sending = 20 << 20
        let hub = try Hub(limits: limits)
        let name = String(repeating: "厂", count: 800)
        try hub.publisher.commit((1...5_000).map { (row: $0, values: [name, "441802"]) })
        let key = try hub.consumer("mirror", feeds: ["water"])
        let page = "/v1/feeds/water/changes?cursor=start&limit=5000"
        let idle = try (0..<4).map { _ in try RawClient(port: hub.server.port) }
        for client in idle {
            client.send("GET \(page) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(key)\r\n\r\n")
        }
        #expect(await becomes { hub.server.metrics.current.statuses.values.reduce(0, +) >= 4 })
        let refused = try await hub.get(page, key: key)
        #expect(refused.status == 429 && refused.kind == "too-many" && refused.text.contains("20 MiB"))
        // What is small goes on, and so do others.
        #expect(try await hub.get("/v1/me", key: key).status == 200)
        #expect(try await hub.get(page, key: try hub.consumer("other", feeds: ["water"])).status == 200)
        idle.forEach { $0.close() }
        #expect(try await becomes { try await hub.get(page, key: key).status == 200 })
    }
}
