import Feeds
import HTTPClient
import JSON
import Model
import Storage
import Testing

@testable import Serving

@Suite struct CursorTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water", "police"])
        for row in 1...4 as ClosedRange<Int64> { try hub.publisher.commit(row, "厂\(row)", "441802") }
    }

    private func changes(_ cursor: String, feed: String = "water", limit: Int = 2) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/\(feed)/changes?cursor=\(cursor)&limit=\(limit)", key: key)
    }

    private func cursor(_ answer: TransferResponse) -> String { answer.fields["Feed-Cursor"] ?? "" }

    @Test func forgedCursorsAreRefused() async throws {
        let good = cursor(try await changes("start"))
        let seal = CursorSeal(secret: [UInt8](repeating: 7, count: 32))
        var forged: [UInt8] = []
        seal.append(FeedCursor(feed: 1, epoch: 0, schema: 0, position: 0, floor: 0), to: &forged)
        let other = good.first == "A" ? "B" : "A"
        let bad = [
            String(good.dropLast()), good + "A", other + good.dropFirst(), String(decoding: forged, as: UTF8.self),
            String(good.reversed()), good + "%00", good + "%0a",
        ]
        for text in bad { #expect(try await changes(text).kind == "bad-cursor", "\(text)") }
        #expect(try await changes(good, feed: "police").kind == "bad-cursor")
        #expect(try await changes(good).status == 200)
    }

    @Test func purgedTombstonesEndOldCursors() async throws {
        let early = cursor(try await changes("start", limit: 5000))
        let midScan = cursor(try await changes("start"))
        try hub.publisher.remove(4)
        let late = cursor(try await changes("start", limit: 5000))
        let store = hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        _ = try store.inTransaction { try store.purgeFeed(feed.id, before: hub.publisher.now + 1) }
        for expired in [early, midScan] {
            let answer = try await changes(expired)
            #expect(answer.status == 410 && answer.kind == "cursor-gone")
            #expect(answer.json["reason"] == "retention")
            #expect(answer.json["restart"] == "/v1/feeds/water/changes?cursor=start")
        }
        #expect(try await changes(late).status == 200)
        #expect(try await changes("start", limit: 5000).lines.map(\.op) == ["upsert", "upsert", "upsert", "end"])
    }

    /// A first load that began after the tombstones were made is not thrown back by their purge, however far it is.
    @Test func theFloorKeepsALoadAlive() async throws {
        try hub.publisher.remove(4)
        let midScan = cursor(try await changes("start"))
        let store = hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        _ = try store.inTransaction { try store.purgeFeed(feed.id, before: hub.publisher.now + 1) }
        #expect(try await changes(midScan).status == 200)
    }

    /// Until then, and no shorter, the cursor goes on: the feed keeps tombstones for 90 days.
    @Test func cursorsSayUntilWhenTheyHold() async throws {
        let kept: Int64 = 90 * 86_400_000
        func expiry(_ answer: TransferResponse) throws -> Int64 {
            let text = try #require(answer.fields["Feed-Cursor-Expires"])
            return try DatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").instant(text, zone: .utc).milliseconds
        }
        // At the head nothing is missing: what comes is kept from now on.
        let load = try await changes("start", limit: 5000)
        #expect(abs(try expiry(load) - Hub.now - kept) < 60_000)
        #expect(abs(try expiry(try await changes("start")) - Hub.now - kept) < 60_000)
        try hub.publisher.remove(3)
        try hub.publisher.remove(4)
        let behind = try await changes(cursor(load), limit: 1)
        #expect(try expiry(behind) == hub.publisher.now + kept)
        let end = hub.publisher.now
        // At that moment exactly the next line may still be there; a millisecond later it is purged, and the cursor is over.
        let store = hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        _ = try store.inTransaction { try store.purgeFeed(feed.id, before: end) }
        #expect(try await changes(cursor(behind)).status == 200)
        _ = try store.inTransaction { try store.purgeFeed(feed.id, before: end + 1) }
        #expect(try await changes(cursor(behind)).status == 410)
    }

    @Test func aNewEpochEndsEveryCursor() async throws {
        let old = cursor(try await changes("start"))
        let store = hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        try store.inTransaction { try store.renewFeed(feed.id) }
        #expect(try await changes(old).json["reason"] == "epoch-changed")
        let next = cursor(try await changes("start"))
        try store.inTransaction { try store.restartFeed(feed.id, definition: feed.definition) }
        #expect(try await changes(next).json["reason"] == "feed-changed")
    }

    /// A store put back from a copy without a new epoch: positions that were never given are noticed at least.
    @Test func positionsBehindTheHeadAreRefused() async throws {
        let far = cursor(try await changes("start", limit: 5000))
        try hub.publisher.store.run("UPDATE hub_feed SET head = 2")
        #expect(try await changes(far).json["reason"] == "epoch-changed")
    }
}
