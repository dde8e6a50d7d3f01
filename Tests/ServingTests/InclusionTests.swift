import HTTPClient
import JSON
import Storage
import Testing

@testable import Serving

/// One record with all that the feed shows of what refers to it.
@Suite("Records with what refers to them") struct InclusionTests {
    private let hub: ReferringHub
    private let key: String

    /// Source 1 with two outlets of water and one of air, and five transfers to source 2; source 3 is referred to by nothing.
    init() throws {
        hub = try ReferringHub()
        key = try hub.key()
        try hub.commit([
            ("pollution_source", 1, [.text("一厂"), .text("13912345678")]),
            ("pollution_source", 2, [.text("二厂"), .text("13887654321")]),
            ("pollution_source", 3, [.text("三厂"), nil]),
            ("pollution_source", 4, [.text("藏"), nil]),
            ("outlet", 11, [.text("DW001"), .row(1), .text("water")]),
            ("outlet", 12, [.text("DA001"), .row(1), .text("CANARY-AIR")]),
            ("outlet", 13, [.text("DW002"), .row(1), .text("water")]),
            ("outlet", 14, [.text("DW009"), .row(2), .text("water")]),
        ])
        try hub.commit(
            (21...25).map { number in
                (
                    "waste_transfer", Int64(number),
                    [.text("M\(number)"), .row(1), .row(2), .text("张CANARY"), .text("CANARY-NOTE")]
                )
            })
    }

    private func source(_ row: Int64) -> String { "pollution_source/" + ReferringHub.id("ps", row) }

    private func names(_ answer: TransferResponse, _ entity: String, _ field: String) -> [String]? {
        answer.json["include"]?[entity]?.arrayValue?.map { $0["record"]?[field]?.stringValue ?? "?" }
    }

    @Test("The record's own line, and the lines of what refers to it, the newest rows first")
    func all() async throws {
        let plain = try await hub.get("water/" + source(1), key: key)
        let answer = try await hub.get("water/" + source(1) + "?include=all", key: key)
        #expect(answer.status == 200 && answer.json["record"] == ["name": "一厂"], "\(answer.text)")
        #expect(answer.json.id == ReferringHub.id("ps", 1) && answer.json["rev"] == plain.json["rev"])
        #expect(names(answer, "outlet", "code") == ["DW002", "DW001"])
        #expect(answer.json["include"]?["outlet"]?[0]?["id"]?.stringValue == ReferringHub.id("ol", 13))
        #expect(answer.json["include"]?.objectValue?.count == 1 && answer.json["truncated"] == nil)
        let line = try await hub.get("water/outlet/" + ReferringHub.id("ol", 13), key: key)
        #expect(answer.json["include"]?["outlet"]?[0] == line.json)
        #expect(plain.json["include"] == nil)
    }

    @Test("A feed that does not show who received does not tell by inclusion")
    func undeclared() async throws {
        let sender = try await hub.get("police/" + source(1) + "?include=waste_transfer", key: key)
        #expect(names(sender, "waste_transfer", "manifest_no") == ["M25", "M24", "M23", "M22", "M21"])
        let receiver = try await hub.get("police/" + source(2) + "?include=all", key: key)
        #expect(receiver.json["include"] == ["waste_transfer": []] && !receiver.text.contains("M2"))
        let whole = try await hub.get("whole/" + source(2) + "?include=all", key: key)
        #expect(names(whole, "waste_transfer", "manifest_no")?.count == 5)
        // The water feed shows transfers, but none of their parties; the whole feed masks whose an outlet is.
        for query in ["water/" + source(1) + "?include=waste_transfer", "whole/" + source(1) + "?include=outlet"] {
            #expect(try await hub.get(query, key: key).status == 400)
        }
    }

