import Feeds
import Foundation
import HTTPClient
import HTTPServer
import JSON
import Model
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

/// What partners are told over HTTP when a feed is changed, of corrections, and of windows; lines are those that real commits make.
@Suite struct FeedChangeTests {
    private let folder: TemporaryFolder
    private let world: World
    private let key: String

    init() throws {
        folder = try TemporaryFolder()
        world = try World(path: folder.path + "/hub.db")
        world.now = Hub.now
        let consumer = try world.store.addConsumer("reader", title: "reader", at: Hub.now)
        let grant = Grant(feed: "water", purpose: "执法", legalBasis: "条例", starts: Hub.now - 1000)
        try world.store.setGrant(grant!, of: consumer)
        key = try world.store.issueKey(for: consumer, at: Hub.now, expires: Hub.now + 86_400_000).text
        try world.put(
            [
                WorldRecord(
                    key: "s1",
                    rows: [
                        .works(code: "c1", uscc: nil, name: "宏祥陶瓷厂", region: "A"),
                        .permit(number: "p1", works: 0, medium: "water", mass: 5),
                        .permit(number: "p2", works: 0, medium: "air", mass: 6),
                    ])
            ], of: "a")
    }

    private func serve() throws -> PartnerServer {
        try PartnerServer(
            storePath: folder.path + "/hub.db", feeds: [world.feed],
            log: AccessLog(path: folder.path + "/access-\(UUID().uuidString).db"),
            http: HTTPListener.Configuration())
    }

    private func get(
        _ server: PartnerServer, _ path: String, fields: [(String, String)] = []
    ) async throws -> TransferResponse {
        var request = TransferRequest("http://127.0.0.1:\(server.port)/v1/feeds/water\(path)")
        request.acceptsCompression = false
        request.fields.add("Authorization", "Bearer \(key)")
        for (name, value) in fields { request.fields.add(name, value) }
        return try await HTTPSession().perform(request)
    }

    private func id(_ entity: String) throws -> String {
        let row = try #require(try world.store.all("SELECT id FROM \(entity) ORDER BY id") { $0.integer(0) }.first)
        return World.id(entity == "permit" ? "pm" : "sa", row)
    }

    @Test func aCursorOutlivesAChangeAndTheSchemaIsToldOnce() async throws {
        let old = try serve()
        let load = try await get(old, "/changes?cursor=start")
        let end = try #require(load.lines.last)
        #expect(end["schema_changed"] == nil && end["schema"]?.stringValue == load.fields["Feed-Schema"])
        #expect(try await get(old, "/schema").fields["ETag"] == "\"\(end["schema"]?.stringValue ?? "")\"")
        let cursor = end["cursor"]?.stringValue ?? ""
        var next = world.variant
        (next.media, next.columns) = (["air"], ["number", "medium"])
        try world.define(next)
        // Lines are right at once; what the server makes by the definition that it serves waits until it has the new one.
        for path in ["/permit/\(try id("permit"))/history", "/digest"] {
            let answer = try await get(old, path)
            #expect(answer.status == 503 && answer.kind == "changing" && answer.fields["Retry-After"] != nil, "\(path)")
        }
        #expect(try await get(old, "/changes?cursor=\(cursor)").lines.map(\.op) == ["leave", "upsert", "end"])
        old.stop()
        let new = try serve()
        defer { new.stop() }
        let page = try await get(new, "/changes?cursor=\(cursor)")
        #expect(page.status == 200 && page.lines.map(\.op) == ["leave", "upsert", "end"])
        #expect(page.lines.dropLast().allSatisfy { $0["cause"] == "feed_change" })
        #expect(page.lines[1]["record"] == ["number": "p2", "medium": "air"])
        let told = try #require(page.lines.last)
        #expect(told["schema_changed"] == true && told["schema"] != end["schema"])
        // The answer was lost: it is told again. It was not: once is enough.
        #expect(try await get(new, "/changes?cursor=\(cursor)").lines.last?["schema_changed"] == true)
        let after = try await get(new, "/changes?cursor=\(told["cursor"]?.stringValue ?? "")")
        #expect(after.lines.count == 1 && after.lines[0]["schema_changed"] == nil)
        #expect(after.lines[0]["schema"] == told["schema"])
        let history = try await get(new, "/permit/\(page.lines[1].id)/history")
        #expect(history.json[0]?["rev"] == page.lines[1]["rev"])
    }

