import Foundation
import HTTPClient
import JSON
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

/// Streams read by other people's programs, and what comes of them.
@Suite struct StreamMirrorTests {
    private let hub: Hub
    private let key: String
    private static let python = TestPython.having("sseclient", "sseclient-py==1.9.0")

    init() throws {
        var limits = ConsumerLimits.none
        limits.heartbeat = .milliseconds(500)
        hub = try Hub(limits: limits)
        key = try hub.consumer("mirror", feeds: ["water"])
    }

    private func mirror(_ file: String) throws -> [String: String] {
        guard FileManager.default.fileExists(atPath: file) else { return [:] }
        var mirror: [String: String] = [:]
        for (id, record) in try rows(file) { mirror[id] = try JSONValue(parsing: record)["name"]?.stringValue }
        return mirror
    }

    /// Read in one go: whoever reads for longer keeps the client from writing.
    private func rows(_ file: String) throws -> [(String, String)] {
        let database = try Database(path: file, mode: .readOnly, busyTimeout: 5000)
        guard let rows = try? database.prepare("SELECT id, record FROM mirror") else { return [] }
        var all: [(String, String)] = []
        while try rows.step() { all.append((rows.text(0) ?? "", rows.text(1) ?? "")) }
        return all
    }

    private func waitFor(_ truth: [String: String], in file: String) async throws {
        _ = await becomes { (try? mirror(file)) == truth }
        #expect(try mirror(file) == truth)
    }

    /// sseclient-py (PyPI) keeps a mirror, through a restart of the server.
    @Test(.enabled(if: python != nil)) func anotherClientKeepsAMirror() async throws {
        let python = try #require(Self.python)
        let script = Python.folder.appendingPathComponent("stream.py").path
        let file = hub.directory.appendingPathComponent("mirror.db").path
        func start() throws -> TestProgram {
            try TestProgram([python, script, hub.base + "/v1/feeds/water/changes", key, file])
        }
        try hub.publisher.commit((1...1200).map { (Int64($0), ["厂\($0)", "441802"]) })
        var truth = Dictionary(uniqueKeysWithValues: (1...1200).map { (Publisher.id(Int64($0)), "厂\($0)") })
        let first = try start()
        try await waitFor(truth, in: file)
        try hub.publisher.commit([(1, ["改\"\\\n名", "441802"]), (2, ["厂2", "441801"]), (3, nil)])
        truth[Publisher.id(1)] = "改\"\\\n名"
        for row in [2, 3] as [Int64] { truth[Publisher.id(row)] = nil }
        try await waitFor(truth, in: file)
        try hub.restartServer()
        #expect(first.wait().status == 0, "the end of a stream is no error: \(first.errors)")
        try hub.publisher.commit([(4, nil), (1201, ["新厂", "441802"])])
        truth[Publisher.id(4)] = nil
        truth[Publisher.id(1201)] = "新厂"
        let second = try start()
        try await waitFor(truth, in: file)
        second.kill()
    }

    @Test func curlReadsAStream() throws {
        try hub.publisher.commit(1, "厂", "441802")
        let ended = try TestProgram.run([
            "curl", "-sSN", "--compressed", "--max-time", "2", "-H", "Accept: text/event-stream", "-H",
            "Authorization: Bearer \(key)", hub.base + "/v1/feeds/water/changes?cursor=start",
        ])
        // 28: curl's own time was over while the stream was still open.
        #expect(ended.status == 28)
        #expect(
            ended.output.hasPrefix("retry: 3000\n\nid: ") && ended.output.contains("\nevent: upsert\ndata: {\"op\""))
        #expect(ended.output.contains("\nevent: end\n") && ended.output.contains("\n\n:\n\n"))
    }

    /// However a client follows a feed, it ends with the same mirror.
    @Test(arguments: 0..<6) func aStreamAndPollsGiveTheSameMirror(_ seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let limit = Int.random(in: 1...9, using: &random)
        var reader = try EventReader(hub, key: key, "cursor=start&limit=\(limit)")
        var (streamed, lastID): ([String: String], String?) = ([:], nil)
        var truth: [String: String] = [:]
        for round in 0..<25 {
            var changes: [(row: Int64, values: [String?]?)] = []
            for row in (1...12 as ClosedRange<Int64>).shuffled(using: &random).prefix(3) {
                let name = "厂\(round)-\(row)"
                let kind = Int.random(in: 0..<4, using: &random)
                changes.append((row, kind == 3 ? nil : [name, kind == 2 ? "441801" : "441802"]))
                truth[Publisher.id(row)] = kind < 2 ? name : nil
            }
            try hub.publisher.commit(changes)
            hub.server.signal.notify()
            // Now and then the connection is lost in the middle of a batch.
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                guard let event = await reader.next() else { break }
                take(event, &streamed, &lastID)
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                reader.close()
                reader = try EventReader(hub, key: key, "cursor=start&limit=\(limit)", lastID: lastID)
            }
        }
        let head = try #require(try hub.publisher.store.feeds().first { $0.name == "water" }?.head)
        var position: Int64 = 0
        while position < head, let event = await reader.next() {
            take(event, &streamed, &lastID)
            position = event.json["seq"]?.intValue.map(Int64.init) ?? position
            if event.event == "end", event.json["more"] == false {
                let page = try await hub.get("/v1/feeds/water/changes?cursor=\(event.id ?? "")", key: key)
                if page.lines.count == 1 { break }
            }
        }
        var polled = MirrorClient()
        var path = "start"
        repeat {
            let page = try await hub.get("/v1/feeds/water/changes?cursor=\(path)&limit=\(limit)", key: key)
            _ = try polled.take(.page(page.lines))
            path = page.fields["Feed-Cursor"] ?? ""
            if page.fields["Feed-More"] == "false" { break }
        } while true
        #expect(streamed == truth && polled.mirror.mapValues { $0.record["name"]?.stringValue } == truth)
    }

    private func take(_ event: ServerEvent, _ mirror: inout [String: String], _ lastID: inout String?) {
        lastID = event.id ?? lastID
        guard event.json["id"] != nil else { return }
        mirror[event.json.id] = event.json["record"]?["name"]?.stringValue
    }
}
