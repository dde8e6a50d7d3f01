import Foundation
import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct LongPollTests {
    private let hub: Hub
    private let key: String

    init() throws {
        var limits = ConsumerLimits.none
        limits.waiting = 3
        hub = try Hub(limits: limits)
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
    }

    private func changes(_ query: String) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/water/changes?\(query)", key: key)
    }

    /// A request on its way, with a connection of its own.
    private func asking(_ query: String) -> Task<TransferResponse, any Error> {
        var request = TransferRequest(hub.base + "/v1/feeds/water/changes?\(query)")
        request.fields.add("Authorization", "Bearer \(key)")
        return Task { [request] in try await HTTPSession().perform(request) }
    }

    private func waitUntilWaiting(_ count: Int) async throws {
        _ = await becomes { hub.server.metrics.current.waiting == count }
        #expect(hub.server.metrics.current.waiting == count)
    }

    /// The publisher has a connection of its own, as another process has: nobody tells the server.
    @Test func aCommitElsewhereWakes() async throws {
        let waiting = asking("cursor=now&wait=30")
        try await waitUntilWaiting(1)
        let start = ContinuousClock.now
        try hub.publisher.commit(2, "新厂", "441802")
        let answer = try await waiting.value
        #expect(start.duration(to: .now) < .seconds(20))
        #expect(answer.lines.map(\.id) == [Publisher.id(2), ""])
        try await waitUntilWaiting(0)
    }

    @Test func aSignalWakesAtOnce() async throws {
        let waiting = asking("cursor=now&wait=30")
        try await waitUntilWaiting(1)
        try hub.publisher.commit(2, "新厂", "441802")
        let start = ContinuousClock.now
        hub.server.signal.notify()
        #expect(try await waiting.value.lines.count == 2)
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test func timeEndsAsAnEmptyPage() async throws {
        let cursor = try await changes("cursor=start").fields["Feed-Cursor"] ?? ""
        let start = ContinuousClock.now
        let answer = try await changes("cursor=\(cursor)&wait=1")
        #expect(start.duration(to: .now) > .milliseconds(900))
        #expect(answer.lines.map(\.op) == ["end"] && answer.fields["Feed-More"] == "false")
        #expect(try hub.logged().map(\.status) == [200, 200])
    }

    @Test func changesThatAreThereAreNotWaitedFor() async throws {
        let start = ContinuousClock.now
        #expect(try await changes("cursor=start&wait=60").lines.count == 2)
        #expect(start.duration(to: .now) < .seconds(30))
    }

    /// Changes outside of the filter do not end the wait, and are not shown again after it.
    @Test func otherEntitiesDoNotWake() async throws {
        let waiting = asking("cursor=now&wait=2&entity=outlet")
        try await waitUntilWaiting(1)
        try hub.publisher.commit(2, "新厂", "441802")
        hub.server.signal.notify()
        let answer = try await waiting.value
        #expect(answer.lines.map(\.op) == ["end"])
        #expect(try await changes("cursor=\(answer.fields["Feed-Cursor"] ?? "")").lines.count == 1)
    }

    @Test func tooManyWaitingAreRefused() async throws {
        let first = asking("cursor=now&wait=30")
        let second = asking("cursor=now&wait=30")
        let third = asking("cursor=now&wait=30")
        try await waitUntilWaiting(3)
        #expect(try await changes("cursor=now&wait=30").status == 429)
        #expect(try await changes("cursor=now").status == 200)
        try hub.publisher.commit(2, "新厂", "441802")
        hub.server.signal.notify()
        for waiting in [first, second, third] { #expect(try await waiting.value.lines.count == 2) }
    }

    /// A key that was revoked while its request waited opens nothing when it wakes.
    @Test func revocationEndsTheWait() async throws {
        let waiting = asking("cursor=now&wait=30")
        try await waitUntilWaiting(1)
        let consumer = try #require(try hub.publisher.store.consumer("mirror"))
        try hub.publisher.store.revokeKeys(of: consumer, at: Hub.now)
        try hub.publisher.commit(2, "新厂", "441802")
        hub.server.signal.notify()
        let answer = try await waiting.value
        #expect(answer.status == 401 && !answer.text.contains("新厂"))
    }

    @Test func clientsThatGoAwayAreLogged() async throws {
        let client = try RawClient(port: hub.server.port)
        client.send(
            "GET /v1/feeds/water/changes?cursor=now&wait=30 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n\r\n"
        )
        try await waitUntilWaiting(1)
        client.close()
        try await waitUntilWaiting(0)
        #expect(try hub.logged().map(\.status) == [499])
    }

    @Test func stoppingEndsTheWait() async throws {
        let waiting = asking("cursor=now&wait=30")
        try await waitUntilWaiting(1)
        hub.server.stop()
        let answer = try await waiting.value
        #expect(answer.status == 503 && answer.fields["Retry-After"] == "1")
        #expect(answer.fields["Content-Type"] == "application/problem+json" && answer.json["status"] == 503)
    }
}
