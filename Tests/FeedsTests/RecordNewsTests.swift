import Diagnostics
import Model
import Testing

@testable import Feeds

/// What partners see of a change: made of the bytes that are shown, and of nothing else.
@Suite struct RecordNewsTests {
    private func feed(_ columns: String, masks: String = "") throws -> CompiledFeedEntity {
        var schema = Fixture.schema
        var source = try #require(schema.entity("pollution_source"))
        source.facts = ["flow", "phone", "media"]
        schema = UnifiedSchema(entities: [source])
        let text =
            Fixture.heading
            + "personal: true\nentities:\n  pollution_source: { columns: [\(columns)], masks: { \(masks) } }"
        let bag = DiagnosticBag()
        let feed = CompiledFeed.read(name: "water.yaml", bytes: Array(text.utf8), schema: schema, into: bag)
        return try #require(feed?.entities.first, "\(bag.diagnostics.map(\.message))")
    }

    private func news(_ before: Row, _ after: Row, _ feed: CompiledFeedEntity) -> (changed: String, corrects: String) {
        let (old, new) = (Array(before.record(feed).utf8), Array(after.record(feed).utf8))
        var news = RecordNews()
        // Whatever it compared before is forgotten.
        news.compare(Array(#"{"x":[1,{"y":"}"}]}"#.utf8), with: new, of: feed)
        news.compare(old, with: new, of: feed)
        var (changed, corrects): ([UInt8], [UInt8]) = ([], [])
        news.appendChanged(of: feed, to: &changed)
        if news.isCorrection { news.appendCorrection(of: 5, feed, now: new, to: &corrects) }
        return (String(decoding: changed, as: UTF8.self), String(decoding: corrects, as: UTF8.self))
    }

    @Test func changedColumnsAreNamedInTheFeedsOrder() throws {
        let before = Row().text("name", "陶\"瓷,厂}").text("code", "A1").set("days", .integer, 5)
        let after = Row().text("name", "陶\"瓷,厂]").text("code", "A1").set("days", .integer, 6)
        let all = news(before, after, try feed("days, code, name"))
        #expect(all.changed == #","changed":["days","name"]"# && all.corrects.isEmpty)
        #expect(news(before, after, try feed("code")).changed == #","changed":[]"#)
        #expect(news(before, before, try feed("days, code, name")).changed == #","changed":[]"#)
    }

    @Test func aFactThatHadAValueIsCorrected() throws {
        let before = Row().set("flow", .decimal, 812).text("name", "甲")
        let after = Row().set("flow", .decimal, 812, exponent: -1).text("name", "乙")
        let both = news(before, after, try feed("name, flow"))
        #expect(both.changed == #","changed":["name","flow"]"#)
        #expect(both.corrects == #","corrects":{"rev":5,"fields":{"flow":{"was":812,"now":81.2}}}"#)
        // A first statement corrects nothing; one that is taken back does.
        #expect(news(Row(), after, try feed("flow")).corrects.isEmpty)
        #expect(
            news(before, Row(), try feed("flow")).corrects
                == #","corrects":{"rev":5,"fields":{"flow":{"was":812,"now":null}}}"#)
        // Other fields are no facts, and what is not shown is not told.
        #expect(news(before, after, try feed("name")).corrects.isEmpty)
    }

    @Test func masksHoldForWhatWas() throws {
        let before = Row().text("phone", "13912341234").set("flow", .decimal, 8124, exponent: -2)
        let after = Row().text("phone", "13999991234").set("flow", .decimal, 8123, exponent: -2)
        for masks in ["phone: keep_last(4), flow: round(1)", "phone: 'null', flow: 'null'"] {
            let none = news(before, after, try feed("phone, flow", masks: masks))
            #expect(none.changed == #","changed":[]"# && none.corrects.isEmpty)
        }
        let other = Row().text("phone", "13999995678").set("flow", .decimal, 8199, exponent: -2)
        let masked = news(before, other, try feed("phone, flow", masks: "phone: keep_last(4), flow: round(1)"))
        #expect(
            masked.corrects == #","corrects":{"rev":5,"fields":{"phone":{"was":"*******1234","now":"*******5678"},"#
                + #""flow":{"was":81.2,"now":82}}}"#)
        let hashed = news(before, other, try feed("phone", masks: "phone: hash"))
        #expect(hashed.corrects.contains("was") && !hashed.corrects.contains("139"))
    }

    /// A record of another definition: columns stand elsewhere, are new, or are gone.
    @Test func recordsOfAnotherDefinitionAreCompared() throws {
        let row = Row().text("name", "甲").text("code", "A1").text("media", #"["a","b,}"]"#, kind: .list)
        let (old, new) = (try feed("media, code, days"), try feed("code, name, media"))
        var news = RecordNews()
        news.compare(Array(row.record(old).utf8), with: Array(row.record(new).utf8), of: new)
        var changed: [UInt8] = []
        news.appendChanged(of: new, to: &changed)
        #expect(String(decoding: changed, as: UTF8.self) == #","changed":["name"]"# && !news.isCorrection)
    }
}
