import Crypto
import Foundation
import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// Counts and sums by which a consumer sees whether its mirror is whole.
@Suite struct DigestTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water", "police"])
        try hub.publisher.commit((1...200).map { (Int64($0), ["厂\($0)", $0 % 10 == 0 ? "441801" : "441802"]) })
    }

    private func digest(_ feed: String = "water", fields: [(String, String)] = []) async throws -> TransferResponse {
        try await hub.get("/v1/feeds/\(feed)/digest", key: key, fields: fields)
    }

    /// The same sum by long addition of the hashes, written down another way.
    private func sum(_ lines: [JSONValue]) -> String {
        var total = [UInt8](repeating: 0, count: 32)
        for line in lines where line["record"] != nil {
            let hash = SHA256.hash("\(line.id)\0\(line["rev"]?.intValue ?? 0)").bytes
            var carry = 0
            for place in (0..<32).reversed() {
                carry += Int(total[place]) + Int(hash[place])
                total[place] = UInt8(carry & 255)
                carry >>= 8
            }
        }
        return total.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func theSumIsThatOfTheRecords() async throws {
        for _ in 0..<3 {
            for feed in ["water", "police"] {
                let page = try await hub.get("/v1/feeds/\(feed)/changes?cursor=start&limit=5000", key: key)
                let answer = try await digest(feed)
                let entity = answer.json["entities"]?["pollution_source"]
                #expect(entity?["count"]?.intValue == page.lines.filter { $0["record"] != nil }.count)
                #expect(entity?["sum"]?.stringValue == sum(page.lines))
                #expect(answer.json["cursor"]?.stringValue == page.fields["Feed-Cursor"])
            }
            let outlet = try await digest().json["entities"]?["outlet"]
            #expect(outlet == ["count": 0, "sum": .string(String(repeating: "0", count: 64))])
            try hub.publisher.commit([
                (1, nil), (2, ["厂", "441801"]), (10, ["厂10", "441802"]), (300, ["新", "441802"]),
            ])
        }
    }

    @Test func theTagIsTheHead() async throws {
        let first = try await digest()
        let tag = try #require(first.fields["ETag"])
        #expect(try await digest(fields: [("If-None-Match", tag)]).status == 304)
        try hub.publisher.commit(500, "厂", "441802")
        let next = try await digest(fields: [("If-None-Match", tag)])
        #expect(next.status == 200 && next.json["head"]?.intValue == (first.json["head"]?.intValue ?? 0) + 1)
        #expect(next.json["entities"] != first.json["entities"])
    }

    /// Whatever changes, what was kept and followed is what is read anew; and following reads only what changed.
    @Test func followingIsReadingAnew() throws {
        var random = SeededGenerator(seed: 7)
        try hub.publisher.commit((1000...9000).map { (Int64($0), ["厂", "441802"]) })
        let reader = try FeedReader(path: hub.storePath)
        var kept = DigestPieces()
        var read = 0
        for round in 0..<30 {
            try reader.snapshot {
                let head = try #require(reader.feeds["water"])
                var fresh = DigestPieces()
                try fresh.follow(head, reader)
                try kept.follow(head, reader)
                #expect(kept.sums() == fresh.sums(), "round \(round)")
                if round == 0 { read = kept.linesRead }
            }
            let rows = (0..<3).map { _ in Int64.random(in: 1...9100, using: &random) }
            try hub.publisher.commit(
                Set(rows).map { row in
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: (row, nil)
                    case 1: (row, ["厂", "441801"])
                    default: (row, ["厂\(round)", "441802"])
                    }
                })
        }
        #expect(read > 8000 && kept.linesRead - read < 30 * 3 * 64)
    }

    /// A row that was deleted, and whose tombstone is purged before anybody asks again, has no line that says so.
    @Test func whatCameAndWentBetweenIsNoticed() throws {
        let reader = try FeedReader(path: hub.storePath)
        let store = hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        var kept = DigestPieces()
        func count() throws -> Int? {
            try reader.snapshot {
                try kept.follow(try #require(reader.feeds["water"]), reader)
                return kept.sums()[try #require(reader.entities["pollution_source"])]?[.none]?.count
            }
        }
        #expect(try count() == 180)
        try hub.publisher.remove(1)
        _ = try store.inTransaction { try store.purgeFeed(feed.id, before: hub.publisher.now + 1) }
        #expect(try count() == 179)
        try hub.publisher.commit(2, "厂", "441802")
        #expect(try count() == 179)
    }

    /// After a restore the numbers mean something else: nothing that was kept holds.
    @Test func anotherEpochIsReadAnew() throws {
        let reader = try FeedReader(path: hub.storePath)
        var kept = DigestPieces()
        func follow() throws {
            try reader.snapshot {
                let head = try #require(reader.feeds["water"])
                try kept.follow(head, reader)
            }
        }
        try follow()
        let once = kept.linesRead
        try follow()
        #expect(kept.linesRead == once)
        let feed = try #require(try hub.publisher.store.feeds().first { $0.name == "water" })
        try hub.publisher.store.inTransaction { try hub.publisher.store.renewFeed(feed.id) }
        try follow()
        #expect(kept.linesRead == 2 * once)
    }

    @Test func manyAskAtOnce() async throws {
        var request = TransferRequest(hub.base + "/v1/feeds/water/digest")
        request.fields.add("Authorization", "Bearer \(key)")
        let tasks = (0..<20).map { _ in Task { [request] in try await HTTPSession().perform(request) } }
        var answers: [TransferResponse] = []
        for task in tasks { answers.append(try await task.value) }
        #expect(answers.allSatisfy { $0.status == 200 } && Set(answers.map(\.body)).count == 1)
        #expect(hub.server.metrics.current.waiting == 0)
    }

    /// The consumer of the documentation compares its mirror, and sees what is missing or old.
    @Test(.enabled(if: Python.isThere)) func aConsumerSeesWhatItLost() throws {
        let file = hub.directory.appendingPathComponent("mirror.db").path
        func run(_ name: String, _ path: String) throws -> (status: Int32, output: String) {
            let script = Python.folder.appendingPathComponent(name).path
            return try Python.run([script, hub.base + "/v1/feeds/water" + path, key, file])
        }
        #expect(try run("mirror.py", "/changes").status == 0)
        #expect(try run("digest.py", "") == (0, "the same\n"))
        try hub.publisher.commit([(1, nil), (3, ["改名", "441802"])])
        let behind = try run("digest.py", "")
        #expect(behind.status == 1 && behind.output.contains("behind"))
        #expect(try run("mirror.py", "/changes").status == 0)
        #expect(try run("digest.py", "") == (0, "the same\n"))
        for loss in ["delete from mirror where rowid = 5", "update mirror set rev = rev + 1 where rowid = 6"] {
            let (status, _) = try Python.run([
                "-c", "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()",
                file, loss,
            ])
            #expect(status == 0)
            let answer = try run("digest.py", "")
            #expect(answer.status == 1 && answer.output.contains("different"))
        }
    }
}