    @Test("What a feed masks, filters or leaves out is in no byte of an answer")
    func canaries() async throws {
        for feed in ["water", "police", "whole"] {
            for row in 1...3 as ClosedRange<Int64> {
                let answer = try await hub.get("\(feed)/\(source(row))?include=all", key: key)
                #expect(answer.status == 200 && !answer.text.contains("CANARY"), "\(answer.text)")
                #expect(!answer.text.contains("13912345678") && !answer.text.contains("1388765"))
            }
        }
        let police = try await hub.get("police/" + source(1) + "?include=all", key: key)
        #expect(police.text.contains("张******") && police.text.contains("*******5678"))
    }

    @Test("More than the limit is told with how many there are")
    func truncated() async throws {
        let answer = try await hub.get("whole/" + source(1) + "?include=waste_transfer&limit=2", key: key)
        #expect(names(answer, "waste_transfer", "manifest_no") == ["M25", "M24"])
        #expect(answer.json["truncated"] == ["waste_transfer": 5])
        let exact = try await hub.get("whole/" + source(1) + "?include=waste_transfer&limit=5", key: key)
        #expect(exact.json["truncated"] == nil && names(exact, "waste_transfer", "manifest_no")?.count == 5)
    }

    @Test("What is left of the feed is neither included nor counted")
    func left() async throws {
        try hub.store.inTransaction {
            try hub.store.run("UPDATE hub_feed_3 SET op = 2 WHERE row IN (24, 25)")
        }
        let answer = try await hub.get("whole/" + source(1) + "?include=waste_transfer&limit=2", key: key)
        #expect(names(answer, "waste_transfer", "manifest_no") == ["M23", "M22"])
        #expect(answer.json["truncated"] == ["waste_transfer": 3])
    }

    @Test("Nothing refers to it: empty lists")
    func nothing() async throws {
        let answer = try await hub.get("water/" + source(3) + "?include=outlet", key: key)
        #expect(answer.json["include"] == ["outlet": []])
        let outlet = try await hub.get("water/outlet/" + ReferringHub.id("ol", 11) + "?include=all", key: key)
        #expect(outlet.json["include"] == [:] && outlet.json["record"]?["code"] == "DW001")
    }

    @Test("What is not in the feed answers as ever", arguments: ["4", "99", "11"])
    func absent(_ row: String) async throws {
        let plain = try await hub.get("water/" + source(Int64(row)!), key: key)
        let asked = try await hub.get("water/" + source(Int64(row)!) + "?include=all", key: key)
        #expect(asked.status == 404 && plain.status == 404 && asked.kind == plain.kind)
        #expect(asked.json["detail"] == plain.json["detail"])
    }

    @Test(
        "Wrong questions",
        arguments: [
            "include=", "include=outlets", "include=outlet,", "include=pollution_source", "limit=x",
            "include=all&limit=0",
        ])
    func wrong(_ query: String) async throws {
        #expect(try await hub.get("water/" + source(1) + "?" + query, key: key).status == 400)
    }

    @Test("An entity tag holds for the whole answer; the log counts every record")
    func tags() async throws {
        let path = "whole/" + source(1) + "?include=all"
        let answer = try await hub.get(path, key: key)
        let tag = try #require(answer.fields["ETag"])
        #expect(try await hub.get(path, key: key, fields: [("If-None-Match", tag)]).status == 304)
        try hub.commit([("waste_transfer", 26, [.text("M26"), .row(1), .row(3), nil, nil])])
        let changed = try await hub.get(path, key: key, fields: [("If-None-Match", tag)])
        #expect(changed.status == 200 && names(changed, "waste_transfer", "manifest_no")?.count == 6)
        #expect(try hub.logged().map(\.count) == [6, 6, 7])
    }

    @Test("A feed's description says what can be included")
    func described() async throws {
        let entities = try await hub.get("whole", key: key).json["entities"]?.arrayValue
        #expect(entities?.map { $0["includes"] } == [["waste_transfer"], [], []])
        #expect(try await hub.get("water", key: key).json["entities"]?[0]?["includes"] == ["outlet"])
    }
}
