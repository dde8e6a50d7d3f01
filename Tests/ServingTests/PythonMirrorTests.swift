import Foundation
import HTTPClient
import JSON
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

/// Programs of other people: Python's own library, nothing of ours.
@Suite(.enabled(if: Python.isThere)) struct PythonMirrorTests {
    private let hub: Hub
    private let key: String

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
    }

    private func mirror() throws -> [String: String] {
        let file = hub.directory.appendingPathComponent("mirror.db").path
        let script = Python.folder.appendingPathComponent("mirror.py").path
        let (status, output) = try Python.run([script, hub.base + "/v1/feeds/water/changes", key, file])
        #expect(status == 0, "\(output)")
        let rows = try Database(path: file).prepare("SELECT id, record FROM mirror")
        var mirror: [String: String] = [:]
        while try rows.step() {
            mirror[rows.text(0) ?? ""] = try JSONValue(parsing: rows.text(1) ?? "")["name"]?.stringValue
        }
        return mirror
    }

    @Test func tenLinesMirrorTheFeed() throws {
        let script = try String(contentsOf: Python.folder.appendingPathComponent("mirror.py"), encoding: .utf8)
        #expect(script.split(separator: "\n").count <= 10)
        let publisher = hub.publisher
        try publisher.commit((1...1200).map { (Int64($0), ["厂\($0)", "441802"]) })
        var truth = Dictionary(uniqueKeysWithValues: (1...1200).map { (Publisher.id(Int64($0)), "厂\($0)") })
        #expect(try mirror() == truth)
        // Changes, deletes and leaves.
        try publisher.commit([(1, ["改名", "441802"]), (2, ["厂2", "441801"]), (3, nil), (1201, ["新厂", "441802"])])
        truth[Publisher.id(1)] = "改名"
        truth[Publisher.id(1201)] = "新厂"
        for row in [2, 3] as [Int64] { truth[Publisher.id(row)] = nil }
        #expect(try mirror() == truth)
        // A restart of the server.
        try hub.restartServer()
        #expect(try mirror() == truth)
        // A purge that the consumer was too late for: it starts again, and drops what is gone.
        try publisher.commit([(4, nil), (5, ["厂5", "441801"])])
        let feed = try #require(try publisher.store.feeds().first { $0.name == "water" })
        _ = try publisher.store.inTransaction { try publisher.store.purgeFeed(feed.id, before: publisher.now + 1) }
        for row in [4, 5] as [Int64] { truth[Publisher.id(row)] = nil }
        #expect(try mirror() == truth)
    }

    @Test func csvIsReadBack() async throws {
        let names = ["=1+1", "a,b \"c\"\r\nd", "清远市\t陶瓷", "-5", "", " x ", "'q", "\u{1F600}"]
        try hub.publisher.commit(names.enumerated().map { (Int64($0 + 1), [$1, "441802"]) })
        try hub.publisher.remove(8)
        for raw in ["", "&csv=raw"] {
            let answer = try await hub.get("/v1/feeds/water/changes?cursor=start&f=csv" + raw, key: key)
            let file = hub.directory.appendingPathComponent("page.csv")
            try Data(answer.body).write(to: file)
            let program = """
                import csv, json, sys
                with open(sys.argv[1], encoding='utf-8-sig', newline='') as file: print(json.dumps(list(csv.DictReader(file))))
                """
            let (status, output) = try Python.run(["-c", program, file.path])
            #expect(status == 0)
            let rows = try #require(try JSONValue(parsing: output).arrayValue)
            let read = rows.map { $0["name"]?.stringValue ?? "?" }
            let disarmed =
                raw.isEmpty ? ["'=1+1", names[1], names[2], "'-5", "", " x ", "'q"] : Array(names.dropLast())
            #expect(read == disarmed + [""])
            #expect(rows.map { $0["op"]?.stringValue } == Array(repeating: "upsert", count: 7) + ["delete"])
            #expect(rows[0]["id"]?.stringValue == Publisher.id(1) && rows[0]["region"] == "441802")
            #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF]) == raw.isEmpty)
            #expect(answer.fields["Feed-Cursor"] != nil && answer.fields["Feed-More"] == "false")
        }
    }
}

/// The machine's Python, when there is one.
enum Python {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Consumers")

    static let isThere = (try? run(["-c", "pass"]).status) == 0

    static func run(_ arguments: [String], program: String = "python3", environment: [String: String] = [:]) throws -> (
        status: Int32, output: String
    ) {
        let ended = try TestProgram.run([program] + arguments, environment: environment.mapValues(Optional.some))
        return (ended.status, ended.output + ended.errors)
    }
}
