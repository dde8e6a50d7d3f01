import Diagnostics
import Feeds
import JSON
import Model
import Storage
import Testing

@testable import Sync

/// A feed whose definition changes tells what it now shows otherwise, and nothing else; cursors go on.
@Suite struct FeedReworkTests {
    private let fixture: CommitFixture

    init() throws {
        fixture = try CommitFixture()
        let records = (1...6).map { number in
            FixtureRecord(
                key: "p\(number)",
                rows: [
                    .source(code: "s\(number)", uscc: nil, name: "厂\(number)"),
                    .permit(
                        number: "p\(number)", source: 0, medium: number <= 4 ? "water" : "air", mass: "\(number).25"),
                    .stack(source: 0, code: "DA1", note: number == 2 ? nil : "注"),
                ])
        }
        try fixture.put(records, with: try fixture.commit(), at: 1)
    }

    private func feed(_ edits: (String, String)...) throws -> CompiledFeed {
        let text = edits.reduce(CommitFixture.feed) { $0.replacing($1.0, with: $1.1) }
        return try fixture.compiledFeed(text)
    }

    private func change(_ feed: CompiledFeed, at: Int64 = 9) throws -> [FeedRework] {
        try fixture.store.inTransaction {
            try FeedKeeping.prepare([feed], schema: fixture.schema, in: fixture.store, at: at)
        }
    }

    private func told(after seq: Int64) throws -> [JSONValue] {
        try fixture.rows("SELECT body FROM hub_feed_1 WHERE seq > \(seq) ORDER BY seq").map {
            try JSONValue(parsing: $0)
        }
    }

    /// What a feed would hold that had been made by the definition from the start.
    private func fresh(_ feed: CompiledFeed) throws -> [String] {
        let other = try fixture.compiledFeed(feed.text.replacing("feed: water", with: "feed: other"), name: "other")
        let store = fixture.store
        return try {
            try store.begin()
            defer { store.rollback() }
            try FeedKeeping.prepare([feed, other], schema: fixture.schema, in: store, at: 10)
            let id = try store.feeds().first { $0.name == "other" }?.id ?? 0
            return try records(of: id)
        }()
    }

    private func records(of feed: Int64) throws -> [String] {
        try fixture.rows(
            """
            SELECT entity, row, json_extract(body, '$.record'), json_extract(body, '$.source') FROM hub_feed_\(feed)
            WHERE op = 0 ORDER BY entity, row
            """)
    }

