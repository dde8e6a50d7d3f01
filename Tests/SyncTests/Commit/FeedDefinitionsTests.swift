import Storage
import Testing

@testable import Sync

/// What a feed may not show is never in it, however its definition changes while runs go on.
@Suite struct FeedDefinitionsTests {
    private static let air = """
        feed: air
        title: { zh: 气, en: Air }
        partner: 大气处
        purpose: test
        entities:
          permit: { where: medium == "air", columns: [number] }
        """

    private func permit(_ number: String, _ medium: String = "water", _ mass: String = "1") -> FixtureRecord {
        FixtureRecord(key: number, rows: [.permit(number: number, source: nil, medium: medium, mass: mass)])
    }

    private func refuses(_ work: () throws -> Void) -> Bool {
        do {
            try work()
            return false
        } catch let error as StoreError {
            return error.kind == .busy
        } catch {
            return false
        }
    }

    @Test func aRunDoesNotWriteLinesOfADefinitionThatNoLongerHolds() throws {
        let fixture = try CommitFixture()
        let running = try fixture.commit()
        try fixture.put([permit("p1")], with: running)
        let narrow = CommitFixture.feed.replacing("[number, mass, source]", with: "[number]")
        let feed = try fixture.compiledFeed(narrow)
        try fixture.prepare([feed])
        #expect(refuses { try fixture.put([permit("p2")], with: running, at: 2) })
        #expect(try fixture.rows("SELECT number FROM permit") == ["p1"])
        try fixture.put([permit("p2")], with: try fixture.commit(feeds: [feed]), at: 3)
        let lines = try fixture.lines()
        #expect(lines.count == 2 && !lines.contains { $0.contains("mass") })
    }

    @Test func aFeedThatIsMadeDuringARunMissesNothing() throws {
        let fixture = try CommitFixture()
        let running = try fixture.commit()
        try fixture.put([permit("p1", "air")], with: running)
        let feeds = fixture.feeds + [try fixture.compiledFeed(Self.air, name: "air")]
        try fixture.prepare(feeds)
        #expect(refuses { try fixture.put([permit("p2", "air")], with: running, at: 2) })
        try fixture.put([permit("p2", "air")], with: try fixture.commit(feeds: feeds), at: 3)
        #expect(try fixture.rows("SELECT count(*) FROM hub_feed_2") == ["2"])
    }

    @Test func aFeedWhoseFileIsGoneIsEmptyAndComesBackAsThingsAreThen() throws {
        let fixture = try CommitFixture()
        try fixture.put([permit("p1"), permit("p2")], with: try fixture.commit())
        let before = try fixture.store.feeds()[0]
        try fixture.prepare([])
        #expect(try fixture.lines().isEmpty)
        try fixture.put([permit("p1", "air"), permit("p2", "water", "9")], with: try fixture.commit(feeds: []), at: 2)
        try fixture.prepare(fixture.feeds)
        let lines = try fixture.lines()
        #expect(lines.count == 1 && lines[0].contains(#""number":"p2","mass":9"#))
        let after = try fixture.store.feeds()[0]
        #expect(after.epoch != before.epoch && after.horizon >= before.head && after.head > before.head)
    }
}
