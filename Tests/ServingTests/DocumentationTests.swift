import Crypto
import Feeds
import Foundation
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

    @Test func everyCommandShownWorks() throws {
        let hub = try Hub()
        let key = try hub.consumer("reader", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
        let commands = Self.blocks("sh").joined().split(separator: "\n").map(String.init)
        #expect(commands.count >= 7)
        let partner = try Fetching(hub, key: key)
        for command in commands {
            let (status, output) = try partner.run(command, environment: ["ID": Publisher.id(1)])
            #expect(status == 0 && !output.isEmpty, "\(command): \(output)")
        }
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
        for status in ["400", "401", "403", "404", "410", "429", "503"] { #expect(Self.page.contains(status)) }
        for reason in ["retention", "epoch-changed", "feed-changed"] { #expect(Self.page.contains("`\(reason)`")) }
    }
}
