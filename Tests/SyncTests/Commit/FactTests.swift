import Feeds
import Foundation
import JSON
import Model
import Storage
import Testing

@testable import Sync

/// Rows that tell of a moment: corrected, late, and too old for a window.
@Suite struct FactTests {
    private static let day: Int64 = 86_400_000
    private static let feed = """
        feed: plain
        title: { zh: 水, en: Water }
        partner: 水务局
        purpose: test
        retention: 10d
        entities:
          sample: { columns: [point, time, value, flag] }
        """
    private static let masked = feed.replacing("plain", with: "masked").replacing(
        "[point, time, value, flag] }", with: "[point, time, value], masks: { value: round(0) } }")
    private static let windowed = feed.replacing("plain", with: "windowed").replacing(
        "columns: [point", with: "window: 30d, columns: [point")

    private let fixture: CommitFixture
    private let feeds: [CompiledFeed]
    private let commit: PageCommit
    /// 2026-11-30T00:00:00Z.
    private let now: Int64 = 1_795_996_800_000

    init() throws {
        fixture = try CommitFixture()
        feeds = try [("plain", Self.feed), ("masked", Self.masked), ("windowed", Self.windowed)].map {
            [fixture] in try fixture.compiledFeed($0.1, name: $0.0)
        }
        try fixture.prepare(feeds)
        commit = try fixture.commit(feeds: feeds)
    }

    private func put(_ days: Int64, _ value: String?, unit: String? = "mg/L", flag: String? = nil, at: Int64 = 0) throws
    {
        let row = FixtureRecord.Row.sample(
            point: "W1", time: now + days * Self.day, value: value, unit: unit, flag: flag)
        try fixture.put([FixtureRecord(key: "d\(days)", rows: [row])], with: commit, at: now + at)
    }

    private func lines(_ feed: String) throws -> [JSONValue] {
        let id = try fixture.store.feeds().first { $0.name == feed }?.id ?? 0
        return try fixture.rows("SELECT body FROM hub_feed_\(id) ORDER BY seq").map { try JSONValue(parsing: $0) }
    }

