import Foundation
import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// The library of those who wrote the standard reads what the hub sends.
@Suite(.enabled(if: StandardWebhooks.python != nil)) struct StandardWebhooksTests {
    @Test func theirLibraryVerifiesOurMessages() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        let webhook = try await site.tell(receiver)
        let secret = try #require(webhook["secret"]?.stringValue)
        try site.commit("清远市某某陶瓷有限公司")
        let message = try #require(try await receiver.messages(1).first)
        #expect(try await StandardWebhooks.verify(message, secret) == "feed.advanced")
        var altered = message.body
        altered[altered.count - 3] ^= 1
        #expect(try await StandardWebhooks.verify(.init(headers: message.headers, body: altered), secret) == nil)
        for (name, value) in [
            ("webhook-id", "msg_other"), ("webhook-timestamp", "\(Hub.now / 1_000 - 60)"),
            ("webhook-signature", "v1,AAAA"),
        ] {
            var headers = message.headers
            headers[name] = value
            #expect(
                try await StandardWebhooks.verify(.init(headers: headers, body: message.body), secret) == nil, "\(name)"
            )
        }
        #expect(try await StandardWebhooks.verify(message, WebhookSecret().revealed) == nil)
    }

    /// A message of an hour ago is no message of now, right as it is signed.
    @Test func staleMessagesAreRejected() async throws {
        let site = try WebhookHub { $0.clock = { Call.milliseconds() - 3_600_000 } }
        let receiver = try WebhookReceiver()
        // Keys and grants are judged by the same clock.
        let store = site.hub.publisher.store
        let consumer = try #require(try store.consumer("mirror"))
        var grant = try #require(consumer.grants.first)
        grant.starts -= 7_200_000
        try store.setGrant(grant, of: consumer)
        let webhook = try await site.tell(receiver)
        let secret = try #require(webhook["secret"]?.stringValue)
        try site.commit()
        let message = try #require(try await receiver.messages(1).first)
        #expect(try await StandardWebhooks.verify(message, secret) == nil)
        let signature = try #require(WebhookSecret(secret))
            .signature(
                id: message.id, timestamp: Int64(message.headers["webhook-timestamp"] ?? "") ?? 0, body: message.body)
        #expect(message.headers["webhook-signature"] == signature)
    }

    /// While a secret changes, messages verify by both; a day later by the new one alone.
    @Test func bothSecretsVerifyForADay() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        let webhook = try await site.tell(receiver)
        let old = try #require(webhook["secret"]?.stringValue)
        let rotated = try await site.hub.post("/v1/webhooks/\(webhook.id)/rotate", nil, key: site.key)
        #expect(rotated.status == 200 && rotated.fields["Cache-Control"] == "no-store")
        let new = try #require(rotated.json["secret"]?.stringValue)
        #expect(new != old && rotated.json["old_secret_until"] != .null)
        try site.commit("一")
        let first = try #require(try await receiver.messages(1).first)
        #expect(first.headers["webhook-signature"]?.split(separator: " ").count == 2)
        for secret in [old, new] { #expect(try await StandardWebhooks.verify(first, secret) == "feed.advanced") }
        site.pass(86_400_000)
        try site.commit("二")
        let second = try #require(try await receiver.messages(2).last)
        #expect(second.headers["webhook-signature"]?.split(separator: " ").count == 1)
        let key = try #require(WebhookSecret(new))
        let timestamp = Int64(second.headers["webhook-timestamp"] ?? "") ?? 0
        #expect(
            second.headers["webhook-signature"]
                == key.signature(id: second.id, timestamp: timestamp, body: second.body))
    }
}

/// `standardwebhooks` of PyPI.
enum StandardWebhooks {
    static let python = TestPython.having("standardwebhooks", "standardwebhooks==1.1.0")

    private static let program = """
        import json, sys
        from standardwebhooks.webhooks import Webhook, WebhookVerificationError
        told = json.load(open(sys.argv[1]))
        body = bytes.fromhex(told["body"])
        try: print(Webhook(told["secret"]).verify(body, told["headers"])["type"])
        except WebhookVerificationError as error: print("rejected")
        """

    /// The type of a message that it takes; nil for one that it rejects.
    static func verify(_ message: WebhookReceiver.Message, _ secret: String) async throws -> String? {
        let folder = try TemporaryFolder()
        let headers = JSONValue.object(message.headers.map { .init($0.key, .string($0.value)) })
        let hex = message.body.map { String(format: "%02x", $0) }.joined()
        let file = try folder.write(
            JSONValue.object([.init("body", .string(hex)), .init("headers", headers), .init("secret", .string(secret))])
                .text, to: "message.json")
        let words = [try #require(python), "-c", program, file]
        let (status, output) = try await elsewhere {
            let ended = try TestProgram.run(words)
            return (ended.status, ended.output + ended.errors)
        }
        #expect(status == 0, "\(output)")
        let said = output.trimmingCharacters(in: .whitespacesAndNewlines)
        return said == "rejected" ? nil : said
    }
}
