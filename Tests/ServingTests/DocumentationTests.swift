import Feeds
import Foundation
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// What docs/feeds.md shows is what works.
@Suite(.enabled(if: Python.isThere)) struct DocumentationTests {
    private static let root = Python.folder.deletingLastPathComponent().deletingLastPathComponent()
    private static let page = text("feeds.md")

    private static func text(_ name: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent("docs/" + name), encoding: .utf8)) ?? ""
    }

    private static func blocks(_ language: String, of page: String = page) -> [String] {
        page.components(separatedBy: "```").enumerated()
            .filter { $0.offset % 2 == 1 && $0.element.hasPrefix(language + "\n") }
            .map { String($0.element.dropFirst(language.count + 1)) }
    }

    @Test func theConsumersShownAreTheConsumersTested() throws {
        let scripts = try ["mirror.py", "digest.py"].map { name in
            try String(contentsOf: Python.folder.appendingPathComponent(name), encoding: .utf8)
        }
        #expect(Self.blocks("python") == scripts)
    }

    @Test(arguments: ["feeds.md", "webhooks.md"]) func everyCommandShownWorks(_ name: String) async throws {
        let hub = try Hub()
        let key = try hub.consumer("reader", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
        let receiver = try WebhookReceiver()
        let store = hub.publisher.store
        try store.allow(
            WebhookHost(
                approving: "127.0.0.1:\(receiver.port)", isPlain: true, networks: ["127.0.0.1"], at: Hub.now))
        try store.allow(WebhookHost(approving: "hooks.water.example.gov.cn", at: Hub.now))
        let wanted = JSONValue.object([.init("url", .string(receiver.url)), .init("feed", "water")]).text
        let webhook = try await hub.post("/v1/webhooks", wanted, key: key).json.id
        let disputed = JSONValue.object([
            .init("entity", "pollution_source"), .init("id", .string(Publisher.id(1))), .init("reason", "停产"),
        ])
        let objection = try await hub.post("/v1/feeds/water/objections", disputed.text, key: key).json.id
        let commands = Self.blocks("sh", of: Self.text(name)).joined().split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("curl ") }
        #expect(commands.count >= 6)
        for command in commands {
            let (status, output) = try Python.run(
                ["-c", command], program: "sh",
                environment: [
                    "HUB": hub.base, "KEY": key, "ID": Publisher.id(1), "WEBHOOK": webhook, "OBJECTION": objection,
                ])
            #expect(status == 0 && !output.isEmpty, "\(command): \(output)")
        }
    }

    /// The page's verifier takes what the hub sends, and nothing else.
    @Test func theVerifierShownVerifies() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        let secret = try #require(try await site.tell(receiver)["secret"]?.stringValue)
        try site.commit("清远")
        let message = try #require(try await receiver.messages(1).first)
        let script = try #require(Self.blocks("python", of: Self.text("webhooks.md")).first)
        let folder = try TemporaryFolder()
        let file = try folder.write(script, to: "verify.py")
        let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"].map { message.headers[$0] ?? "" }
        for (body, isGenuine) in [(message.body, true), (message.body + [32], false)] {
            let input = try folder.write(body, to: "body")
            let (status, output) = try Python.run(
                ["-c", "python3 \"$@\" < \(input)", "sh", file, secret] + headers, program: "sh")
            #expect((status == 0) == isGenuine && output.contains("genuine") == isGenuine, "\(output)")
        }
        let (status, _) = try Python.run(
            ["-c", "python3 \"$@\" < /dev/null", "sh", file, secret, headers[0], "1", headers[2]], program: "sh")
        #expect(status != 0)
    }

    @Test func everyStatusShownIsAnswered() {
        for status in ["400", "401", "403", "404", "409", "410", "413", "415", "422", "429", "503"] {
            #expect(Self.page.contains(status))
        }
        for reason in ["retention", "epoch-changed", "feed-changed"] { #expect(Self.page.contains("`\(reason)`")) }
    }
}
