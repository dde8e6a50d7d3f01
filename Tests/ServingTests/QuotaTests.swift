import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct QuotaTests {
    private let hub: Hub

    init() throws {
        hub = try Hub()
        for row in 1...5 as ClosedRange<Int64> { try hub.publisher.commit(row, "厂", "441802") }
    }

    private func limit(_ name: String, _ change: (inout ConsumerQuota) -> Void) throws {
        let consumer = try #require(try hub.publisher.store.consumer(name))
        var quota = consumer.quota
        change(&quota)
        try hub.publisher.store.setQuota(quota, of: consumer)
    }

    @Test func usageCountsByFeedAndDay() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        let page = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key)
        _ = try await hub.get("/v1/feeds/water/changes", key: key)
        _ = try await hub.get("/v1/me", key: key)
        hub.log.flush()
        let usage = try await hub.get("/v1/me/usage", key: key).json
        let days = try #require(usage["days"]?.arrayValue)
        #expect(days.count == 2 && usage["consumer"] == "mine" && usage["to"] == days[0]["day"])
        let water = try #require(days.first { $0["feed"] == "water" })
        #expect(water["requests"] == 2 && water["lines"] == 5 && water["errors"] == 1)
        #expect(water["bytes"]?.intValue ?? 0 > page.body.count)
        #expect(days.first { $0["feed"] == .null }?["requests"] == 1)
        #expect(usage["limits"]?["daily_lines"] == .null)
        // Another process sees the same: the counts are in the log's file.
        let again = try AccessLog(path: hub.logPath)
        #expect(again.use(of: "mine", at: Hub.now).lines == 5)
        #expect(try await hub.get("/v1/me/usage?days=40", key: key).status == 200)
        #expect(try await hub.get("/v1/me/usage?days=0", key: key).status == 400)
        #expect(try await hub.get("/v1/me/usage", key: nil).status == 401)
    }

    @Test func usageGoesBackAMonthAndNoFurther() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        for day in [0, 5, 30, 31, 90] as [Int64] {
            var entry = AccessLogEntry()
            entry.at = Hub.now - day * 86_400_000
            entry.consumer = "mine"
            entry.feed = "water"
            hub.log.append(entry)
        }
        hub.log.flush()
        #expect(try await hub.get("/v1/me/usage", key: key).json["days"]?.arrayValue?.count == 3)
        hub.log.flush()
        #expect(try await hub.get("/v1/me/usage?days=6", key: key).json["days"]?.arrayValue?.count == 3)
    }

    @Test func aRateOfOnesOwnHolds() async throws {
        let key = try hub.consumer("slow", feeds: ["water"])
        let other = try hub.consumer("other", feeds: ["water"])
        try limit("slow") {
            $0.rate = 0.01
            $0.burst = 3
        }
        let first = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key)
        #expect(first.status == 200)
        #expect(first.fields["RateLimit-Policy"] == #""burst";q=3;w=300"#)
        #expect(first.fields["RateLimit"] == #""burst";r=2;t=100"#)
        let me = try await hub.get("/v1/me", key: key)
        #expect(me.json["limits"]?["burst"] == 3 && me.fields["RateLimit"]?.contains("r=1") == true)
        #expect(try await hub.get("/v1/me", key: key).status == 200)
        let refused = try await hub.get("/v1/me", key: key)
        #expect(refused.status == 429 && refused.kind == "too-many" && refused.fields["Retry-After"] != nil)
        #expect(refused.fields["RateLimit"]?.contains("r=0") == true)
        let calm = try await hub.get("/v1/me", key: other)
        #expect(calm.status == 200 && calm.fields["RateLimit"] == nil)
        // The limit goes with the next request.
        try limit("slow") { $0 = ConsumerQuota() }
        #expect(try await hub.get("/v1/me", key: key).status == 200)
    }

    @Test func aDailyQuotaEndsWithTheDay() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        try limit("mine") { $0.dailyLines = 8 }
        let path = "/v1/feeds/water/changes?cursor=start"
        #expect(try await hub.get(path, key: key).status == 200)
        let limits = try await hub.get("/v1/me", key: key).json["limits"]
        #expect(limits?["daily_lines"]?["limit"] == 8 && limits?["daily_lines"]?["remaining"] == 3)
        // What has begun is finished: the answer that passes the quota is whole.
        #expect(try await hub.get(path, key: key).lines.count == 6)
        let refused = try await hub.get(path, key: key)
        #expect(refused.status == 429 && refused.kind == "quota" && refused.text.contains("8 lines"))
        let wait = try #require(refused.fields["Retry-After"].flatMap { Int64($0) })
        #expect((1...86_400).contains(wait))
        #expect(abs(AccessDay.start(AccessDay.of(Hub.now) + 1) - Hub.now - wait * 1_000) < 5_000)
        // A consumer can ask why, and a new process knows.
        #expect(try await hub.get("/v1/me/usage", key: key).json["limits"]?["daily_lines"]?["remaining"] == 0)
        try hub.restartServer()
        #expect(try await hub.get(path, key: key).kind == "quota")
        try limit("mine") {
            $0.dailyLines = nil; $0.dailyBytes = 1 << 40
        }
        #expect(try await hub.get(path, key: key).status == 200)
        try limit("mine") { $0.dailyBytes = 10 }
        #expect(try await hub.get(path, key: key).text.contains("10 bytes"))
    }

    @Test func aStreamEndsWithItsQuota() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        try limit("mine") { $0.dailyLines = 6 }
        let reader = try EventReader(hub, key: key, "cursor=start")
        #expect(await reader.batch().count { $0.event == "upsert" } == 5)
        try hub.publisher.commit(6, "厂", "441802")
        hub.server.signal.notify()
        #expect(await reader.batch().count { $0.event == "upsert" } == 1)
        // Now the quota has been used: what comes is not shown.
        try hub.publisher.commit(7, "厂", "441802")
        hub.server.signal.notify()
        #expect(await reader.rest().isEmpty)
        #expect(try await becomes { try !hub.logged().isEmpty })
        let row = try #require(try hub.logged().first)
        #expect(row.status == 429 && row.count == 6)
    }

    @Test func daysAreThoseOfChina() {
        // 2026-11-30T15:59:59.999Z is the last millisecond of the day in China.
        let end: Int64 = 1_796_054_400_000 - 1
        #expect(AccessDay.of(end) + 1 == AccessDay.of(end + 1))
        #expect(AccessDay.start(AccessDay.of(end + 1)) == end + 1)
        #expect(AccessDay.of(-8 * 3_600_000) == 0 && AccessDay.of(-8 * 3_600_000 - 1) == -1)
    }
}
