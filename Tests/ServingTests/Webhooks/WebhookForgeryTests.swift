import HTTPClient
import HTTPServer
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// What a partner might try to have the hub knock at doors that are not his (server-side request forgery).
@Suite struct WebhookForgeryTests {
    @Test(arguments: [
        "http://a@127.0.0.1", "http://2130706433", "http://0x7f.1", "http://[::ffff:127.0.0.1]",
        "https://localhost\\@x/",
    ]) func oddAddressesAreRefused(_ url: String) async throws {
        let site = try WebhookHub()
        let answer = try await site.make(url)
        #expect(answer.status == 400 && answer.kind == "bad-url")
    }

    @Test func hostsMustBeApproved() async throws {
        let site = try WebhookHub(isApproved: false)
        let receiver = try WebhookReceiver()
        let answer = try await site.make(receiver.url)
        #expect(answer.status == 403 && answer.kind == "host-not-approved")
        #expect(answer.json["host"]?.stringValue == "127.0.0.1:\(receiver.port)")
        try site.approve("127.0.0.1:\(receiver.port)")
        #expect(try await site.make(receiver.url).status == 201)
    }

    /// An approved name whose address is inside: the address is looked at when the socket is opened, after the name was resolved. A name
    /// that resolved to something else when the webhook was made gains nothing.
    @Test(arguments: ["localhost", "127.0.0.1"]) func theAddressIsWhatCounts(_ host: String) async throws {
        let site = try WebhookHub(isApproved: false)
        let receiver = try WebhookReceiver()
        let place = "\(host):\(receiver.port)"
        try site.approve(place, networks: [])
        let webhook = try await site.make("http://\(place)/hook").json
        let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(test.json["delivered"] == false && test.json["problem"] == "address-not-approved")
        try site.commit()
        #expect(try await becomes { try await site.state(webhook)["last_problem"] == "address-not-approved" })
        #expect(receiver.messages.isEmpty)
        // With the network's approval it goes there.
        try site.approve(place)
        site.pass(10_000)
        #expect(try await receiver.messages(1).count == 1)
    }

    @Test(arguments: [301, 302, 303, 307, 308]) func redirectsAreFailures(_ status: Int) async throws {
        let site = try WebhookHub()
        let inner = try WebhookReceiver()
        let target = inner.url
        let outer = try WebhookReceiver { _ in .status(status, [HTTPHeader("Location", target)]) }
        let webhook = try await site.tell(outer)
        try site.commit()
        #expect(try await becomes { try await site.state(webhook)["last_problem"] == "redirect" })
        #expect(try await site.state(webhook)["last_status"]?.intValue == status && inner.messages.isEmpty)
    }

    @Test func anApprovalThatIsTakenBackEndsIt() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        let webhook = try await site.tell(receiver)
        #expect(try await site.state(webhook)["held"] == .null)
        #expect(try site.hub.publisher.store.forbidWebhookHost("127.0.0.1", port: receiver.port))
        try site.commit()
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.isEmpty)
        #expect(try await site.state(webhook)["held"] == "host")
        let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(test.status == 403 && test.kind == "host-not-approved")
    }

    /// Encrypted endpoints show a certificate that is trusted, for their name.
    @Test(.enabled(if: TestCertificate.isAvailable)) func certificatesAreHeldAgainstAuthorities() async throws {
        let certificate = try TestCertificate()
        let tls = HTTPListener.TLS(certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM)
        for isTrusted in [true, false] {
            let site = try WebhookHub { $0.authoritiesFile = isTrusted ? certificate.file : nil }
            let receiver = try WebhookReceiver(tls: tls)
            try site.approve("127.0.0.1:\(receiver.port)")
            let webhook = try await site.make("https://127.0.0.1:\(receiver.port)/").json
            let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
            #expect(test.json["delivered"]?.boolValue == isTrusted, "\(test.text)")
            #expect(receiver.messages.count == (isTrusted ? 1 : 0))
            if !isTrusted { #expect(test.json["problem"] == "tls") }
        }
    }
}
