import Model
import Testing

@testable import Feeds

@Suite struct FeedDefinitionTests {
    @Test func readsEverything() throws {
        let text = """
            feed: water
            title: { zh: 水务, en: Water }
            partner: 水务局
            purpose: 执法
            retention: 2d
            personal: true
            provenance: system
            entities:
              outlet: { columns: [source, code] }
              pollution_source:
                where: 'region in ["441802"]'
                columns: [name, location, phone]
                masks: { phone: keep_last(4), location: round(2) }
            """
        let (read, problems) = Fixture.read(text, name: "mappings/feeds/water.yaml")
        let feed = try #require(read)
        #expect(problems.isEmpty)
        #expect(feed.name == "water" && feed.title.zh == "水务" && feed.partner == "水务局" && feed.purpose == "执法")
        #expect(feed.retention == 2 * 86_400_000)
        #expect(feed.text == text)
        #expect(feed.entities.map(\.name) == ["pollution_source", "outlet"])
        #expect(feed.entity(0)?.columns.map(\.name) == ["name", "lon", "lat", "phone"])
        #expect(feed.entity(0)?.columns.map(\.mask) == [.keep, .round(2), .round(2), .keepLast(4)])
        #expect(feed.entity(7) == nil && feed.entity(-1) == nil)
    }

    /// A window is one of whole days, of a moment that the feed shows as it is.
    @Test(arguments: [
        ("30d", "name, seen", "", ""), ("2w", "seen", "", ""), ("36h", "seen", "", "`36h` is not a window"),
        ("0d", "seen", "", "`0d` is not a window"), ("99999d", "seen", "", "is not a window"),
        ("soon", "seen", "", "is not a duration"), ("30d", "name", "", "does not show whole"),
        ("30d", "name, seen", "seen: 'null'", "does not show whole"),
    ])
    func windowsAreWholeDaysOfWhatIsShown(_ window: String, _ columns: String, _ masks: String, _ problem: String)
        throws
    {
        let text =
            Fixture.heading
            + "entities:\n  pollution_source: { columns: [\(columns)], window: \(window), masks: { \(masks) } }"
        let (feed, problems) = Fixture.read(text)
        guard problem.isEmpty else {
            #expect(feed == nil && problems.count == 1 && problems[0].contains(problem), "\(problems)")
            return
        }
        #expect(problems.isEmpty && feed?.entity(0)?.window?.days == (window == "2w" ? 14 : 30))
        let none = Fixture.heading + "entities:\n  outlet: { columns: [code], window: 30d }"
        #expect(Fixture.read(none).problems.first?.contains("tell of no moment") == true)
    }

    @Test func daysOfAWindowAreThoseOfUTC() throws {
        let window = FeedWindow(days: 1, place: 0, column: 0)
        let day: Int64 = 86_400_000
        #expect(window.firstDay(at: 10 * day) == 9 && window.firstDay(at: 11 * day - 1) == 9)
        #expect(window.firstDay(at: -1) == -2)
        for (value, isCovered) in [
            (MappedValue(.datetime, payload: 9 * day), true), (MappedValue(.datetime, payload: 9 * day - 1), false),
            (MappedValue(.date, payload: 9), true), (MappedValue(.date, payload: 8), false), (.null, true),
        ] {
            #expect(window.covers([value], at: 0, from: 9) == isCovered)
        }
        #expect(!window.covers([MappedValue(.datetime, payload: -1)], at: 0, from: 0))
    }

    @Test func usualRetentionIs90Days() {
        #expect(Fixture.feed(columns: "name").feed?.retention == Int64(90 * 86_400_000))
    }

