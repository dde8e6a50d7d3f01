import Foundation
import HTTPClient
import HTTPServer
import JSON
import Storage
import Testing

@testable import Serving

@Suite struct SignedLinkTests {
    private let hub: Hub
    private let key: String
    private var store: Store { hub.publisher.store }

    init() throws {
        hub = try Hub()
        try hub.publisher.commit(1, "清远陶瓷", "441802")
        try hub.publisher.commit(2, "英德化工", "441801")
        key = try hub.consumer("sheet", feeds: ["water"])
    }

    private func consumer() throws -> Consumer { try #require(try store.consumer("sheet")) }

    /// The path of a link with its signature.
    private func link(_ path: String, life: Int64 = 86_400_000) throws -> (id: String, path: String) {
        let made = try store.issueLink(to: path, for: consumer(), at: Hub.now, expires: Hub.now + life)
        return (made.link.id, path + (path.contains("?") ? "&" : "?") + "sig=" + made.signature)
    }

    @Test func aLinkOpensItsPathWithoutAKey() async throws {
        for path in [
            "/v1/feeds/water/pollution_source?f=csv", "/v1/feeds/water/pollution_source",
            "/v1/feeds/water/changes?cursor=start&limit=3",
            "/v1/feeds/water/pollution%5Fsource?f=csv&csv=raw",
        ] {
            let (id, opened) = try link(path)
            let answer = try await hub.get(opened, key: nil)
            #expect(
                answer.status == 200 && answer.text.contains("清远陶瓷") && !answer.text.contains("英德化工"),
                "\(path): \(answer.text)")
            #expect(try await hub.get(opened, key: nil, method: "HEAD").status == 200)
            let row = try #require(try hub.logged().last)
            #expect(row.consumer == "sheet" && row.key == "link:\(id)" && row.feed == "water" && row.purpose == "执法检查")
        }
        #expect(try !hub.logged().contains { "\($0)".contains("sig") })
    }

    /// Whatever is changed in a link, it opens nothing, and says nothing of what there is.
    @Test func aLinkOpensNothingElse() async throws {
        let (_, opened) = try link("/v1/feeds/water/pollution_source?f=csv&limit=5")
        let signature = try #require(opened.components(separatedBy: "sig=").last)
        var forged = Array(signature.utf8)
        forged[20] = forged[20] == 65 ? 66 : 65
        let others = [
            "/v1/feeds/water/pollution_source?f=csv&limit=50&sig=",
            "/v1/feeds/water/pollution_source?limit=5&f=csv&sig=",
            "/v1/feeds/water/pollution_source?f=csv&sig=", "/v1/feeds/water/changes?f=csv&limit=5&sig=",
            "/v1/me?f=csv&limit=5&sig=",
            "/v1/feeds/police/pollution_source?f=csv&limit=5&sig=", "/v1/me?sig=",
            "/v1/feeds/water/pollution_source?f=csv&limit=5&x=1&sig=",
            "/v1/feeds/water/pollution_source?f=csv&limit=5&sig=a&sig=",
        ].map { $0 + signature }
        let broken = [
            String(decoding: forged, as: UTF8.self), "", "x", String(signature.dropLast()), signature + "A",
            String(signature.dropFirst(11)),
            "0000000000." + signature.dropFirst(11), signature.uppercased(), signature + "&sig=" + signature,
        ].map { "/v1/feeds/water/pollution_source?f=csv&limit=5&sig=" + $0 }
        for path in others + broken {
            let answer = try await hub.get(path, key: nil)
            #expect(answer.status == 401 && answer.kind == "bad-link", "\(path): \(answer.status) \(answer.text)")
            #expect(!answer.text.contains(signature.suffix(43)) && !answer.text.contains("清远"))
        }
        #expect(try await hub.get(opened, key: nil).status == 200)
        #expect(try await hub.get(opened, key: key).kind == "many-credentials")
        #expect(try await hub.get(opened, key: nil, method: "DELETE").status == 405)
    }