    /// Who waits at the head hears of another schema at once, as a page and as an event.
    @Test func nobodyWaitsForLinesToHearOfAnotherSchema() async throws {
        let old = try serve()
        let cursor = try await get(old, "/changes?cursor=now").fields["Feed-Cursor"] ?? ""
        old.stop()
        var next = world.variant
        // No row has a note: nothing but the schema changes.
        next.hasSamples = false
        try world.define(next)
        let new = try serve()
        defer { new.stop() }
        let begin = ContinuousClock.now
        let page = try await get(new, "/changes?cursor=\(cursor)&wait=30")
        #expect(page.lines.map(\.op) == ["end"] && page.lines[0]["schema_changed"] == true)
        #expect(begin.duration(to: .now) < .seconds(10))
    }

    @Test func correctionsSayWhatWasAndTheSchemaDescribesThem() async throws {
        let day = world.now / FeedVariant.day * FeedVariant.day
        for value in [812, 81] as [Int64] {
            try world.put([WorldRecord(key: "d1", rows: [.sample(point: "W1", time: day, value: value)])], of: "a")
        }
        let server = try serve()
        defer { server.stop() }
        let line = try #require(try await get(server, "/changes?cursor=start&entity=sample").lines.first)
        #expect(line["cause"] == "correction" && line["changed"] == ["value"])
        #expect(line["corrects"] == ["rev": 1, "fields": ["value": ["was": 812, "now": 81]]])
        let schema = try await get(server, "/schema").json
        let branches = schema["oneOf"]?.arrayValue ?? []
        let sample = branches.first { $0["properties"]?["entity"]?["const"] == "sample" }
        let fields = sample?["properties"]?["corrects"]?["properties"]?["fields"]
        #expect(fields?["propertyNames"]?["enum"] == ["value"])
        #expect(branches.first { $0["properties"]?["entity"]?["const"] == "permit" }?["properties"]?["corrects"] == nil)
    }

    @Test(.enabled(if: Python.isThere)) func aWindowIsComparedDayByDay() async throws {
        var next = world.variant
        next.window = 3
        try world.define(next)
        let today = world.now / FeedVariant.day
        for (number, back) in [0, 0, 1, 3].enumerated() {
            let row = WorldRecord.Row.sample(
                point: "W\(number)", time: (today - Int64(back)) * FeedVariant.day + 5, value: 7)
            try world.put([WorldRecord(key: "d\(number)", rows: [row])], of: "a")
        }
        let server = try serve()
        defer { server.stop() }
        let digest = try await get(server, "/digest").json["entities"]?["sample"]
        func text(_ back: Int64) -> String {
            String(Instant(milliseconds: (today - back) * FeedVariant.day).description.prefix(10))
        }
        #expect(digest?["time"] == "time" && digest?["since"]?.stringValue == text(3) && digest?["count"] == 4)
        let days = digest?["days"]?.objectValue ?? []
        #expect(days.map(\.key) == [text(3), text(1), text(0)])
        #expect(days.map { $0.value["count"] } == [1, 1, 2])
        #expect(try await get(server, "/digest").json["entities"]?["permit"]?["days"] == nil)
        let described = try await get(server, "").json["entities"]?.arrayValue ?? []
        #expect(described.first { $0["name"] == "sample" }?["window_days"] == 3)
        // The consumer of the documentation keeps what is older, and does not count it.
        let file = folder.path + "/mirror.db"
        func run(_ name: String, _ path: String) throws -> (status: Int32, output: String) {
            let script = Python.folder.appendingPathComponent(name).path
            return try Python.run([script, "http://127.0.0.1:\(server.port)/v1/feeds/water" + path, key, file])
        }
        #expect(try run("mirror.py", "/changes").status == 0)
        let (status, _) = try Python.run([
            "-c", "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()", file,
            "insert into mirror select 'sa_00000000', replace(record, '\(text(3))', '\(text(9))'), scan, entity, rev from mirror where record like '%\(text(3))%'",
        ])
        #expect(status == 0)
        let same = try run("digest.py", "")
        #expect(same == (0, "the same\n"), "\(same.output)")
    }
}
