import Foundation
import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// Whole files over HTTP: tags, ranges, pins, refusals.
@Suite struct SnapshotFileTests {
    private let hub: Hub
    private let key: String
    private let path = "/v1/feeds/water/snapshot/pollution_source"

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit((1...300).map { (Int64($0), ["厂\($0)", "441802"]) })
    }

    @Test func theLinesAreThoseOfTheFeedAndTheCursorGoesOn() async throws {
        let file = try await hub.get(path + ".ndjson", key: key)
        #expect(file.status == 200 && file.fields["Content-Type"] == "application/x-ndjson")
        let changes = try await hub.get("/v1/feeds/water/changes?cursor=start&limit=5000", key: key)
        #expect(file.lines.dropLast() == changes.lines.dropLast())
        let end = try #require(file.lines.last)
        #expect(end.op == "end" && end["count"]?.intValue == 300 && end["more"] == false)
        #expect(end["cursor"]?.stringValue == file.fields["Feed-Cursor"])
        try hub.publisher.commit(7, "改名", "441802")
        let cursor = try #require(file.fields["Feed-Cursor"])
        let next = try await hub.get("/v1/feeds/water/changes?cursor=\(cursor)", key: key)
        #expect(next.lines.dropLast().map(\.id) == [Publisher.id(7)])
    }

    @Test func theFileIsTheSameUntilTheFeedGoesOn() async throws {
        let first = try await hub.get(path + ".csv", key: key)
        let tag = try #require(first.fields["ETag"])
        let again = try await hub.get(path + ".csv", key: key)
        #expect(again.body == first.body && again.fields["ETag"] == tag)
        #expect(again.fields["Last-Modified"] == first.fields["Last-Modified"])
        #expect(try await hub.get(path + ".csv", key: key, fields: [("If-None-Match", tag)]).status == 304)
        let since = try #require(first.fields["Last-Modified"])
        #expect(try await hub.get(path + ".csv", key: key, fields: [("If-Modified-Since", since)]).status == 304)
        let head = try await hub.get(path + ".csv", key: key, method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty && head.fields["Content-Length"] == "\(first.body.count)")
        try hub.publisher.commit(1, "新", "441802")
        let later = try await hub.get(path + ".csv", key: key, fields: [("If-None-Match", tag)])
        #expect(later.status == 200 && later.fields["ETag"] != tag && later.text.contains("新"))
        #expect(later.fields["Accept-Ranges"] == "bytes")
        #expect(later.fields["Content-Disposition"]?.contains("filename*=UTF-8''water-%E6%B1%A1") == true)
        #expect(later.fields["Repr-Digest"]?.hasPrefix("sha-256=:") == true)
    }

    @Test func partsAndResumedFilesAreTheFile() throws {
        let partner = try Fetching(hub, key: key)
        try partner.fetch("pollution_source.ndjson")
        let whole = try partner.bytes("pollution_source.ndjson")
        for range in ["0-99", "100-", "-50", "1000-1000"] {
            let (_, headers) = try partner.fetch("pollution_source.ndjson", as: "part", ["-r", range])
            #expect(headers.hasPrefix("HTTP/1.1 206"))
            let told = try #require(Fetching.header("Content-Range", in: headers))
            let ends = told.split(whereSeparator: { " -/".contains($0) }).compactMap { Int($0) }
            #expect(ends.count == 3 && ends[2] == whole.count)
            #expect(try partner.bytes("part") == Array(whole[ends[0]...ends[1]]), "\(range)")
        }
        for kept in [0, 1, 12_345, whole.count - 1] {
            try Data(whole.prefix(kept)).write(to: partner.folder.url.appending(path: "resumed"))
            try partner.fetch("pollution_source.ndjson", as: "resumed", ["-C", "-"])
            #expect(try partner.bytes("resumed") == whole, "\(kept)")
        }
        let (_, over) = try partner.fetch("pollution_source.ndjson", as: "part", ["-r", "\(whole.count)-"])
        #expect(over.hasPrefix("HTTP/1.1 416"))
        #expect(Fetching.header("Content-Range", in: over) == "bytes */\(whole.count)")
        let (_, several) = try partner.fetch("pollution_source.ndjson", as: "part", ["-r", "0-1,5-6"])
        #expect(try several.hasPrefix("HTTP/1.1 200") && partner.bytes("part") == whole)
    }

    @Test func whoGoesOnWithAnOlderFileGetsThatFile() async throws {
        let first = try await hub.get(path + ".ndjson", key: key)
        let tag = try #require(first.fields["ETag"])
        try hub.publisher.commit(1, "新", "441802")
        let rest = try await hub.get(
            path + ".ndjson", key: key, fields: [("Range", "bytes=100-"), ("If-Range", tag)])
        #expect(rest.status == 206 && rest.body == Array(first.body[100...]) && rest.fields["ETag"] == tag)
        let other = try await hub.get(
            path + ".ndjson", key: key, fields: [("Range", "bytes=100-"), ("If-Range", "\"none\"")])
        #expect(other.status == 200 && other.text.contains("新"))
    }

    @Test func aFileIsKeptByItsNumber() async throws {
        let first = try await hub.get(path + ".ndjson", key: key)
        let place = try #require(first.fields["Content-Location"])
        #expect(place == path + ".ndjson?at=300")
        try hub.publisher.commit(1, "新", "441802")
        #expect(try await hub.get(path + ".ndjson", key: key).body != first.body)
        #expect(try await hub.get(place, key: key).body == first.body)
        // The head's is made for the number, one of the past is not, and there is none of the future.
        #expect(try await hub.get(path + ".xml?at=301", key: key).status == 200)
        let gone = try await hub.get(path + ".csv?at=300", key: key)
        #expect(gone.status == 410 && gone.kind == "snapshot-gone")
        #expect(try await hub.get(path + ".csv?at=302", key: key).status == 404)
        for wrong in ["?at=x", "?at=-1", "?csv=raw", "?csv=raw&at=1", "?ad=1", "?at=1&at=1"] {
            #expect(try await hub.get(path + ".xml" + wrong, key: key).status == 400, "\(wrong)")
        }
    }

    @Test(arguments: [
        "pollution_source", "pollution_source.", "pollution_source.pdf", "pollution_source.raw.csv", ".csv", "x.csv",
        "pollution_source.csv.", "pollution_source.csv.data", "pollution_source.csv.sig",
        "pollution_source.csv.sha256.sig.x",
        "..%2f..%2fenvhub.db", "pollution_source.csv%00", "pollution_source.csv%2fx", "POLLUTION_SOURCE.csv",
        "facts.json",
    ]) func nothingElseIsAFile(_ name: String) async throws {
        #expect(try await hub.get("/v1/feeds/water/snapshot/" + name, key: key).status == 404)
    }

    @Test func aFileIsForThoseWhoMayReadTheFeed() async throws {
        #expect(try await hub.get(path + ".csv", key: nil).status == 401)
        let stranger = try hub.consumer("police", feeds: ["police"])
        for suffix in [".csv", ".csv.sha256", ".csv.sm3.sig"] {
            #expect(try await hub.get(path + suffix, key: stranger).status == 403)
        }
        #expect(try await hub.get(path + ".csv", key: key, method: "POST").status == 405)
        #expect(try await hub.get("/v1/keys", key: nil).status == 200)
    }

    @Test func theLogTellsWhoGotWhat() async throws {
        let whole = try await hub.get(path + ".csv", key: key)
        _ = try await hub.get(path + ".csv", key: key, fields: [("Range", "bytes=0-9")])
        _ = try await hub.get(path + ".csv", key: key, method: "HEAD")
        let rows = try hub.logged().filter { $0.path == "/v1/feeds/{feed}/snapshot/{file}" }
        #expect(rows.map(\.bytes) == [whole.body.count, 10, 0])
        #expect(rows.map(\.status) == [200, 206, 200] && rows.map(\.count) == [300, 0, 0])
        #expect(rows.allSatisfy { $0.consumer == "mirror" && $0.feed == "water" && $0.cursorTo == 300 })
    }

    /// What the other feed shows, and what neither does, is in no byte of any file.
    @Test func nothingIsInItThatTheFeedDoesNotShow() async throws {
        try hub.publisher.commit(500, "canary-name", "441801", "canary-phone", "canary-note")
        try hub.publisher.commit(501, "shown", "441802", "canary-phone", "canary-note")
        for name in SnapshotName.all(of: ["pollution_source", "outlet"]) {
            let answer = try await hub.get("/v1/feeds/water/snapshot/" + name, key: key)
            #expect(answer.status == 200, "\(name)")
            #expect(!answer.text.contains("canary"), "\(name)")
            #expect(answer.body.isEmpty == false, "\(name)")
        }
    }
}
