import Crypto
import Feeds
import Foundation
import Testing

@testable import Serving

/// What docs/feeds.md shows is what works.
@Suite(.enabled(if: Python.isThere)) struct DocumentationTests {
    private static let root = Python.folder.deletingLastPathComponent().deletingLastPathComponent()
    private static let page =
        (try? String(contentsOf: root.appendingPathComponent("docs/feeds.md"), encoding: .utf8)) ?? ""

    private static func blocks(_ language: String) -> [String] {
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
        let script = try #require(Self.blocks("bash").first)
        let (status, output) = try partner.run("set -e\n" + script)
        #expect(status == 0, "\(output)")
        for word in ["Signature Verified Successfully", "pollution_source.csv: OK", "Verified OK", "SM3 OK"] {
            #expect(output.contains(word), "\(output)")
        }
        let id = try partner.run("openssl pkey -pubin -in ed25519.pem -outform DER | sha256sum | cut -c1-32").output
        #expect(Self.page.contains("`openssl pkey -pubin -in ed25519.pem -outform DER | sha256sum | cut -c1-32`"))
        #expect(id.trimmingCharacters(in: .whitespacesAndNewlines) == hub.snapshots.keys.ed25519.publicKey.id)
    }

    @Test func everyStatusShownIsAnswered() {
        for status in ["400", "401", "403", "404", "410", "429", "503"] { #expect(Self.page.contains(status)) }
        for reason in ["retention", "epoch-changed", "feed-changed"] { #expect(Self.page.contains("`\(reason)`")) }
    }
}