    @Test func onlyWhatIsShownOtherwiseIsToldAgain() throws {
        let before = try fixture.store.feeds()[0]
        let seqs = try fixture.rows("SELECT row, seq FROM hub_feed_1 WHERE op = 0")
        // Of four permits p4 leaves, p5 comes; nothing else changes.
        let narrow = try feed((#"medium == "water""#, #"'number in ["p1", "p2", "p3", "p5"]'"#))
        let works = try change(narrow)
        #expect(works.map(\.kind) == [.changed])
        let permits = try #require(works[0].entities["permit"])
        #expect(permits.shown == 1 && permits.left == 1 && permits.changed == 0 && permits.same == 3)
        #expect(works[0].entities["stack"]?.same == 6 && works[0].lines == 2)
        let lines = try told(after: before.head)
        #expect(lines.map { $0["op"]?.stringValue } == ["leave", "upsert"])
        #expect(lines.allSatisfy { $0["cause"] == "feed_change" && $0["at"] == "1970-01-01T00:00:00.009Z" })
        #expect(lines[1]["record"]?["number"] == "p5" && lines[1]["changed"] == nil)
        let after = try fixture.store.feeds()[0]
        #expect(after.epoch == before.epoch && after.horizon == before.horizon && after.head == before.head + 2)
        let kept = try fixture.rows("SELECT row, seq FROM hub_feed_1 WHERE op = 0")
        #expect(Set(seqs).subtracting(kept).count == 1, "the others keep their numbers")
        #expect(try records(of: 1) == fresh(narrow))
        #expect(try change(narrow).isEmpty, "what is done is not done again")
    }

    /// The digest is over ids and revisions: a row that is shown otherwise has another revision, and goes on counting from there.
    @Test func revisionsTellThatARowIsShownOtherwise() throws {
        let head = try fixture.store.feeds()[0].head
        let masked = try feed(
            (
                #"where: medium == "water", columns: [number, mass, source]"#,
                #"where: medium == "water", columns: [number, mass, source], masks: { mass: round(0) }"#
            ))
        #expect(try change(masked)[0].entities["permit"]?.changed == 4)
        let lines = try told(after: head)
        #expect(lines.map { $0["rev"] } == [2, 2, 2, 2] && lines.allSatisfy { $0["changed"] == ["mass"] })
        try fixture.put(
            [FixtureRecord(key: "p1", rows: [.permit(number: "p1", source: nil, medium: "water", mass: "8")])],
            with: try fixture.commit(feeds: [masked]), at: 20)
        let next = try #require(try told(after: head + 4).first)
        #expect(next["rev"] == 3 && next["cause"] == "source_update" && next["changed"] == ["mass", "source"])
        let wide = try change(try feed(), at: 30)
        #expect(wide[0].entities["permit"]?.changed == 3, "8 is 8 either way")
        #expect(
            try fixture.rows("SELECT number, at, head FROM hub_feed_change") == ["1|9|\(head)", "2|30|\(head + 7)"])
    }

    @Test func columnsEntitiesAndSourcesComeAndGo() throws {
        let head = try fixture.store.feeds()[0].head
        var text = CommitFixture.feed.replacing("columns: [number, mass, source]", with: "columns: [mass, number]")
            .replacing("  stack: { columns: [source, code, note] }", with: "  outlet: { columns: [code] }")
        var works = try change(try fixture.compiledFeed(text))
        #expect(works[0].entities["stack"]?.left == 6 && works[0].entities["permit"]?.changed == 4)
        #expect(works[0].entities["source"]?.same == 6)
        #expect(try told(after: head).count { $0["op"] == "leave" && $0["entity"] == "stack" } == 6)
        #expect(try records(of: 1) == fresh(try fixture.compiledFeed(text)))
        // A source's key that is not shown any more is in no line any more.
        text = text.replacing("retention: 90d", with: "retention: 90d\nprovenance: system")
        works = try change(try fixture.compiledFeed(text), at: 10)
        #expect(works[0].entities["permit"]?.changed == 4 && works[0].entities["source"]?.changed == 6)
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_1 WHERE op = 0 AND body LIKE '%\"key\":\"p%'") == ["0"])
        #expect(try records(of: 1) == fresh(try fixture.compiledFeed(text)))
        // And back to what it was in the beginning: all is as a feed that was never changed.
        works = try change(try feed(), at: 11)
        #expect(works[0].entities["stack"]?.shown == 6)
        #expect(try records(of: 1) == fresh(try feed()))
        #expect(try fixture.store.feeds()[0].epoch.hasPrefix("feed-") == false)
    }

    /// A tombstone that a feed keeps is kept, and a merge of an entity that is gone from the feed becomes a leave.
    @Test func tombstonesStay() throws {
        let uscc = "91350211M000100Y46"
        let (a, b) = (try fixture.commit(system: "b"), try fixture.commit(system: "c"))
        try fixture.put([FixtureRecord(key: "1", rows: [.source(code: "1", uscc: uscc, name: "宏祥")])], with: a, at: 2)
        try fixture.put([FixtureRecord(key: "2", rows: [.source(code: "2", uscc: nil, name: "鸿运")])], with: b, at: 2)
        try fixture.put([FixtureRecord(key: "2", rows: [.source(code: "2", uscc: uscc, name: "宏祥")])], with: b, at: 3)
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_1 WHERE op = 3") == ["1"])
        var gone = FixtureRecord(key: "p6", rows: [])
        gone.isDeleted = true
        try fixture.put([gone], with: try fixture.commit(), at: 4)
        let tombstones = try fixture.rows("SELECT body FROM hub_feed_1 WHERE op <> 0 ORDER BY seq")
        #expect(tombstones.count > 1)
        _ = try change(try feed(("columns: [name]", "columns: [name, uscc]")))
        #expect(try fixture.rows("SELECT body FROM hub_feed_1 WHERE op <> 0 ORDER BY seq") == tombstones)
        _ = try change(try feed(("  source: { columns: [name] }\n", "")), at: 10)
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_1 WHERE op = 3") == ["0"])
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_1 WHERE op = 2 AND entity = 1") == ["7"])
    }

    /// What is told beforehand is what is done, and nothing is done by telling it.
    @Test func aChangeIsShownBeforehand() throws {
        let before = (try fixture.store.feeds(), try fixture.lines())
        let next = try feed(("[name]", "[uscc]"))
        let shown = try FeedKeeping.preview(
            [next], schema: fixture.schema, path: fixture.directory + "/envhub.db", at: 9)
        #expect(try fixture.store.feeds() == before.0 && fixture.lines() == before.1)
        #expect(shown[0].entities == (try change(next))[0].entities && shown[0].entities["source"]?.changed == 6)
        #expect(shown[0].entities["source"]?.examples["changed"]?.count == 3)
    }

    /// All or nothing: a change that does not come to its end has not begun.
    @Test func aChangeThatFailsLeavesTheFeedAsItWas() throws {
        struct Cut: Error {}
        let before = (try fixture.store.feeds(), try fixture.lines())
        #expect(throws: Cut.self) {
            try fixture.store.inTransaction {
                try FeedKeeping.prepare(
                    [try feed(("[name]", "[uscc]"))], schema: fixture.schema, in: fixture.store, at: 9)
                throw Cut()
            }
        }
        #expect(try fixture.store.feeds() == before.0 && fixture.lines() == before.1)
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_change") == ["0"])
    }