    @Test(arguments: [
        ("nam", "", "", #"E2104 7:15 `pollution_source` has no field `nam` | did you mean `name`?"#),
        ("name, name", "", "", "E1009 7:21 `name` stands twice"),
        ("phone", "", "", "E2701 7:15 `phone` is about a person"),
        ("password", "", "", "E2701 7:15 `password` is secret: no feed may show it"),
        ("", "", "", "E1007 7:14 at least one field is needed here"),
        ("name", "", "name: keep_lst(4)", "E1007 8:20 `keep_lst(4)` is not a mask | did you mean `keep_last(4)`?"),
        ("name", "", "name: round(2)", "E2702 8:20 `round(2)` does not fit `name`"),
        ("name", "", "days: 'null'", "E2702 8:14 `days` is masked but not among the columns"),
        ("name", "", "dayz: 'null'", "E2104 8:14"),
        ("name", "", "name: keep_last(0)", "E1007 8:20"),
        ("name", #"nam == "x""#, "", #"E2104 9:7 `pollution_source` has no field `nam` | did you mean `name`?"#),
        ("name", #"name = "x""#, "", "E2201 9:12 `=` means nothing here"),
        ("name", "name == 5", "", "E2205 9:15 `name` needs a text"),
        ("name", "days == \"5\"", "", "E2205 9:15 `days` needs a number"),
        ("name", "since == \"2024-02-30\"", "", "E2205 9:16 `since` needs a day"),
        ("name", "media == \"x\"", "", "E2205 9:16 `media` needs `\"...\" in media`"),
        ("name", "\"x\" in name", "", "E2205 9:14 `name` is not a list"),
        ("name", "name == null", "", "E2205 9:15 nothing is ever equal to null"),
        ("name", "password == \"x\"", "", "E2701 9:7 `password` is secret: no filter may use it"),
        ("name", "name", "", "E2201 9:11 `==`, `in` or `is null` is expected here"),
        ("name", "listed and", "", "E2201 9:17 a field, a text, `not` or `(` is expected here"),
        ("name", "(listed", "", "E2201"), ("name", "listed listed", "", "E2201 9:14"),
        ("name", "name == \"清远", "", "E2201 9:15 the text is not closed"),
        ("name", "name in []", "", "E2205"),
        ("name", "days == 1.2.3", "", "E2205 9:15 `1.2.3` is not a number"),
    ])
    func mistakesAreToldAtTheirPlace(_ columns: String, _ filter: String, _ masks: String, _ wanted: String) {
        let (feed, problems) = Fixture.feed(columns: columns, filter: filter, masks: masks)
        #expect(feed == nil)
        #expect(problems.contains { $0.hasPrefix(wanted) }, "\(problems)")
    }

    @Test func allMistakesAtOnce() {
        let (feed, problems) = Fixture.read(
            """
            feed: Water Affairs
            titel: { zh: 水务, en: Water }
            partner: 水务局
            retention: 90
            entities:
              outlets: { columns: [code] }
              outlet: { colums: [code] }
            """)
        #expect(feed == nil)
        let codes = problems.map { String($0.prefix(5)) }.sorted()
        // A misspelt key is not told again as a missing one: `titel`, `colums`.
        #expect(codes == ["E1003", "E1003", "E1005", "E1007", "E1007", "E2103"], "\(problems)")
    }

    @Test(arguments: ["", "- a", "feed: [", "entities: 5", "\u{0}", "feed: *x"])
    func brokenFilesAreNoFeeds(_ text: String) {
        let (feed, problems) = Fixture.read(text)
        #expect(feed == nil)
        #expect(!problems.isEmpty)
    }

    @Test func fileAndFeedHaveOneName() {
        let (feed, problems) = Fixture.read(
            Fixture.heading + "entities: { outlet: { columns: [code] } }", name: "feeds/air.yaml")
        #expect(feed == nil)
        #expect(problems == ["E1007 1:7 the file `air.yaml` declares the feed `water`"])
    }

    @Test func deepNestingIsRefused() {
        let deep = String(repeating: "(", count: 5_000) + "listed" + String(repeating: ")", count: 4_000)
        #expect(Fixture.feed(columns: "name", filter: deep).feed == nil)
        let wide = Array(repeating: "days == 1", count: 400).joined(separator: " or ")
        #expect(Fixture.feed(columns: "name", filter: wide).feed != nil)
    }

    @Test func theHashIsOfWhatTheFeedDoes() {
        func hash(_ columns: String, _ filter: String = "", heading: String = "") -> UInt64? {
            Fixture.feed(columns: columns, filter: filter, heading: heading).feed?.hash
        }
        let plain = hash("name, code")
        #expect(plain != nil && plain == hash("name, code", heading: "retention: 5d # a comment\n"))
        #expect(plain != hash("code, name"))
        #expect(plain != hash("name, code", "listed"))
        #expect(hash("name", "days == 1") != hash("name", "days == 2"))
        #expect(hash("name", "code == \"a\"") != hash("name", "code == \"b\""))
        #expect(plain != hash("name, code", heading: "provenance: false\n"))
    }
}
