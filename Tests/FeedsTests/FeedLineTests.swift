import Model
import Testing

@testable import Feeds

@Suite struct FeedLineTests {
    private func entity(
        _ columns: String, masks: String = "", heading: String = "", entity: String = "pollution_source"
    ) throws -> CompiledFeedEntity {
        let (feed, problems) = Fixture.feed(columns: columns, masks: masks, heading: heading, entity: entity)
        return try #require(feed?.entity(named: entity), "\(problems)")
    }

    @Test func recordsHaveTheFeedsColumnsInTheFeedsOrder() throws {
        let row = Row().text("code", "A1").text("name", "陶\"瓷\\\n\u{1}厂").text("media", #"["water"]"#, kind: .list)
            .set("since", .date, -1).set("seen", .datetime, 1).set("listed", .bool, 0).set("days", .integer, -5)
            .set("flow", .decimal, -1205, exponent: -3).set("lon", .decimal, 1130512, exponent: -4)
        let feed = try entity("name, days, listed, since, seen, media, flow, location, region")
        #expect(
            row.record(feed)
                == #"{"name":"陶\"瓷\\\n\u0001厂","days":-5,"listed":false,"since":"1969-12-31","#
                + #""seen":"1970-01-01T00:00:00.001Z","media":["water"],"flow":-1.205,"lon":113.0512,"#
                + #""lat":null,"region":null}"#)
    }

    @Test(arguments: 0..<24)
    func escapesAreFoundAtEveryPlace(_ place: Int) throws {
        for (character, escape) in [("\"", #"\""#), ("\\", #"\\"#), ("\u{1f}", #"\u001f"#), ("\t", #"\t"#)] {
            let before = String(repeating: "x", count: place)
            let row = Row().text("name", before + character + "汉字 after")
            #expect(row.record(try entity("name")) == #"{"name":"\#(before)\#(escape)汉字 after"}"#)
        }
    }

    @Test func referencesAreHubIDs() throws {
        let feed = try entity("source, code", entity: "outlet")
        let id = HubID(prefix: try #require(HubID.Prefix("ps")), number: 7)
        #expect(Row("outlet").set("source", .reference, 7).record(feed) == #"{"source":"\#(id)","code":null}"#)
        let unresolved = Row("outlet").text("source", "secret key", kind: .key).record(feed)
        #expect(unresolved == #"{"source":null,"code":null}"#)
    }

    @Test(arguments: [
        ("keep_last(4)", "13812345678", "*******5678"), ("keep_last(4)", "1234", "****"), ("keep_last(4)", "", ""),
        ("keep_first(1)", "张三丰", "张**"), ("keep_first(1)", "张", "*"), ("keep_last(1)", "a\"", "*\\\""),
        ("keep_first(2)", "😀é汉", "😀é*"),
    ])
    func masksOfTexts(_ mask: String, _ value: String, _ wanted: String) throws {
        let feed = try entity("name", masks: "name: \(mask)")
        #expect(Row().text("name", value).record(feed) == #"{"name":"\#(wanted)"}"#)
        #expect(Row().record(feed) == #"{"name":null}"#)
    }

    @Test func masksOfNumbers() throws {
        let feed = try entity("location, days, name", masks: "location: round(2), days: 'null', name: 'null'")
        let row = Row().set("lon", .decimal, 1130551, exponent: -4).set("lat", .decimal, 236, exponent: -1)
            .set("days", .integer, 5).text("name", "canary")
        #expect(row.record(feed) == #"{"lon":113.06,"lat":23.6,"days":null,"name":null}"#)
    }

    @Test func upsertsSayWhatAndWhere() throws {
        let feed = try entity("name, code")
        let row = Row().text("name", "厂").text("code", "A1").text("phone", "k\"1")
        var source = FeedSource(system: "permit \"p\"")
        source.keys = row.arena
        source.key = row.values[11].range
        source.recordedAt = 0
        var out = Array("before".utf8)
        let change = FeedChange(seq: 12, row: 1, rev: 2, at: 1_000, cause: .normalisation)
        let record = Array(row.record(feed).utf8)
        var news = RecordNews()
        news.compare(Array(#"{"name":"厂","code":"A0"}"#.utf8), with: record, of: feed)
        let offset = FeedLine.appendUpsert(
            change, of: feed, news: news, since: 1, source: source, record: record, to: &out)
        let line = String(decoding: out.dropFirst(6), as: UTF8.self)
        let id = HubID(prefix: feed.prefix, number: 1)
        #expect(
            line == #"{"op":"upsert","seq":12,"entity":"pollution_source","id":"\#(id)","rev":2,"#
                + #""at":"1970-01-01T00:00:01.000Z","cause":"normalisation","changed":["code"],"#
                + #""source":{"system":"permit \"p\"","key":"k\"1","recorded_at":"1970-01-01T00:00:00.000Z"},"#
                + #""record":{"name":"厂","code":"A1"}}"#)
        #expect(String(line.utf8.dropFirst(offset))?.hasPrefix(#"{"name""#) == true)
    }

    @Test func theFirstRevisionNamesNoChangesAndProvenanceCanBeLeftOut() throws {
        let row = Row().text("code", "A1")
        let change = FeedChange(seq: 1, row: 1, rev: 1, at: 0, cause: .sourceUpdate)
        for (heading, wanted) in [("provenance: false\n", false), ("provenance: system\n", true)] {
            let feed = try entity("code", heading: heading)
            var source = FeedSource(system: "permits")
            source.keys = Array("canary".utf8)
            source.key = source.keys.indices
            var out: [UInt8] = []
            _ = FeedLine.appendUpsert(
                change, of: feed, source: source, values: row.values, at: 0, arena: row.arena,
                to: &out)
            let line = String(decoding: out, as: UTF8.self)
            #expect(line.contains("permits") == wanted)
            #expect(!line.contains("canary") && !line.contains("changed"))
        }
    }

    @Test func tombstonesHaveNoRecord() throws {
        let feed = try entity("code")
        var out: [UInt8] = []
        let change = FeedChange(seq: 3, row: 9, rev: 4, at: 0, cause: .outOfScope)
        FeedLine.appendTombstone(.leave, change, of: feed, to: &out)
        #expect(
            String(decoding: out, as: UTF8.self)
                == #"{"op":"leave","seq":3,"entity":"pollution_source","id":"\#(HubID(prefix: feed.prefix, number: 9))","#
                + #""rev":4,"at":"1970-01-01T00:00:00.000Z","cause":"out_of_scope"}"#)
    }

    /// What a stored line is about is read off it, whatever its source's key says.
    @Test func aLineTellsWhatItIsAbout() throws {
        let row = Row().text("code", "A1")
        var source = FeedSource(system: "p\",\"key\":\"")
        source.keys = Array(#"","record":{"id":"ol_0000000","rev":9"#.utf8)
        source.key = source.keys.indices
        for (heading, wanted) in [
            ("", ShownSource.whole), ("provenance: system\n", .system), ("provenance: false\n", .nothing),
        ] {
            let feed = try entity("code", heading: heading)
            var out: [UInt8] = []
            let change = FeedChange(seq: 31, row: 1, rev: 20, at: 0, cause: .late)
            let offset = FeedLine.appendUpsert(
                change, of: feed, source: source, values: row.values, at: 0, arena: row.arena, to: &out)
            let place = try #require(LineIdentity(out))
            #expect(place.prefix == feed.prefix && place.rev == 20)
            #expect(ShownSource(out, record: offset) == wanted && feed.shownSource == wanted)
            var leave: [UInt8] = []
            let gone = FeedChange(seq: 40, row: 1, rev: 21, at: 0, cause: .feedChange)
            #expect(FeedLine.appendLeave(gone, after: out, to: &leave))
            var known: [UInt8] = []
            FeedLine.appendTombstone(.leave, gone, of: feed, to: &known)
            #expect(leave == known)
        }
        #expect(LineIdentity(Array(#"{"op":"end","cursor":"x"}"#.utf8)) == nil && LineIdentity([]) == nil)
    }
}
