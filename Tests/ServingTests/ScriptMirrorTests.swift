import Foundation
import HTTPClient
import JSON
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

/// Consumers without a programming language: a shell with curl and jq, and SQL.
@Suite struct ScriptMirrorTests {
    private let hub: Hub
    private let key: String
    private let folder: TemporaryFolder

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        folder = try TemporaryFolder()
        let sources = Python.folder
        for name in ["mirror.sh", "follow.sh", "apply.sql"] {
            try FileManager.default.copyItem(
                at: sources.appendingPathComponent(name), to: folder.url.appending(path: name))
        }
    }

    private var url: String { hub.base + "/v1/feeds/water/changes" }

    private func run(_ words: [String]) throws -> (status: Int32, said: String) {
        let ended = try TestProgram.run(["env", "-C", folder.path, "sh"] + words, environment: [:])
        return (ended.status, ended.output + ended.errors)
    }

    private func shellMirror() throws -> [String: String] {
        let (status, said) = try run(["mirror.sh", url, key, "mirror.json"])
        #expect(status == 0, "\(said)")
        let file = try JSONValue(parsing: Array(Data(contentsOf: folder.url.appending(path: "mirror.json"))))
        guard case .object(let members)? = file["records"] else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value["name"]?.stringValue ?? "") })
    }

    private func tableMirror() throws -> [String: String] {
        let (status, said) = try run(["follow.sh", url, key])
        #expect(status == 0, "\(said)")
        let rows = try Database(path: folder.path + "/mirror.db").prepare(
            "SELECT id, record ->> 'name' FROM mirror WHERE entity = 'pollution_source'")
        var mirror: [String: String] = [:]
        while try rows.step() { mirror[rows.text(0) ?? ""] = rows.text(1) ?? "" }
        return mirror
    }

    @Test func bothMirrorTheFeed() throws {
        let publisher = hub.publisher
        try publisher.commit((1...6200).map { (Int64($0), ["厂\"\($0)'", "441802"]) })
        var truth = Dictionary(uniqueKeysWithValues: (1...6200).map { (Publisher.id(Int64($0)), "厂\"\($0)'") })
        #expect(try shellMirror() == truth)
        #expect(try tableMirror() == truth)
        try publisher.commit([(1, ["改名", "441802"]), (2, ["厂2", "441801"]), (3, nil), (7000, ["新厂", "441802"])])
        try publisher.merge(4, into: 1)
        truth[Publisher.id(1)] = "改名"
        truth[Publisher.id(7000)] = "新厂"
        for row in [2, 3, 4] as [Int64] { truth[Publisher.id(row)] = nil }
        for _ in 1...2 {
            #expect(try shellMirror() == truth)
            #expect(try tableMirror() == truth)
        }
    }

    /// What was refused or cut on the way changes nothing.
    @Test func failuresChangeNothing() throws {
        try hub.publisher.commit(1, "厂", "441802")
        let truth = [Publisher.id(1): "厂"]
        #expect(try shellMirror() == truth)
        #expect(try tableMirror() == truth)
        #expect(try run(["mirror.sh", url, "hub_wrong", "mirror.json"]).status != 0)
        #expect(try run(["follow.sh", url, "hub_wrong"]).status != 0)
        try Data(#"[{"op":"upsert","id":"x","entity":"pollution_source","record":{}},"#.utf8).write(
            to: folder.url.appending(path: "page.json"))
        #expect(try run(["-c", "sqlite3 mirror.db < apply.sql"]).status != 0)
        #expect(try shellMirror() == truth)
        #expect(try tableMirror() == truth)
    }

    /// A cursor that cannot go on: the shell starts again by itself.
    @Test func theShellStartsAgain() throws {
        let publisher = hub.publisher
        try publisher.commit((1...3).map { (Int64($0), ["厂\($0)", "441802"]) })
        #expect(try shellMirror().count == 3)
        try publisher.commit([(1, nil)])
        try publisher.commit([(2, ["厂二", "441802"])])
        let feed = try #require(try publisher.store.feeds().first { $0.name == "water" })
        _ = try publisher.store.inTransaction { try publisher.store.purgeFeed(feed.id, before: publisher.now + 1) }
        #expect(try shellMirror() == [Publisher.id(2): "厂二", Publisher.id(3): "厂3"])
    }
}
