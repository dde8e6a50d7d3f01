import Crypto
import HTTPClient
import HTTPServer
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct GatewayTests {
    private let hub: Hub
    private static let token = "0123456789abcdefTOKEN"

    init() throws {
        hub = try Hub()
        try hub.publisher.commit(1, "清远陶瓷", "441802")
        _ = try hub.consumer("gate", feeds: ["water"])
        let consumer = try #require(try hub.publisher.store.consumer("gate"))
        try hub.publisher.store.setGateway("qy_water", token: Self.token, of: consumer, at: Hub.now)
    }

    private func fields(
        _ nonce: String, paasid: String = "qy_water", token: String = token, at seconds: Int64? = nil,
        upper: Bool = false
    ) -> [(String, String)] {
        let time = String(seconds ?? Hub.now / 1_000)
        let signature = SHA256.hash(time + token + nonce + time).hex
        return [
            ("x-tif-paasid", paasid), ("x-tif-timestamp", time), ("x-tif-nonce", nonce),
            ("x-tif-signature", upper ? signature.uppercased() : signature),
        ]
    }

    private func get(_ fields: [(String, String)], _ path: String = "/v1/feeds/water/changes?cursor=start") async throws
        -> TransferResponse
    {
        try await hub.get(path, key: nil, fields: fields)
    }

    private static func get(_ url: String, _ fields: [(String, String)]) async throws -> TransferResponse {
        var request = TransferRequest(url)
        for (name, value) in fields { request.fields.add(name, value) }
        return try await HTTPSession().perform(request)
    }

    @Test func aSignedRequestIsAnswered() async throws {
        let answer = try await get(fields("a1"))
        #expect(answer.status == 200 && answer.text.contains("清远陶瓷"))
        // Several clients write the signature in capitals.
        #expect(try await get(fields("a2", upper: true)).status == 200)
        let rows = try hub.logged()
        #expect(rows.map(\.consumer) == ["gate", "gate"] && rows[0].key == "gateway:qy_water")
        #expect(!rows.contains { "\($0)".contains(Self.token) })
    }

    @Test func aRequestIsAnsweredOnce() async throws {
        let first = fields("once")
        #expect(try await get(first).status == 200)
        #expect(try await get(first).kind == "replayed")
        // The same nonce of another time is used as well.
        #expect(try await get(fields("once", at: Hub.now / 1_000 + 1)).kind == "replayed")
        #expect(try await get(fields("twice")).status == 200)
    }

    /// A request that waits has used its nonce when it began.
    @Test func aSignedRequestMayWait() async throws {
        let head = try await get(fields("now"), "/v1/feeds/water/changes?cursor=now")
        let cursor = try #require(head.fields["Feed-Cursor"])
        let signed = fields("wait")
        let url = hub.base + "/v1/feeds/water/changes?cursor=\(cursor)&wait=20"
        async let waited = Self.get(url, signed)
        #expect(await becomes { hub.server.metrics.current.waiting == 1 })
        try hub.publisher.commit(1, "清远新陶瓷", "441802")
        hub.server.signal.notify()
        let answer = try await waited
        #expect(answer.status == 200 && answer.text.contains("清远新陶瓷"))
        #expect(try await get(signed, "/v1/feeds/water/changes?cursor=\(cursor)").kind == "replayed")
    }

    @Test func whatIsWrongIsRefused() async throws {
        let now = Hub.now / 1_000
        #expect(try await get(fields("b1", at: now - 200)).kind == "stale-timestamp")
        #expect(try await get(fields("b2", at: now + 200)).kind == "stale-timestamp")
        #expect(try await get(fields("b3", token: "another-token-000")).kind == "bad-signature")
        #expect(try await get(fields("b4", paasid: "nobody")).kind == "bad-signature")
        for wrong in 0..<4 {
            var fields = fields("b5")
            fields.remove(at: wrong)
            #expect(try await get(fields).kind == (wrong == 0 ? "missing-key" : "bad-signature"))
            fields = self.fields("b6")
            fields[wrong].1 = String(repeating: "9", count: 300)
            #expect(try await get(fields).kind == "bad-signature")
        }
        // A wrong signature does not use a nonce up.
        #expect(try await get(fields("b3")).status == 200)
        #expect(try await hub.get("/v1/me", key: "hub_x", fields: fields("b7")).kind == "many-credentials")
        let consumer = try #require(try hub.publisher.store.consumer("gate"))
        #expect(try hub.publisher.store.dropGateway("qy_water", of: consumer))
        #expect(try await get(fields("b8")).kind == "bad-signature")
    }

    /// What was signed for the process before is refused by the next: nobody knows whether it was used.
    @Test func aRestartForgetsNothingThatCouldBeUsedTwice() {
        let guardian = ReplayGuard(start: 1_000_000)
        #expect(guardian.admit("a", nonce: "1", at: 999, now: 1_000_500) == .stale)
        #expect(guardian.admit("a", nonce: "1", at: 1_000, now: 1_000_500) == .new)
        #expect(guardian.admit("b", nonce: "1", at: 1_000, now: 1_000_500) == .new)
        #expect(guardian.admit("a", nonce: "1", at: 1_000, now: 1_180_000) == .seen)
        #expect(guardian.admit("a", nonce: "1", at: 1_000, now: 1_181_000) == .stale)
    }

    /// A nonce is remembered for as long as its timestamp is accepted, however the memory turns.
    @Test func noncesAreRememberedLongEnough() {
        var seconds: Int64 = 10_000
        let guardian = ReplayGuard(start: seconds * 1_000)
        var used: [(nonce: String, at: Int64)] = []
        for step in 0..<2_000 {
            let at = seconds + Int64(step * 7 % 361) - 180
            guard at >= 10_000 else { continue }
            let nonce = "n\(step)"
            #expect(guardian.admit("a", nonce: nonce, at: at, now: seconds * 1_000) == .new)
            used.append((nonce, at))
            for old in used.suffix(60) {
                let verdict = guardian.admit("a", nonce: old.nonce, at: old.at, now: seconds * 1_000)
                #expect(verdict == (abs(old.at - seconds) <= 180 ? .seen : .stale))
            }
            seconds += Int64(step % 13)
        }
    }

    @Test func namesAndTokensAreChecked() throws {
        let store = hub.publisher.store
        _ = try hub.consumer("other", feeds: [])
        let (gate, other) = (try #require(try store.consumer("gate")), try #require(try store.consumer("other")))
        for (paasid, token) in [
            ("", Self.token), ("a b", Self.token), ("x", "short"), ("x", "有汉字的令牌有汉字的令牌"), ("水", Self.token),
        ] {
            #expect(throws: StoreError.self) { try store.setGateway(paasid, token: token, of: gate, at: 0) }
        }
        #expect(throws: StoreError.self) { try store.setGateway("qy_water", token: Self.token, of: other, at: 0) }
        let caller = try #require(try store.gatewayCallers(of: gate).first)
        var dumped = ""
        dump(caller, to: &dumped)
        #expect(!"\(caller) \(dumped) \(String(reflecting: caller))".contains(Self.token))
    }
}
