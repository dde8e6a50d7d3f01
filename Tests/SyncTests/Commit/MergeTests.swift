import Diagnostics
import Feeds
import Identity
import JSON
import Model
import Storage
import Testing

@testable import Sync

/// Two sources turn out to be one, and one turns out to be two: what partners are told, and what refers to them.
@Suite("Sources that are found to be one") struct MergeTests {
    private let fixture: CommitFixture
    private let (a, b): (PageCommit, PageCommit)
    private let uscc = "91350211M000100Y46"

    init() throws {
        fixture = try CommitFixture()
        (a, b) = (try fixture.commit(system: "a"), try fixture.commit(system: "b"))
    }

    private func told(name: String, uscc: String?) -> FixtureRecord {
        FixtureRecord(
            key: "x",
            rows: [
                .source(code: "x", uscc: uscc, name: name),
                .permit(number: "p1", source: 0, medium: "water", mass: "1"),
                .stack(source: 0, code: "DA1", note: "旧"),
            ])
    }

    /// The lines of a feed: what they say of whom and why, the newest last.
    private func lines(_ feed: Int = 1) throws -> [String] {
        try fixture.rows("SELECT body FROM hub_feed_\(feed) ORDER BY seq").map { text in
            let line = try JSONValue(parsing: text)
            let words = ["op", "id", "cause", "into"].compactMap { line[$0]?.stringValue }
            let source = line["record"]?["source"]?.stringValue.map { " source " + $0 } ?? ""
            return words.joined(separator: " ") + source
        }
    }

    private func id(_ prefix: String, _ row: Int64) -> String { "\(HubID(prefix: HubID.Prefix(prefix)!, number: row))" }