    @Test func aSourceThatSaysSomethingElseOfThePastCorrectsItself() throws {
        try put(0, "812.0")
        #expect(try lines("plain").map { $0["cause"] } == ["source_update"])
        try put(0, "81.2", flag: "N", at: 1)
        let line = try #require(try lines("plain").last)
        #expect(line["cause"] == "correction" && line["changed"] == ["value", "flag"])
        #expect(
            line["corrects"] == ["rev": 1, "fields": ["value": ["was": 812, "now": .number("81.2")]]])
        let masked = try #require(try lines("masked").last)
        #expect(masked["corrects"] == ["rev": 1, "fields": ["value": ["was": 812, "now": 81]]])
        // What the masked feed does not show of it is no news there.
        try put(0, "81.3", flag: "N", at: 2)
        #expect(try lines("plain").last?["corrects"]?["rev"] == 2)
        #expect(try lines("masked") == [masked])
        // A flag is no fact, and a unit that the feed does not show is not told.
        try put(0, "81.3", flag: "D", at: 3)
        #expect(try lines("plain").last?["cause"] == "source_update")
        let before = try lines("plain")
        try put(0, "81.3", unit: "ug/L", flag: "D", at: 4)
        #expect(try lines("plain") == before)
    }

    @Test func aFirstValueCorrectsNothingAndOneThatIsTakenBackDoes() throws {
        try put(0, nil)
        try put(0, "5", at: 1)
        #expect(try lines("plain").last?["cause"] == "source_update" && lines("plain").last?["corrects"] == nil)
        try put(0, nil, at: 2)
        #expect(try lines("plain").last?["corrects"]?["fields"]?["value"] == ["was": 5, "now": .null])
    }

    @Test func ourOwnMistakesAreNoCorrections() throws {
        try put(0, "812")
        commit.cause = .normalisation
        let plan = try #require(commit.plans.first { $0.table.schema.name == "sample" })
        try fixture.store.inTransaction {
            try commit.open(Stamp(run: 1, version: 1, at: now + 1))
            let present = try #require(try plan.table.read(1))
            var after = present.values
            after.values[2] = MappedValue(.decimal, payload: 9)
            try commit.replace(plan, present.head, present.values, by: after, print: 9, record: present.head.record)
            try commit.close()
        }
        let line = try #require(try lines("plain").last)
        #expect(line["cause"] == "normalisation" && line["changed"] == ["value"] && line["corrects"] == nil)
    }

    @Test func whatComesLongAfterItHappenedIsLate() throws {
        try put(-2, "1")
        try put(-3, "2")
        #expect(try lines("plain").map { $0["cause"] } == ["source_update", "late"])
        // Only its first line is; and only when the row is new, not when it begins to match a filter.
        try put(-3, "2", flag: "N", at: 1)
        #expect(try lines("plain").last?["cause"] == "source_update")
    }

    @Test func aRowFromBeforeTheWindowIsNotInTheFeed() throws {
        for day in [-29, -30, -31] as [Int64] { try put(day, "1") }
        #expect(try lines("plain").count == 3 && lines("windowed").count == 2)
        try put(-31, "2", at: 1)
        #expect(try lines("windowed").count == 2)
    }

    @Test func rowsAgeOutWithoutAWordWhenNobodyCanMissThem() throws {
        for day in [-30, -29, 0] as [Int64] { try put(day, "1") }
        func purge(_ days: Int64) throws -> [String: Int] {
            let purged = try FeedKeeping.purge(feeds, in: fixture.store, at: now + days * Self.day + 1)
            return Dictionary(uniqueKeysWithValues: purged.map { ($0.feed, $0.count) })
        }
        // Out of the window, and not yet older than the retention.
        #expect(try purge(9) == ["plain": 0, "masked": 0, "windowed": 0])
        // Who is told of a correction must be able to hear of it for as long.
        try put(-29, "2", at: 8 * Self.day)
        #expect(try purge(10) == ["plain": 0, "masked": 0, "windowed": 1])
        let state = try #require(try fixture.store.feeds().first { $0.name == "windowed" })
        #expect(state.horizon == 1 && state.head == 4)
        #expect(try lines("windowed").map { $0["cause"] } == ["source_update", "correction"])
        #expect(try purge(19)["windowed"] == 1)
        #expect(try lines("windowed").map { $0["op"] } == ["upsert"])
        #expect(try lines("plain").count == 3)
        // One that has aged is changed and deleted in silence.
        try put(-30, "7", at: 20 * Self.day)
        var gone = FixtureRecord(key: "d-29", rows: [])
        gone.isDeleted = true
        try fixture.put([gone], with: commit, at: now + 20 * Self.day)
        #expect(try lines("windowed").count == 1)
    }

    /// What became of rows that aged out was not told, so a window that opens over their days again begins a new epoch.
    @Test func aWindowThatOpensOverAgedDaysBeginsANewEpoch() throws {
        for day in [-30, 0] as [Int64] { try put(day, "1") }
        _ = try FeedKeeping.purge(feeds, in: fixture.store, at: now + 11 * Self.day)
        #expect(try lines("windowed").count == 1)
        func define(_ window: String, days: Int64) throws -> [FeedRework.Kind] {
            let feed = try fixture.compiledFeed(
                Self.windowed.replacing("window: 30d, ", with: window), name: "windowed")
            try fixture.store.begin()
            defer { fixture.store.rollback() }
            return try FeedKeeping.prepare(
                [feeds[0], feeds[1], feed], schema: fixture.schema, in: fixture.store, at: now + days * Self.day
            ).map(\.kind)
        }
        #expect(try define("window: 31d, ", days: 11) == [.restarted] && define("", days: 11) == [.restarted])
        #expect(try define("window: 29d, ", days: 11) == [.changed])
        // A day later the wider one covers no day that anything aged out of.
        #expect(try define("window: 31d, ", days: 12) == [.changed])
    }

    /// Nobody could be told to remove what has aged out, so to take its entity away begins a new epoch too.
    @Test func anEntityWhoseRowsHaveAgedIsNotTakenAwayLineByLine() throws {
        for day in [-30, 0] as [Int64] { try put(day, "1") }
        let text = Self.windowed.replacing("entities:\n", with: "entities:\n  source: { columns: [name] }\n")
        let both = try fixture.compiledFeed(text, name: "windowed")
        let one = try fixture.compiledFeed(
            String(text.prefix(upTo: try #require(text.range(of: "\n  sample:")).lowerBound)), name: "windowed")
        func define(_ feed: CompiledFeed, _ days: Int64) throws -> [FeedRework.Kind] {
            try fixture.store.inTransaction {
                try FeedKeeping.prepare(
                    [feeds[0], feeds[1], feed], schema: fixture.schema, in: fixture.store, at: now + days * Self.day)
            }.map(\.kind)
        }
        #expect(try define(both, 1) == [.changed] && define(one, 2) == [.changed] && define(both, 3) == [.changed])
        _ = try FeedKeeping.purge([feeds[0], feeds[1], both], in: fixture.store, at: now + 35 * Self.day)
        #expect(try define(one, 36) == [.restarted] && define(both, 37) == [.changed])
    }

    @Test func aWiderWindowShowsWhatIsInsideItNow() throws {
        for day in [-40, -31, -30] as [Int64] { try put(day, "1") }
        let wide = try fixture.compiledFeed(Self.windowed.replacing("30d", with: "31d"), name: "windowed")
        let works = try fixture.store.inTransaction {
            try FeedKeeping.prepare([feeds[0], feeds[1], wide], schema: fixture.schema, in: fixture.store, at: now)
        }
        #expect(works.map(\.feed.name) == ["windowed"])
        #expect(works[0].entities["sample"].map { [$0.shown, $0.same, $0.left] } == [1, 1, 0])
    }
}
