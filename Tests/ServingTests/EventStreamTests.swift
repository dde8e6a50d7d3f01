import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// The live stream of a feed's changes.
@Suite struct EventStreamTests {
    private let hub: Hub
    private let key: String

    init() throws {
        var limits = ConsumerLimits.none
        limits.waiting = 3
        limits.heartbeat = .milliseconds(600)
        limits.patience = .milliseconds(500)
        hub = try Hub(limits: limits)
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit([(1, ["一厂", "441802"]), (2, ["二厂", "441802"])])
    }

    private func open(_ query: String, lastID: String? = nil, fields: String = "") throws -> EventReader {
        try EventReader(hub, key: key, query, lastID: lastID, fields: fields)
    }

    private func waitForStreams(_ count: Int) async throws {
        _ = await becomes { hub.server.metrics.current.streams == count }
        #expect(hub.server.metrics.current.streams == count)
    }

    /// The row of a stream that has ended.
    private func row() async throws -> AccessLogEntry? {
        try await waitForStreams(0)
        let rows = try hub.logged().filter { $0.cursorFrom != nil }
        #expect(rows.count == 1)
        return rows.first
    }

    @Test func whatThereIsAndThenWhatComes() async throws {
        let reader = try open("cursor=start")
        #expect(reader.status == 200 && reader.head.contains("Content-Type: text/event-stream"))
        let first = await reader.batch()
        #expect(first.map(\.event) == ["retry", "upsert", "upsert", "end"])
        #expect(first.dropFirst().dropLast().map(\.json.id) == [Publisher.id(1), Publisher.id(2)])
        #expect(first.last?.json["count"] == 2 && first.last?.json["cursor"]?.stringValue == first.last?.id)
        try hub.publisher.commit([(1, nil), (2, ["二厂", "441801"]), (3, ["三厂", "441802"])])
        hub.server.signal.notify()
        let second = await reader.batch()
        #expect(second.map(\.event) == ["delete", "leave", "upsert", "end"])
        // Nobody tells of this one: the publisher has a connection of its own, as another process has.
        try hub.publisher.commit(4, "四厂", "441802")
        #expect(await reader.batch().map(\.event) == ["upsert", "end"])
        reader.close()
        let row = try #require(try await row())
        #expect(row.count == 6 && row.cursorFrom == 0 && row.cursorTo == 6 && row.status == 499 && row.bytes > 500)
        #expect(row.path == "/v1/feeds/{feed}/changes" && row.consumer == "mirror" && row.purpose == "执法检查")
    }

