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
        limits.refusalDelay = .milliseconds(700)
        let hub = try Hub(limits: limits)
        let (busy, calm) = (try hub.consumer("busy", feeds: ["water"]), try hub.consumer("calm", feeds: ["water"]))
        var times: [Duration] = []
        for turn in 0..<7 {
            let start = ContinuousClock.now
            #expect(try await hub.get("/v1/me", key: busy).status == (turn == 0 ? 200 : 429))
            times.append(start.duration(to: .now))
        }
        // What was spent comes back at three a second, so of the three later ones at least one is late.
        #expect(times[..<4].allSatisfy { $0 < .milliseconds(600) } && times[4...].contains { $0 > .milliseconds(600) })
        let start = ContinuousClock.now
        #expect(try await hub.get("/v1/me", key: calm).status == 200)
        #expect(start.duration(to: .now) < .milliseconds(600))
        // Each is logged once, held or not.
        #expect(try hub.logged().count { $0.consumer == "busy" && $0.status == 429 } == 6)
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
        while hub.server.metrics.current.statuses.values.reduce(0, +) < 4 {
            try await Task.sleep(for: .milliseconds(10))
        }
        let refused = try await hub.get(page, key: key)
        #expect(refused.status == 429 && refused.kind == "too-many" && refused.text.contains("20 MiB"))
        // What is small goes on, and so do others.
        #expect(try await hub.get("/v1/me", key: key).status == 200)
        #expect(try await hub.get(page, key: try hub.consumer("other", feeds: ["water"])).status == 200)
        idle.forEach { $0.close() }
        var status = 0
        for _ in 0..<100 where status != 200 {
            status = try await hub.get(page, key: key).status
            if status != 200 { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(status == 200)
    }
}
