import Feeds
import Foundation
import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct AccessTests {
    private let hub: Hub
    private let publisher: Publisher

    init() throws {
        hub = try Hub()
        publisher = hub.publisher
        // A past in which the row belonged to no feed.
        try publisher.commit(1, "CANARY-NAME-3", nil, "CANARY-PHONE-5553", "CANARY-NOTE")
        try publisher.commit(1, "CANARY-NAME-1", "441802", "CANARY-PHONE-5551", "CANARY-NOTE")
        try publisher.commit(2, "CANARY-NAME-2", "441801", "CANARY-PHONE-5552", "CANARY-NOTE")
        try publisher.commit(3, "CANARY-NAME-3", nil, "CANARY-PHONE-5553", "CANARY-NOTE")
    }

    /// What each consumer's answers may hold of the canaries, whatever it asks for.
    private static let allowed: [String: Set<String>] = [
        "none": [], "water": ["CANARY-NAME-1"], "police": ["CANARY-NAME-1", "CANARY-NAME-2"],
        "both": ["CANARY-NAME-1", "CANARY-NAME-2"],
    ]

    private static let canaries = [
        "CANARY-NAME-1", "CANARY-NAME-2", "CANARY-NAME-3", "CANARY-PHONE", "CANARY-NOTE", "5551555",
    ]

    private static func paths() -> [String] {
        var paths = ["/", "/v1/feeds", "/v1/me"]
        for feed in ["water", "police"] {
            let base = "/v1/feeds/\(feed)"
            paths += [base, base + "/schema", base + "/schema/pollution_source", base + "/schema/outlet"]
            for format in ["ndjson", "json", "csv", "csv&csv=raw"] {
                paths += [
                    base + "/changes?cursor=start&f=\(format)", base + "/pollution_source?f=\(format)",
                    base + "/changes?cursor=start&limit=1&f=\(format)",
                ]
            }
            for row in 1...4 as ClosedRange<Int64> {
                let record = base + "/pollution_source/\(Publisher.id(row))"
                paths += [record, record + "/history", record + "/history?f=csv", record + "?include=all"]
            }
            paths.append(base + "/digest")
            paths += [base + "/pollution_source?after=\(Publisher.id(1))", base + "/changes?cursor=CANARY-NAME-3"]
        }
        return paths
    }

    @Test func nobodySeesWhatHeMayNot() async throws {
        let grants = ["none": [], "water": ["water"], "police": ["police"], "both": ["water", "police"]]
        for (consumer, feeds) in grants {
            let key = try hub.consumer(consumer, feeds: feeds)
            var seen: Set<String> = []
            for path in Self.paths() {
                let answer = try await hub.get(path, key: key)
                let named =
                    path.hasPrefix("/v1/feeds/water") ? "water" : path.hasPrefix("/v1/feeds/police") ? "police" : nil
                if let named, !feeds.contains(named) { #expect(answer.status == 403, "\(consumer) \(path)") }
                let all = answer.text + answer.fields.list.map { $0.name + $0.value }.joined()
                for canary in Self.canaries where all.contains(canary) { seen.insert(canary) }
            }
            #expect(seen == Self.allowed[consumer], "\(consumer)")
        }
    }

    @Test func withoutAKeyThereIsOnlyTheLandingPage() async throws {
        for path in Self.paths() {
            let answer = try await hub.get(path, key: nil)
            #expect(answer.status == (path == "/" ? 200 : 401), "\(path)")
            if path != "/" { #expect(answer.fields["WWW-Authenticate"] != nil) }
            for canary in Self.canaries { #expect(!answer.text.contains(canary)) }
        }
    }

    @Test func outsideAndAbsentAnswerTheSame() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        var bodies: Set<String> = []
        for id in [Publisher.id(2), Publisher.id(999), "ol_00000000", "ps_x", "%00", "..", "污染源"] {
            let answer = try await hub.get("/v1/feeds/water/pollution_source/\(Self.encoded(id))", key: key)
            #expect(answer.status == 404)
            let request = answer.fields["Request-Id"] ?? ""
            bodies.insert(answer.text.replacing(request, with: ""))
        }
        #expect(bodies.count == 1)
        // A row that left the feed is as one that never was.
        try publisher.commit(1, "CANARY-NAME-1", "441801")
        let left = try await hub.get("/v1/feeds/water/pollution_source/\(Publisher.id(1))", key: key)
        #expect(left.status == 404)
    }

    private static func encoded(_ text: String) -> String {
        text.hasPrefix("%")
            ? text : text.utf8.map { $0 < 128 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16) }.joined()
    }

    /// RFC 9110 section 11.4: the scheme in letters of either case, blanks as one likes.
    @Test(arguments: ["bearer KEY", "BEARER KEY", "Bearer  KEY", "Bearer KEY ", "bEaReR\tKEY\t"])
    func schemesAreWrittenInAnyWay(_ form: String) async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        let text = try RawClient.get(
            hub.server.port, "/v1/me", headers: "Authorization: \(form.replacing("KEY", with: key))\r\n")
        #expect(text.hasPrefix("HTTP/1.1 200 "), "\(text)")
        let pair = Data("x:\(key)".utf8).base64EncodedString()
        #expect(try await hub.get("/v1/me", key: nil, fields: [("Authorization", "basic  \(pair)")]).status == 200)
        for wrong in ["Bearer \(key) \(key)", "Bearer", "Digest \(key)", "Bearer\(key)"] {
            #expect(try await hub.get("/v1/me", key: nil, fields: [("Authorization", wrong)]).status == 401, "\(wrong)")
        }
    }

    /// Where a list goes on must not tell whether another feed has a record.
    @Test func onlyShownRecordsAreGoneOnFrom() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        for path in [
            "/v1/feeds/water/pollution_source?limit=1&after=", "/collections/water.pollution_source/items?after=",
        ] {
            var answers: Set<String> = []
            for row in [2, 3, 999] as [Int64] {
                let answer = try await hub.get(path + Publisher.id(row), key: key)
                answers.insert("\(answer.status) \(answer.kind)")
            }
            #expect(answers == ["400 bad-parameter"], "\(path)")
            #expect(try await hub.get(path + Publisher.id(1), key: key).status == 200)
        }
        // One that has left the feed is one that it has shown: who was there goes on.
        try publisher.remove(1)
        #expect(try await hub.get("/v1/feeds/water/pollution_source?after=\(Publisher.id(1))", key: key).status == 200)
    }

    @Test func entitiesOfOtherFeedsAreNotTold() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        for entity in ["pollution_source", "outlet", "nothing", ""] {
            #expect(try await hub.get("/collections/police.\(entity)", key: key).status == 403, "\(entity)")
            #expect(try await hub.get("/collections/police.\(entity)/items", key: key).status == 403, "\(entity)")
        }
        #expect(try await hub.get("/collections/water.nothing", key: key).status == 404)
    }

    @Test func badKeysAreRefused() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        var forged = Array(key.utf8)
        forged[30] = forged[30] == 65 ? 66 : 65
        let bad = [
            "", "x", String(key.dropLast()), key + "A", String(decoding: forged, as: UTF8.self), key.uppercased(),
            "hub_0000000000_" + key.dropFirst(15), String(repeating: "A", count: 5000),
        ]
        for text in bad {
            let answer = try await hub.get("/v1/me", key: text)
            #expect(answer.status == 401, "\(text.prefix(60))")
        }
        #expect(try await hub.get("/v1/me", key: nil, fields: [("Authorization", "Digest eDp5")]).kind == "missing-key")
        #expect(try await hub.get("/v1/me", key: key).status == 200)
    }

    /// Browsers and spreadsheets know names and passwords: the key is the password, under whatever name.
    @Test(arguments: ["", "water", "水务局"]) func theKeyMayBeAPassword(_ name: String) async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        let pair = Data("\(name):\(key)".utf8).base64EncodedString()
        #expect(try await hub.get("/v1/me", key: nil, fields: [("Authorization", "Basic \(pair)")]).status == 200)
        let wrong = Data("\(name):x".utf8).base64EncodedString()
        for text in [wrong, "", "%%"] {
            #expect(try await hub.get("/v1/me", key: nil, fields: [("Authorization", "Basic \(text)")]).status == 401)
        }
    }

    /// Another process revokes: here another connection to the same file.
    @Test func revocationActsOnTheNextRequest() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        #expect(try await hub.get("/v1/feeds/water/changes?cursor=start", key: key).status == 200)
        let other = try Store(path: hub.storePath)
        let consumer = try #require(try other.consumer("water"))
        #expect(try other.revokeKeys(of: consumer, at: Hub.now) == 1)
        #expect(try await hub.get("/v1/feeds/water/changes?cursor=start", key: key).kind == "revoked-key")
    }

    @Test func rotationLetsTheOldKeyLiveOn() async throws {
        let first = try hub.consumer("water", feeds: ["water"])
        let consumer = try #require(try publisher.store.consumer("water"))
        let second = try publisher.store.rotateKey(of: consumer, at: Hub.now + 1, expires: Hub.now + 86_400_000).text
        #expect(try await hub.get("/v1/me", key: first).status == 200)
        #expect(try await hub.get("/v1/me", key: second).status == 200)
        let third = try publisher.store.rotateKey(of: consumer, at: Hub.now + 2, expires: Hub.now + 86_400_000).text
        #expect(try await hub.get("/v1/me", key: first).status == 401)
        #expect(try await hub.get("/v1/me", key: second).status == 200)
        #expect(try await hub.get("/v1/me", key: third).status == 200)
    }

    @Test func grantsEndWithTheirTime() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        let consumer = try #require(try publisher.store.consumer("water"))
        func status(_ starts: Int64, _ ends: Int64?) async throws -> (Int, String) {
            let grant = try #require(
                Grant(
                    feed: "water", purpose: "p", legalBasis: "b", starts: Hub.now + starts,
                    ends: ends.map { Hub.now + $0 }))
            try publisher.store.setGrant(grant, of: consumer)
            let answer = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key)
            return (answer.status, answer.json["grant"]?.stringValue ?? "")
        }
        #expect(try await status(-2000, -1000) == (403, "feed:water"))
        #expect(try await status(60_000, nil) == (403, "feed:water"))
        #expect(try await status(-2000, 60_000) == (200, ""))
        #expect(try publisher.store.dropGrant(on: "water", of: consumer))
        #expect(try await hub.get("/v1/feeds/water", key: key).status == 403)
    }

    @Test func grantsHoldForTheirAddresses() async throws {
        let near = try hub.consumer("near", feeds: ["water"], sources: ["10.0.0.0/8", "127.0.0.0/8"])
        let far = try hub.consumer("far", feeds: ["water"], sources: ["10.0.0.0/8", "::1"])
        #expect(try await hub.get("/v1/feeds/water", key: near).status == 200)
        #expect(try await hub.get("/v1/feeds/water", key: far).status == 403)
        let list = try await hub.get("/v1/feeds", key: far)
        #expect(list.json["feeds"] == [])
    }

    @Test func meSaysWhatIMayRead() async throws {
        let key = try hub.consumer("water", feeds: ["water"])
        let me = try await hub.get("/v1/me", key: key).json
        #expect(me["consumer"] == "water")
        #expect(me["grants"]?[0]?["feed"] == "water" && me["grants"]?[0]?["active"] == true)
        #expect(me["grants"]?[0]?["legal_basis"] == "条例第八条")
        #expect(key.contains(me["key"]?.stringValue ?? "?"))
    }
}