    /// Each line's id is a cursor for polls, and each poll's cursor is an id.
    @Test func idsAreCursors() async throws {
        let events = try await open("cursor=start").batch()
        let page = try await hub.get("/v1/feeds/water/changes?cursor=\(events[1].id ?? "")", key: key)
        #expect(page.lines.map(\.id) == [Publisher.id(2), ""])
        #expect(events.last?.id == page.fields["Feed-Cursor"])
        #expect(
            events[1].data
                == (try await hub.get("/v1/feeds/water/changes?cursor=start", key: key)).text
                .split(separator: "\n").first.map(String.init))
        let first = try await hub.get("/v1/feeds/water/changes?cursor=start&limit=1", key: key).fields["Feed-Cursor"]
        #expect(try await open("cursor=start", lastID: first).batch().map(\.event) == ["retry", "upsert", "end"])
    }

    @Test func theLastIDWinsOverTheCursorAlsoAfterARestart() async throws {
        let reader = try open("cursor=start&limit=1")
        var seen: [ServerEvent] = []
        while seen.count < 3, let event = await reader.next() { seen.append(event) }
        #expect(seen.map(\.event) == ["retry", "upsert", "end"] && seen[1].json.id == Publisher.id(1))
        try hub.restartServer()
        try hub.publisher.commit(3, "三厂", "441802")
        let again = try await open("cursor=start", lastID: seen[1].id).batch()
        #expect(again.map(\.json.id).filter { !$0.isEmpty } == [Publisher.id(2), Publisher.id(3)])
        #expect(try open("cursor=start", lastID: "nonsense").status == 400)
        // A client that has an id needs no cursor.
        #expect(try open("", lastID: seen[1].id).status == 200)
    }

    @Test func batchesFollowEachOther() async throws {
        try hub.publisher.commit((3...1200).map { (Int64($0), ["厂\($0)", "441802"]) })
        let events = try await open("cursor=start&limit=500").batch()
        let ends = events.filter { $0.event == "end" }.compactMap { $0.json["count"]?.intValue }
        #expect(ends.reduce(0, +) == 1200 && ends.count > 2 && ends.allSatisfy { $0 <= 500 })
        #expect(events.filter { $0.event == "end" && $0.json["more"] == false }.count == 1)
        #expect(events.filter { $0.event == "upsert" }.map(\.json.id) == (1...1200).map { Publisher.id(Int64($0)) })
    }

    /// Changes of other entities are not shown; but the cursor moves over them with the next sign of life.
    @Test func entityNarrows() async throws {
        let reader = try open("cursor=now&entity=outlet")
        let start = try #require(await reader.batch().last)
        try hub.publisher.commit(3, "三厂", "441802")
        let next = await reader.batch()
        #expect(next.map(\.event) == ["end"] && next[0].json["count"] == 0 && next[0].id != start.id)
    }

    @Test func silenceHasASignOfLife() async throws {
        let start = ContinuousClock.now
        let reader = try open("cursor=now")
        #expect(await reader.batch().map(\.event) == ["retry", "end"])
        for _ in 0..<2 { #expect(await reader.next()?.isComment == true) }
        #expect(start.duration(to: .now) > .milliseconds(900))
    }

    /// A key that was revoked shows nothing more, whether something is committed or not.
    @Test(arguments: [true, false]) func revocationEndsTheStream(_ withCommit: Bool) async throws {
        let reader = try open("cursor=now")
        _ = await reader.batch()
        let consumer = try #require(try hub.publisher.store.consumer("mirror"))
        try hub.publisher.store.revokeKeys(of: consumer, at: Hub.now)
        if withCommit { try hub.publisher.commit(3, "CANARY", "441802") }
        #expect(await reader.rest().allSatisfy { $0.isComment })
        #expect(try await row()?.status == 401)
        #expect(try open("cursor=now").status == 401)
    }

    @Test func aGrantThatEndsEndsTheStream() async throws {
        let reader = try open("cursor=now")
        _ = await reader.batch()
        let consumer = try #require(try hub.publisher.store.consumer("mirror"))
        let grant = Grant(
            feed: "water", purpose: "x", legalBasis: "x", starts: Hub.now - 10_000, ends: Hub.now + 700, sources: [])
        try hub.publisher.store.setGrant(try #require(grant), of: consumer)
        #expect(await reader.rest().allSatisfy { $0.isComment })
        #expect(try await row()?.status == 403)
    }

    @Test func aCursorThatIsGoneIsToldBeforeAndInside() async throws {
        let feed = try #require(try hub.publisher.store.feeds().first { $0.name == "water" })
        let reader = try open("cursor=start")
        let id = try #require(await reader.batch().last?.id)
        try hub.publisher.store.inTransaction { try hub.publisher.store.renewFeed(feed.id) }
        let last = await reader.rest().filter { !$0.isComment }
        #expect(last.map(\.event) == ["gone"] && last[0].id == nil)
        #expect(last[0].json["reason"] == "epoch-changed" && last[0].json["status"] == 410)
        #expect(try await row()?.status == 410)
        let refused = try open("cursor=start", lastID: id)
        #expect(refused.status == 410 && refused.head.contains("application/problem+json"))
        #expect(await refused.body().contains("epoch-changed"))
    }

    @Test func tooManyStreamsAreRefused() async throws {
        let readers = try (0..<3).map { _ in try open("cursor=now") }
        for reader in readers { _ = await reader.batch() }
        #expect(try open("cursor=now").status == 429)
        #expect(try await hub.get("/v1/feeds/water/changes?cursor=now&wait=5", key: key).status == 429)
        readers[1].close()
        try await waitForStreams(2)
        #expect(try open("cursor=now").status == 200)
    }

    /// Whoever does not read is cut, keeps nothing here, and comes back for the rest.
    @Test func aSlowReaderIsCutAndResumes() async throws {
        let name = String(repeating: "长", count: 20_000)
        for block in 0..<3 {
            try hub.publisher.commit((0..<100).map { (Int64(10 + block * 100 + $0), [name, "441802"]) })
        }
        let reader = try open("cursor=start")
        let row = try #require(try await row())
        #expect(row.status == 408 && row.cursorTo ?? .max < 302)
        var seen = await reader.rest().filter { $0.event == "upsert" }.compactMap(\.id)
        #expect(seen.count < 302)
        while seen.count < 302, let last = seen.last {
            seen += try await open("cursor=start", lastID: last).batch().filter { $0.event == "upsert" }.compactMap(
                \.id)
        }
        #expect(seen.count == 302 && Set(seen).count == 302)
    }

    @Test func stoppingEndsTheStreamInGoodOrder() async throws {
        let reader = try open("cursor=start")
        _ = await reader.batch()
        hub.server.stop()
        #expect(await reader.rest().allSatisfy { $0.isComment })
        #expect(try await row()?.status == 503)
    }

    @Test func streamsAreNeverPacked() async throws {
        let reader = try open("cursor=start", fields: "Accept-Encoding: gzip\r\n")
        #expect(!reader.head.lowercased().contains("content-encoding"))
        #expect(await reader.batch().count == 4)
        let answer = try await hub.get(
            "/v1/feeds/water/changes?cursor=start", key: key, method: "HEAD", fields: [("Accept", "text/event-stream")])
        #expect(answer.status == 200 && answer.fields["Content-Type"] == "text/event-stream" && answer.body.isEmpty)
        try await waitForStreams(1)
    }

    @Test(arguments: ["cursor=now&wait=5", "", "cursor=x", "cursor=now&entity=nothing", "cursor=now&csv=raw"])
    func badQueries(_ query: String) async throws {
        #expect(try open(query).status == 400)
    }

    /// `f` decides before `Accept`, and so does what the client likes better.
    @Test(arguments: ["f=ndjson", "f=json"]) func aFormatIsNoStream(_ format: String) async throws {
        #expect(try await open("cursor=start&" + format).body().contains(#""op":"end""#))
    }

    @Test(arguments: [
        ("text/event-stream, */*", true),
        ("application/json;q=0.5, text/event-stream", true), ("application/json, text/event-stream", false),
        ("*/*", false), ("text/*", false), ("text/event-stream;q=0", false),
    ])
    func whoNamesStreamsGetsOne(_ accept: String, _ isStream: Bool) async throws {
        let reader = try EventReader(hub, key: key, "cursor=start", accept: accept)
        #expect(reader.head.contains("text/event-stream") == isStream, "\(reader.head)")
    }
}
