import HTTPClient
import HTTPServer
import JSON
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct WebhookInterfaceTests {
    private let site: WebhookHub
    private let receiver: WebhookReceiver

    init() throws {
        site = try WebhookHub()
        receiver = try WebhookReceiver()
        try site.approve("127.0.0.1:\(receiver.port)")
    }

    private func post(_ body: String?, type: String? = "application/json") async throws -> TransferResponse {
        try await site.hub.post("/v1/webhooks", body, key: site.key, type: type)
    }

    @Test func theSecretIsShownOnce() async throws {
        let made = try await site.make(receiver.url)
        #expect(made.status == 201 && made.fields["Cache-Control"] == "no-store")
        let place = try #require(made.fields["Location"])
        #expect(place == "/v1/webhooks/" + made.json.id && made.json.id.hasPrefix("wh_"))
        let secret = try #require(made.json["secret"]?.stringValue)
        for path in [place, "/v1/webhooks"] {
            let shown = try await site.hub.get(path, key: site.key)
            #expect(shown.status == 200 && shown.text.contains(made.json.id) && !shown.text.contains("whsec_"))
        }
        let webhook = try #require(try site.hub.publisher.store.webhooks().first)
        #expect(webhook.secret.revealed == secret)
        #expect(
            !"\(webhook)".contains(secret.dropFirst(6)) && !String(reflecting: webhook).contains(secret.dropFirst(6)))
        let rows = try site.hub.logged()
        #expect(rows.allSatisfy { !"\($0)".contains(secret) })
        #expect(
            rows.contains { $0.method == "POST" && $0.path == "/v1/webhooks" && $0.feed == "water" && $0.status == 201 }
        )
    }

    @Test func othersSeeNothing() async throws {
        let webhook = try await site.make(receiver.url).json
        let other = try site.hub.consumer("other", feeds: ["water"])
        #expect(try await site.hub.get("/v1/webhooks", key: other).json["webhooks"] == [])
        for (method, path) in [("GET", ""), ("DELETE", ""), ("POST", "/test"), ("POST", "/rotate")] {
            let answer = try await site.hub.get("/v1/webhooks/\(webhook.id)\(path)", key: other, method: method)
            #expect(answer.status == 404 && answer.kind == "not-found", "\(method) \(path)")
            #expect(try await site.hub.get("/v1/webhooks/\(webhook.id)\(path)", key: nil, method: method).status == 401)
        }
        #expect(try await site.state(webhook).id == webhook.id)
    }

    @Test func bodiesAreChecked() async throws {
        let url = receiver.url
        let bad: [(String, String)] = [
            ("", "bad-body"), ("{", "bad-body"), ("[]", "bad-body"), ("\"x\"", "bad-body"), ("{}", "missing-member"),
            (#"{"url":"\#(url)"}"#, "missing-member"), (#"{"url":"\#(url)","feed":null}"#, "missing-member"),
            (#"{"url":1,"feed":"water"}"#, "bad-member"), (#"{"url":"\#(url)","feed":""}"#, "bad-member"),
            (#"{"url":"\#(url)","feed":"water","secret":"x"}"#, "unknown-member"),
            (#"{"url":"\#(url)","feed":"water","feed":"water"}"#, "repeated-member"),
            (#"{"url":"\#(url)","feed":[[[[["water"]]]]]}"#, "bad-body"),
        ]
        for (body, kind) in bad {
            let answer = try await post(body)
            #expect(answer.status == 400 && answer.kind == kind, "\(body): \(answer.text)")
        }
        let body = #"{"url":"\#(url)","feed":"water"}"#
        for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
            #expect(try await post(body, type: type).status == 415)
        }
        #expect(try await post(body + String(repeating: " ", count: 17_000)).status == 413)
        #expect(try await site.hub.post("/v1/webhooks?x=1", body, key: site.key).kind == "unknown-parameter")
        #expect(try await post(body, type: "Application/JSON; charset=utf-8").status == 201)
    }

    /// A feed that the caller may not read answers as one that there is none of.
    @Test func feedsWithoutAGrantAreRefused() async throws {
        var texts: Set<String> = []
        for feed in ["police", "nothing"] {
            let answer = try await site.make(receiver.url, feed: feed)
            #expect(answer.status == 403 && answer.kind == "missing-grant")
            texts.insert(
                answer.text.replacing(feed, with: "F").replacing(answer.fields["Request-Id"] ?? "", with: ""))
        }
        #expect(texts.count == 1)
    }

    @Test func thereIsOneForAnAddressAndNotTooMany() async throws {
        let first = try await site.make(receiver.url).json
        let again = try await site.make(receiver.url)
        #expect(again.status == 409 && again.text.contains(first.id))
        for number in 1..<Store.webhooksOfConsumer {
            #expect(try await site.make(receiver.url + "?\(number)").status == 201)
        }
        #expect(try await site.make(receiver.url + "?more").kind == "too-many-webhooks")
        let gone = try await site.hub.get("/v1/webhooks/\(first.id)", key: site.key, method: "DELETE")
        #expect(gone.status == 204 && gone.body.isEmpty)
        #expect(try await site.hub.get("/v1/webhooks/\(first.id)", key: site.key).status == 404)
        #expect(try await site.hub.get("/v1/webhooks/\(first.id)", key: site.key, method: "DELETE").status == 404)
        #expect(try await site.make(receiver.url + "?more").status == 201)
    }

    /// Whoever may not read any more is told nothing, be it for the grant or for the keys.
    @Test func nothingIsToldWithoutKeyAndGrant() async throws {
        let webhook = try await site.make(receiver.url).json
        let store = site.hub.publisher.store
        let consumer = try #require(try store.consumer("mirror"))
        let grant = try #require(consumer.grants.first)
        try store.dropGrant(on: "water", of: consumer)
        try site.commit("一")
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.isEmpty)
        #expect(try await site.state(webhook)["held"] == "grant")
        let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(test.status == 403 && test.kind == "missing-grant")
        try store.setGrant(grant, of: consumer)
        #expect(try await receiver.messages(1).first?.number("to") == 2)
        try store.revokeKeys(of: consumer, at: Hub.now)
        try site.commit("二")
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 1)
    }

    /// Another process holds the store: the request waits, and is told to come again; nothing was made.
    @Test func aBusyStoreIsSaid() async throws {
        let lock = try Store.locker(site.hub.storePath)
        let answer = try await site.make(receiver.url)
        #expect(answer.status == 503 && answer.kind == "busy" && answer.fields["Retry-After"] != nil)
        try lock.execute("COMMIT")
        #expect(try await site.make(receiver.url).status == 201)
    }

    @Test func metricsCountAttemptsAndStates() async throws {
        let gone = try WebhookReceiver { _ in .status(410) }
        try await site.tell(receiver)
        let webhook = try await site.tell(gone)
        try site.commit()
        #expect(try await becomes { try await site.state(webhook)["state"] == "disabled" })
        #expect(await becomes { site.hub.server.metrics.current.webhooksDelivered == 1 })
        let admin = try AdminServer(
            storePath: site.hub.storePath, log: site.hub.log, metrics: site.hub.server.metrics,
            http: HTTPListener.Configuration()
        ) { [] }
        let page = try await HTTPSession().perform(TransferRequest("http://127.0.0.1:\(admin.port)/metrics")).text
        for line in [
            #"envhub_webhooks{state="active"} 1"#, #"envhub_webhooks{state="disabled"} 1"#,
            #"envhub_webhooks{state="paused"} 0"#, #"envhub_webhook_attempts_total{outcome="delivered"} 1"#,
            #"envhub_webhook_attempts_total{outcome="failed"} 1"#,
        ] { #expect(page.contains(line + "\n"), "\(line)") }
    }

    @Test func testsAreNotRepeatedAtOnce() async throws {
        let site = try WebhookHub { $0.testGap = .seconds(10) }
        let webhook = try await site.tell(receiver)
        #expect(try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key).status == 200)
        let second = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(second.status == 429 && second.fields["Retry-After"] == "10")
    }
}
