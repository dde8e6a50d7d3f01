import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

@testable import Serving

/// A first load by a file, then changes from its cursor: the same as the feed, whatever is committed meanwhile.
@Suite struct SnapshotMirrorTests {
    @Test func aFileAndWhatFollowsAreTheFeed() async throws {
        let hub = try Hub()
        let partner = try Fetching(hub, key: try hub.consumer("mirror", feeds: ["water"]))
        try hub.publisher.commit((1...12_000).map { (Int64($0), ["厂\($0)", "441802"]) })
        var dice = SeededRandom(20_261_129)
        var commits = 0
        for round in 0..<6 {
            let fetching = try TestProgram(
                partner.curl("pollution_source.ndjson", "all.ndjson"), in: partner.folder.path)
            while fetching.isRunning || commits < 5 * (round + 1) {
                commits += 1
                let rows = Set((0..<40).map { _ in Int64.random(in: 1...12_050, using: &dice) }).sorted()
                try hub.publisher.commit(rows.map { row in (row, Self.values(of: row, commits)) })
            }
            #expect(fetching.wait().status == 0)
            var client = MirrorClient()
            let lines = try partner.text("all.ndjson").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(lines.last?.op == "end" && lines.count > 5_000)
            _ = try client.take(.page(lines))
            var more = true
            while more {
                let cursor = String(decoding: client.cursor ?? [], as: UTF8.self)
                let page = try await hub.get("/v1/feeds/water/changes?cursor=\(cursor)&limit=5000", key: partner.key)
                more = try client.take(.page(page.lines))
            }
            #expect(client.mirror == (try await truth(hub, partner.key)), "round \(round)")
        }
        #expect(commits >= 30)
    }

    /// What a commit says of a row: that it is gone, has left the region, or is called something else.
    private static func values(of row: Int64, _ commit: Int) -> [String?]? {
        switch row % 7 {
        case 0: nil
        case 1: ["搬\(commit)", "441801"]
        default: ["厂\(row)-\(commit)", "441802"]
        }
    }

    private func truth(_ hub: Hub, _ key: String) async throws -> [String: MirrorClient.Entry] {
        var client = MirrorClient()
        client.begin(at: Array("start".utf8))
        var more = true
        while more {
            let cursor = String(decoding: client.cursor ?? [], as: UTF8.self)
            let page = try await hub.get("/v1/feeds/water/changes?cursor=\(cursor)&limit=5000", key: key)
            more = try client.take(.page(page.lines))
        }
        return client.mirror
    }
}