    /// An entity whose ids begin with other letters cannot be told line by line: that alone begins a new epoch.
    @Test func otherIdsBeginANewEpoch() throws {
        let files = CommitFixture.schemaFiles.map { file in
            (
                name: file.name,
                bytes: Array(
                    String(decoding: file.bytes, as: UTF8.self).replacing("prefix: st", with: "prefix: sk").utf8)
            )
        }
        let bag = DiagnosticBag()
        let schema = try #require(SchemaReader.read(files, into: bag))
        let feed = try #require(
            CompiledFeed.read(name: "water.yaml", bytes: Array(CommitFixture.feed.utf8), schema: schema, into: bag))
        let before = try fixture.store.feeds()[0]
        let works = try fixture.store.inTransaction {
            try FeedKeeping.prepare([feed], schema: schema, in: fixture.store, at: 9)
        }
        let after = try fixture.store.feeds()[0]
        #expect(works.map(\.kind) == [.restarted] && after.epoch != before.epoch && after.horizon == before.head)
        #expect(after.epoch.hasPrefix("feed-"))
        #expect(try told(after: 0).allSatisfy { $0["op"] == "upsert" })
        #expect(try told(after: 0).contains { $0["id"]?.stringValue?.hasPrefix("sk_") == true })
    }

    /// Where the schema's columns move, what is shown does not.
    @Test func anotherSchemaThatShowsTheSameTellsNothing() throws {
        let files = CommitFixture.schemaFiles.map { file in
            (
                name: file.name,
                bytes: Array(
                    String(decoding: file.bytes, as: UTF8.self).replacing(
                        "fields:\n  number:",
                        with: "fields:\n  grade: { type: text, title: { zh: 等级, en: Grade } }\n  number:"
                    ).utf8)
            )
        }
        let bag = DiagnosticBag()
        let schema = try #require(SchemaReader.read(files, into: bag))
        let feed = try #require(
            CompiledFeed.read(name: "water.yaml", bytes: Array(CommitFixture.feed.utf8), schema: schema, into: bag))
        let before = try fixture.lines()
        let works = try fixture.store.inTransaction {
            try FeedKeeping.prepare([feed], schema: schema, in: fixture.store, at: 9)
        }
        #expect(works.allSatisfy { $0.lines == 0 })
        #expect(try fixture.lines() == before)
    }
}