    @Test func aLinkEndsWithItsTimeItselfAndItsKey() async throws {
        let short = try link("/v1/feeds/water/pollution_source", life: 300)
        let revoked = try link("/v1/feeds/water/pollution_source")
        let kept = try link("/v1/feeds/water/pollution_source?limit=1")
        try await Task.sleep(for: .milliseconds(400))
        #expect(try await hub.get(short.path, key: nil).kind == "expired-key")
        #expect(try store.revokeLink(revoked.id, of: consumer(), at: Hub.now))
        #expect(try !store.revokeLink(revoked.id, of: consumer(), at: Hub.now))
        #expect(try await hub.get(revoked.path, key: nil).kind == "revoked-key")
        // A new key beside the old one changes nothing; the old one's end does.
        let second = try store.rotateKey(of: consumer(), at: Hub.now, expires: Hub.now + 86_400_000)
        #expect(try await hub.get(kept.path, key: nil).status == 200)
        let first = try #require(try store.keys(of: consumer()).first { $0.id != second.id })
        try store.revokeKey(first.id, at: Hub.now)
        #expect(try await hub.get(kept.path, key: nil).kind == "revoked-key")
        // A grant that is gone is gone for links too.
        let later = try link("/v1/feeds/water/pollution_source")
        #expect(try await hub.get(later.path, key: nil).status == 200)
        try store.dropGrant(on: "water", of: consumer())
        #expect(try await hub.get(later.path, key: nil).status == 403)
    }

    @Test func linksAreBounded() throws {
        let now = Hub.now
        let consumer = try consumer()
        for (path, life) in [
            ("/v1/feeds", 91 * 86_400_000), ("/v1/feeds", 0), ("v1/feeds", 1), ("//evil/v1", 1), ("/v1/feeds?sig=x", 1),
            ("/v1/a b", 1),
            ("/v1/%zz", 1), ("/v1/%00", 1), ("/v1#x", 1), ("/" + String(repeating: "a", count: 2_001), 1),
        ] as [(String, Int64)] {
            #expect(throws: StoreError.self, "\(path.prefix(40))") {
                try store.issueLink(to: path, for: consumer, at: now, expires: now + life)
            }
        }
        // A link does not outlive the key that it was made under.
        let made = try store.issueLink(to: "/v1/feeds", for: consumer, at: now, expires: now + 80 * 86_400_000)
        #expect(try made.link.expires == store.keys(of: consumer)[0].expires)
        for _ in 1..<SignedLink.most {
            _ = try store.issueLink(to: "/v1/feeds", for: consumer, at: now, expires: now + 9_000_000)
        }
        #expect(throws: StoreError.self) {
            try store.issueLink(to: "/v1/feeds", for: consumer, at: now, expires: now + 9_000_000)
        }
        try store.revokeKeys(of: consumer, at: now)
        #expect(throws: StoreError.self) {
            try store.issueLink(to: "/v1/me", for: consumer, at: now, expires: now + 1_000)
        }
    }

    @Test func aKeyInTheURLIsRefusedAndKeptNowhere() async throws {
        for path in [
            "/v1/me?key=\(key)", "/v1/feeds/water/changes?cursor=start&token=\(key)", "/v1/me?\(key)",
            "/v1/feeds?access_token=hub_x",
        ] {
            let answer = try await hub.get(path, key: nil)
            #expect(answer.status == 400 && answer.kind == "key-in-url", "\(answer.text)")
            #expect(!answer.text.contains(key.suffix(43)) && answer.text.contains("Authorization"))
            // Also when it comes twice.
            let both = try await hub.get(path, key: key)
            #expect(
                both.status == 400 && both.kind == "key-in-url" && !both.text.contains(key.suffix(43)), "\(both.text)")
        }
        #expect(try !hub.logged().contains { "\($0)".contains(key.suffix(43)) })
        let file = try Data(contentsOf: URL(fileURLWithPath: hub.logPath + "-wal"))
        #expect(file.range(of: Data(key.suffix(43).utf8)) == nil)
    }
}
