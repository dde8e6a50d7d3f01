import Crypto
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
    private static let page = text("feeds")

    private static func text(_ name: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent("docs/\(name).md"), encoding: .utf8)) ?? ""
    }

    private static func blocks(_ language: String, of page: String = page) -> [String] {
        page.components(separatedBy: "```").enumerated()
            .filter { $0.offset % 2 == 1 && $0.element.hasPrefix(language + "\n") }
            .map { String($0.element.dropFirst(language.count + 1)) }
    }

    /// Every file of the consumers' page is the one that the tests run, and every consumer that they run is shown.
    @Test func theConsumersShownAreTheConsumersTested() throws {
        let page = Self.text("consumers") + Self.text("access-log")
        var shown: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: Python.folder.path).sorted() {
            guard !name.hasPrefix("_"), !name.hasPrefix(".") else { continue }
            let text = try String(contentsOf: Python.folder.appendingPathComponent(name), encoding: .utf8)
            #expect(page.contains(text), "\(name)")
            shown.insert(name)
        }
        #expect(shown.isSuperset(of: ["mirror.py", "stream.py", "digest.py", "mirror.sh", "follow.sh", "apply.sql"]))
    }

    @Test(arguments: ["feeds", "webhooks"]) func everyCommandShownWorks(_ name: String) async throws {
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
        let folder = try TemporaryFolder()
        let environment = [
            "HUB": hub.base, "KEY": key, "ID": Publisher.id(1), "WEBHOOK": webhook, "OBJECTION": objection,
        ]
        for command in commands {
            let (status, output) = try await elsewhere {
                let ended = try TestProgram.run(["sh", "-c", command], in: folder.path, environment: environment)
                return (ended.status, ended.output + ended.errors)
            }
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
        let script = try #require(Self.blocks("python", of: Self.text("webhooks")).first)
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

    /// The script that proves a file, line by line as it stands; and it says no when the file is another.
    @Test func theProofShownHolds() throws {
        let hub = try Hub()
        try hub.publisher.commit(1, "厂", "441802")
        let partner = try Fetching(hub, key: try hub.consumer("reader", feeds: ["water"]))
        let script = try #require(Self.blocks("bash").first { $0.contains("sha256sum -c") })
        let (status, output) = try partner.run("set -e\n" + script)
        #expect(status == 0, "\(output)")
        for word in ["Signature Verified Successfully", "pollution_source.csv: OK", "Verified OK", "SM3 OK"] {
            #expect(output.contains(word), "\(output)")
        }
        let id = try partner.run("openssl pkey -pubin -in ed25519.pem -outform DER | sha256sum | cut -c1-32").output
        #expect(Self.page.contains("`openssl pkey -pubin -in ed25519.pem -outform DER | sha256sum | cut -c1-32`"))
        #expect(id.trimmingCharacters(in: .whitespacesAndNewlines) == hub.snapshots.keys.ed25519.publicKey.id)
    }

    @Test func theSignatureShownIsTaken() throws {
        let hub = try Hub()
        _ = try hub.consumer("gate", feeds: ["water"])
        let consumer = try #require(try hub.publisher.store.consumer("gate"))
        try hub.publisher.store.setGateway("qy_water", token: "0123456789abcdef", of: consumer, at: Hub.now)
        let script = try #require(Self.blocks("bash").first { $0.contains("x-tif") })
        let (status, output) = try Python.run(
            ["-ec", script], program: "bash",
            environment: ["HUB": hub.base, "PAASID": "qy_water", "TOKEN": "0123456789abcdef"])
        #expect(status == 0 && output.contains("\"consumer\":\"gate\""), "\(output)")
    }

    @Test func everyCommandOfTheAccessLogWorks() async throws {
        let page = Self.text("access-log")
        let hub = try Hub()
        let key = try hub.consumer("reader", feeds: ["water"])
        _ = try await hub.get("/v1/me", key: key)
        hub.log.flush()
        let script = try String(contentsOf: Python.folder.appendingPathComponent("accesslog.py"), encoding: .utf8)
        #expect(Self.blocks("python", of: page) == [script])
        for command in Self.blocks("sh", of: page).joined().split(separator: "\n").map(String.init) {
            let (status, output) = try Python.run(
                ["-c", command], program: "sh", environment: ["HUB": hub.base, "KEY": key])
            #expect(status == 0 && !output.isEmpty, "\(command): \(output)")
        }
        let folder = try TemporaryFolder()
        for key in hub.keys.all { try folder.write(key.publicKey.pem, to: key.algorithm.rawValue + ".pem") }
        let signatures = try #require(Self.blocks("bash", of: page).first)
        let (status, output) = try Python.run(
            ["-ec", "cd '\(folder.path)'\n" + signatures], program: "bash", environment: ["HUB": hub.base, "KEY": key])
        #expect(
            status == 0 && output.components(separatedBy: "Signature Verified Successfully").count == 3, "\(output)")
    }

    @Test func everyStatusShownIsAnswered() {
        for status in ["400", "401", "403", "404", "409", "410", "413", "415", "422", "429", "503"] {
            #expect(Self.page.contains(status))
        }
        for reason in ["retention", "epoch-changed", "feed-changed"] { #expect(Self.page.contains("`\(reason)`")) }
    }
}
