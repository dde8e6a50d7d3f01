import Feeds
import HTTPClient
import JSON
import SQLite
import TestServers
import Testing

@testable import Serving
@testable import Storage

@Suite struct ConsumerHealthTests {
    private let hub: Hub
    private let key: String
    private let path = "/v1/feeds/water/changes?cursor="

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water", "police"])
        hub.publisher.now = Hub.now - 3_600_000
        try hub.publisher.commit(1, "厂", "441802")
    }

    private func grant() async throws -> JSONValue {
        let me = try await hub.get("/v1/me", key: key).json
        return me["grants"]?.arrayValue?.first { $0["feed"] == "water" } ?? .null
    }

    private func lags() async throws -> [ConsumerLag] {
        let log = hub.log
        let health = ConsumerHealth(storePath: hub.storePath) { log.cursors }
        return try await health.look(["water": 90 * 86_400_000, "police": 90 * 86_400_000], at: Hub.now)
    }

    /// What counts is what the consumer came back with, not what it was sent.
    @Test func aCursorThatComesBackIsKept() async throws {
        #expect(try await grant()["acknowledged"] == .null)
        let first = try await hub.get(path + "start", key: key)
        let cursor = try #require(first.fields["Feed-Cursor"])
        var mine = try await grant()
        #expect(mine["acknowledged"] == 0 && mine["lag"] == 1)
        try hub.publisher.commit(2, "二", "441802")
        #expect(try await hub.get(path + cursor, key: key).lines.count == 2)
        mine = try await grant()
        #expect(mine["acknowledged"] == 1 && mine["lag"] == 1 && mine["state"] == "ok")
        #expect(mine["lag_seconds"]?.intValue ?? 0 > 3_000 && mine["expires"] != .null)
        #expect(try await lags().map(\.lines) == [1])
        // Another consumer knows nothing of it, and a refused cursor is no news.
        let other = try hub.consumer("other", feeds: ["water"])
        #expect(try await hub.get("/v1/me", key: other).json["grants"]?[0]?["acknowledged"] == .null)
        _ = try await hub.get(path + "x", key: key)
        _ = try await hub.get(path + "now", key: key, method: "HEAD")
        #expect(try await grant()["acknowledged"] == 1)
        let last = try await hub.get(path + "now", key: key)
        #expect(last.status == 200)
        mine = try await grant()
        #expect(mine["acknowledged"] == 2 && mine["lag"] == 0 && mine["lag_seconds"] == 0 && mine["expires"] == .null)
    }

    @Test func cursorsOutliveTheServer() async throws {
        _ = try await hub.get(path + "now", key: key)
        hub.log.flush()
        let again = try AccessLog(path: hub.logPath)
        let kept = try #require(again.cursor(of: "mirror", in: "water"))
        #expect(kept.position == 1 && kept == hub.log.cursor(of: "mirror", in: "water"))
        #expect(try AccessLogReader(path: hub.logPath).cursors() == [kept])
    }

    /// A log that cannot be written keeps cursors in memory until it can.
    @Test func cursorsWaitForALockedLog() async throws {
        hub.log.flush()
        let lock = try Store.locker(hub.logPath)
        _ = try await hub.get(path + "now", key: key)
        hub.log.flush()
        #expect(try AccessLogReader(path: hub.logPath).cursors().isEmpty)
        try lock.rollback()
        hub.log.flush()
        #expect(try AccessLogReader(path: hub.logPath).cursors().map(\.position) == [1])
    }

    /// A stream that is read has acknowledged what it has taken, without coming back.
    @Test func streamsAcknowledgeAsTheyGo() async throws {
        let reader = try EventReader(hub, key: key, "cursor=start")
        _ = await reader.next()
        try hub.publisher.commit(2, "二", "441802")
        hub.server.signal.notify()
        try hub.publisher.commit(3, "三", "441802")
        hub.server.signal.notify()
        let log = hub.log
        #expect(await becomes { log.cursor(of: "mirror", in: "water")?.position ?? 0 >= 1 })
        withExtendedLifetime(reader) {}
    }

    @Test func whoStaysAwayIsSeenInTime() throws {
        let day: Int64 = 86_400_000
        let head = FeedHead.sample(head: 100, horizon: 40)
        func lag(_ position: Int64, floor: Int64? = nil, age: Int64, retention: Int64 = 90) -> ConsumerLag {
            let cursor = AcknowledgedCursor(
                consumer: "a", feed: "water", epoch: head.epoch, position: position, floor: floor ?? position, at: 0)
            return ConsumerLag(cursor, head: head, retention: retention * day, at: 1_000 * day) { _ in
                (1_000 - age) * day
            }
        }
        #expect(lag(100, age: 500).state == .ok && lag(100, age: 500).expires == nil)
        #expect(lag(60, age: 10).state == .ok && lag(60, age: 71).state == .ok)
        // Of 90 days a fifth is 18.
        #expect(lag(60, age: 73).state == .expiring && lag(60, age: 73).lines == 40)
        // Of 20 days it is seven, of 10 half of them.
        #expect(lag(60, age: 12, retention: 20).state == .ok && lag(60, age: 14, retention: 20).state == .expiring)
        #expect(lag(60, age: 4, retention: 10).state == .ok && lag(60, age: 6, retention: 10).state == .expiring)
        #expect(lag(39, age: 1).state == .expired && lag(0, floor: 40, age: 1).state == .ok)
        #expect(lag(101, age: 1).state == .expired)
        var other = lag(60, age: 1).cursor
        other.epoch &+= 1
        #expect(ConsumerLag(other, head: head, retention: day, at: 0) { _ in 0 }.state == .expired)
    }

    /// Who has no grant any more is not counted, and the page has numbers only.
    @Test func metricsTellOfWhoMayRead() async throws {
        _ = try await hub.get(path + "start", key: key)
        let log = hub.log
        let health = ConsumerHealth(storePath: hub.storePath) { log.cursors }
        _ = try await health.look(["water": 86_400_000], at: Hub.now)
        let lines = health.families.first { $0.name == "envhub_consumer_lag_lines" }
        #expect(lines?.values.map(\.value) == [1] && lines?.values.first?.labels["consumer"] == "mirror")
        let consumer = try #require(try hub.publisher.store.consumer("mirror"))
        try hub.publisher.store.dropGrant(on: "water", of: consumer)
        #expect(try await health.look(["water": 86_400_000], at: Hub.now).isEmpty)
    }
}

extension FeedHead {
    fileprivate static func sample(head: Int64, horizon: Int64) -> FeedHead {
        FeedHead(id: 1, name: "water", epoch: "e", definition: "d", head: head, horizon: horizon, madeAt: 0)
    }
}
