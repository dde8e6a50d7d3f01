import HTTPClient
import SQLite
import Storage
import Testing

@testable import Serving

@Suite struct LimitsTests {
    @Test func whoAsksTooOftenWaits() async throws {
        var limits = ConsumerLimits()
        limits.rate = 0.01
        limits.burst = 3
        let hub = try Hub(limits: limits)
        let key = try hub.consumer("busy", feeds: ["water"])
        let other = try hub.consumer("calm", feeds: ["water"])
        var statuses: [Int] = []
        for _ in 0..<5 { statuses.append(try await hub.get("/v1/me", key: key).status) }
        #expect(statuses == [200, 200, 200, 429, 429])
        let refused = try await hub.get("/v1/me", key: key)
        #expect(refused.fields["Retry-After"].flatMap { Int($0) } ?? 0 > 30 && refused.kind == "too-many")
        #expect(try await hub.get("/v1/me", key: other).status == 200)
    }

    @Test func strangersAreSlowedDown() async throws {
        var limits = ConsumerLimits.none
        limits.strangers = 0.01
        limits.strangersBurst = 4
        let hub = try Hub(limits: limits)
        var statuses: [Int] = []
        for _ in 0..<6 { statuses.append(try await hub.get("/v1/me", key: "hub_x").status) }
        #expect(statuses == [401, 401, 401, 401, 429, 429])
        // The refusals of those who go on are counted, not logged: they must not fill the disk.
        #expect(try hub.logged().count == 4)
        #expect(hub.server.metrics.current.unlogged == 2)
    }

    /// What cannot be logged is not answered.
    @Test func aFullLogRefuses() async throws {
        let hub = try Hub(logCapacity: 10)
        try hub.publisher.commit(1, "厂", "441802")
        let key = try hub.consumer("water", feeds: ["water"])
        // Another process keeps the log's file locked: rows wait.
        let lock = try Store.locker(hub.logPath)
        var statuses: [Int] = []
        for _ in 0..<14 {
            let answer = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key)
            statuses.append(answer.status)
            if answer.status == 503 {
                #expect(answer.kind == "access-log" && answer.fields["Retry-After"] != nil)
                #expect(!answer.text.contains("厂"))
            }
        }
        #expect(statuses == Array(repeating: 200, count: 10) + Array(repeating: 503, count: 4))
        #expect(hub.log.health.isLate)
        try lock.execute("COMMIT")
        #expect(try hub.logged().count == 10)
        #expect(try await hub.get("/v1/feeds/water/changes?cursor=start", key: key).status == 200)
        #expect(!hub.log.health.isLate && hub.server.metrics.current.unlogged == 4)
    }

    @Test func everyRequestHasItsRow() async throws {
        let hub = try Hub()
        for row in 1...3 as ClosedRange<Int64> { try hub.publisher.commit(row, "厂", "441802") }
        let key = try hub.consumer("water", feeds: ["water"])
        let page = try await hub.get(
            "/v1/feeds/water/changes?cursor=start&limit=2", key: key, fields: [("Purpose-Ref", "案号〔2026〕7")])
        _ = try await hub.get("/v1/feeds/police", key: key)
        _ = try await hub.get("/nothing", key: "wrong")
        _ = try await hub.get("/v1/me", key: key, method: "DELETE")
        let rows = try hub.logged()
        #expect(rows.map(\.status) == [200, 403, 401, 405])
        #expect(rows.map(\.consumer) == ["water", "water", "", ""])
        #expect(rows.map(\.path) == ["/v1/feeds/{feed}/changes", "/v1/feeds/{feed}", "other", "/v1/me"])
        #expect(rows.map(\.method) == ["GET", "GET", "GET", "DELETE"])
        let first = try #require(rows.first)
        #expect(first.cursorFrom == 0 && first.cursorTo == 2 && first.count == 2 && first.bytes == page.body.count)
        #expect(first.purpose == "执法检查" && first.purposeRef == "案号〔2026〕7" && first.feed == "water")
        #expect(first.address == "127.0.0.1" && first.request == page.fields["Request-Id"])
        #expect(first.duration > 0 && abs(first.at - Hub.now) < 60_000)
        #expect(key.contains(first.key) && !first.key.isEmpty)
        #expect(!rows.contains { "\($0)".contains(key.suffix(43)) })
    }
}
