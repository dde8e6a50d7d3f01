import Model
import Testing

@testable import Feeds

/// Revisions out of the history are shown as lines are: the same columns, masks and filters.
@Suite struct PastRecordTests {
    private func entity(
        _ columns: String, filter: String = "", masks: String = "", entity: String = "pollution_source"
    ) throws -> CompiledFeedEntity {
        let (feed, problems) = Fixture.feed(columns: columns, filter: filter, masks: masks, entity: entity)
        return try #require(feed?.entity(named: entity), "\(problems)")
    }

    private func past(_ body: String, _ entity: CompiledFeedEntity) -> String? {
        var out: [UInt8] = []
        return entity.appendPast(Array(body.utf8), to: &out) ? String(decoding: out, as: UTF8.self) : nil
    }

    /// Every type as the history writes it gives what the row itself gave.
    @Test func everyTypeIsShownAsItWas() throws {
        let row = Row().text("code", "A1").text("name", "陶\"瓷\\\n厂").text("media", #"["water","a\"b"]"#, kind: .list)
            .set("since", .date, -1).set("seen", .datetime, 1).set("listed", .bool, 1).set("days", .integer, -5)
            .set("flow", .decimal, -1205, exponent: -3).set("lon", .decimal, 1130512, exponent: -4)
            .text("region", "441802")
        let body = #"""
            {"code":"A1","name":"陶\"瓷\\\n厂","region":"441802","lon":113.0512,"media":["water","a\"b"],"since":"1969-12-31","seen":"1970-01-01T00:00:00.001Z","listed":true,"days":-5,"flow":-1.205,"phone":"CANARY","password":"CANARY"}
            """#
        let feed = try entity("name, days, listed, since, seen, media, flow, location, region, code")
        #expect(past(body, feed) == row.record(feed))
    }

    @Test func referencesAreHubIDs() throws {
        let feed = try entity("source, code", entity: "outlet")
        let id = HubID(prefix: try #require(HubID.Prefix("ps")), number: 7)
        #expect(past(#"{"source":7,"code":"1"}"#, feed) == #"{"source":"\#(id)","code":"1"}"#)
    }

    /// Filters look at columns that the feed does not show, too; what is unknown does not belong.
    @Test func eachRevisionIsJudgedByItself() throws {
        let feed = try entity("name", filter: #"region == "441802" and days > 3"#)
        #expect(past(#"{"name":"a","region":"441802","days":4}"#, feed) == #"{"name":"a"}"#)
        #expect(past(#"{"name":"a","region":"441802","days":3}"#, feed) == nil)
        #expect(past(#"{"name":"a","days":4}"#, feed) == nil)
        #expect(past(#"{"name":"a","region":"441802","days":"4"}"#, feed) == nil)
        #expect(past("broken", feed) == nil)
    }

    @Test func masksHold() throws {
        let feed = try entity("name, code, location", masks: "name: keep_last(1), code: hash, location: round(1)")
        let shown = try #require(past(#"{"name":"CANARY","code":"CANARY","lon":113.0512,"lat":23.68}"#, feed))
        #expect(!shown.contains("CANAR") && shown.hasSuffix(#""lon":113.1,"lat":23.7}"#))
    }

    /// What the schema of today does not hold is nothing, not a guess.
    @Test func valuesOfOtherTypesAreNone() throws {
        let feed = try entity("name, days, since, seen, listed, media, flow")
        let body =
            #"{"name":1,"days":1.5,"since":"soon","seen":"1970-01-01","listed":"yes","media":"water","flow":"1"}"#
        #expect(
            past(body, feed)
                == #"{"name":null,"days":null,"since":null,"seen":null,"listed":null,"media":null,"flow":null}"#)
    }
}