    @Test(
        "The older id stays, the other says where it went, rows that refer to it follow; apart again, all is as it was")
    func mergedAndApart() throws {
        try fixture.put([FixtureRecord(key: "1", rows: [.source(code: "1", uscc: uscc, name: "宏祥陶瓷厂")])], with: a)
        try fixture.put([told(name: "鸿运造纸厂", uscc: nil)], with: b, at: 2)
        let (one, two) = (id("ps", 1), id("ps", 2))
        let before = try fixture.rows("SELECT source, number FROM permit UNION ALL SELECT source, code FROM stack")
        #expect(before == ["2|p1", "2|DA1"])
        try fixture.put([told(name: "宏祥陶瓷厂", uscc: uscc)], with: b, at: 3)
        #expect(try fixture.rows("SELECT id FROM source") == ["1"])
        #expect(try fixture.rows("SELECT row, into_row FROM hub_merged") == ["2|1"])
        let merged = try lines()
        #expect(merged.last == "merge \(two) identity_merge \(one)")
        #expect(merged.contains("upsert \(id("pm", 3)) identity_merge source \(one)"), "\(merged)")
        #expect(merged.contains("upsert \(id("st", 4)) identity_merge source \(one)"), "\(merged)")
        let kept = try fixture.rows("SELECT json_extract(body, '$.source') FROM hub_history WHERE row = 3")
        #expect(kept == ["2"], "the history tells what the permit's source was")

        try fixture.put([told(name: "鸿运造纸厂", uscc: nil)], with: b, at: 4)
        #expect(try fixture.rows("SELECT id, rev FROM source ORDER BY id") == ["1|1", "2|2"])
        #expect(try fixture.rows("SELECT count(*) FROM hub_merged") == ["0"])
        #expect(
            try fixture.rows("SELECT source, number FROM permit UNION ALL SELECT source, code FROM stack") == before)
        let apart = try lines()
        #expect(
            apart.contains("upsert \(one) identity_split") && apart.contains("upsert \(two) identity_split"), "\(apart)"
        )
        #expect(apart.contains("upsert \(id("pm", 3)) identity_split source \(two)"), "\(apart)")
    }

    @Test("A feed that does not show the survivor is not told of it")
    func hiddenSurvivor() throws {
        let shown = try fixture.compiledFeed(
            """
            feed: paper
            title: { zh: 纸, en: Paper }
            partner: 造纸办
            purpose: test
            retention: 90d
            entities:
              source: { where: name == "鸿运造纸厂", columns: [name] }
            """, name: "paper")
        try fixture.prepare(fixture.feeds + [shown])
        let (a, b) = (
            try fixture.commit(system: "a", feeds: fixture.feeds + [shown]),
            try fixture.commit(system: "b", feeds: fixture.feeds + [shown])
        )
        try fixture.put([FixtureRecord(key: "1", rows: [.source(code: "1", uscc: uscc, name: "宏祥陶瓷厂")])], with: a)
        try fixture.put([told(name: "鸿运造纸厂", uscc: nil)], with: b, at: 2)
        #expect(try lines(2) == ["upsert \(id("ps", 2)) source_update"])
        try fixture.put([told(name: "宏祥陶瓷厂", uscc: uscc)], with: b, at: 3)
        #expect(try lines(2) == ["leave \(id("ps", 2)) identity_merge"])
        #expect(try fixture.rows("SELECT body FROM hub_feed_2").allSatisfy { !$0.contains(id("ps", 1)) })
    }

    @Test("Two systems' word of one stack meets when their sources are one, and parts with them")
    func dependentRows() throws {
        let own = FixtureRecord(
            key: "1",
            rows: [
                .source(code: "1", uscc: uscc, name: "宏祥陶瓷厂"), .stack(source: 0, code: "DA1", note: nil),
                .stack(source: 0, code: "DA2", note: "二号"),
            ])
        try fixture.put([own], with: a)
        try fixture.put([told(name: "鸿运造纸厂", uscc: nil)], with: b, at: 2)
        let before = try fixture.rows("SELECT id, source, code, note FROM stack ORDER BY id")
        #expect(before.count == 3)
        try fixture.put([told(name: "宏祥陶瓷厂", uscc: uscc)], with: b, at: 3)
        #expect(try fixture.rows("SELECT source, code, note FROM stack ORDER BY 2") == ["1|DA1|旧", "1|DA2|二号"])
        let merged = try lines().filter { $0.hasPrefix("merge st_") }
        #expect(merged.count == 1 && merged[0].contains("identity_merge"))
        try fixture.put([told(name: "鸿运造纸厂", uscc: nil)], with: b, at: 4)
        #expect(try fixture.rows("SELECT id, source, code, note FROM stack ORDER BY id") == before)
    }

    @Test("The newest value is that of the record that is being committed, new or changed")
    func newest() throws {
        let bag = DiagnosticBag()
        let text = "entities: { source: { fields: { name: { rule: newest } } } }"
        let rules = try #require(
            IdentityRules.read(
                name: "identity.yaml", bytes: Array(text.utf8), schema: fixture.schema, systems: nil, into: bag))
        func commit(_ system: String) throws -> PageCommit {
            try fixture.store.inTransaction {
                try PageCommit(
                    fixture.store, schema: fixture.schema, feeds: fixture.feeds,
                    source: SourceIdentity(connector: system, system: system), versionSeed: 1, identity: rules)
            }
        }
        func told(_ key: String, _ name: String) -> FixtureRecord {
            FixtureRecord(key: key, rows: [.source(code: key, uscc: uscc, name: name)])
        }
        let (a, b) = (try commit("a"), try commit("b"))
        func name() throws -> [String] { try fixture.rows("SELECT name FROM source") }
        try fixture.put([told("1", "宏祥陶瓷厂")], with: a, at: 10)
        try fixture.put([told("x", "宏祥陶瓷有限公司")], with: b, at: 20)
        #expect(try name() == ["宏祥陶瓷有限公司"])
        try fixture.put([told("1", "宏祥建陶厂")], with: a, at: 30)
        #expect(try name() == ["宏祥建陶厂"])
        try fixture.put([told("x", "宏祥陶瓷公司")], with: b, at: 40)
        #expect(try name() == ["宏祥陶瓷公司"])
    }
}
