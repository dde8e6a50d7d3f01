import Crypto
import Foundation
import HTTPClient
import JSON
import SQLite
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct AccessLogRowsTests {
    private let hub: Hub

    init() throws {
        hub = try Hub()
        try hub.publisher.commit(1, "厂", "441802")
    }

    /// Asks for changes so often, each with a case number.
    private func ask(_ count: Int, _ key: String) async throws {
        for number in 0..<count {
            let fields = [("Purpose-Ref", "=案号〔2026〕\(number)")]
            _ = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key, fields: fields)
        }
        hub.log.flush()
    }

    @Test func aConsumerSeesItsOwnRowsAndNobodyElses() async throws {
        let mine = try hub.consumer("mine", feeds: ["water"])
        let other = try hub.consumer("other", feeds: ["water"])
        try await ask(3, mine)
        try await ask(2, other)
        _ = try await hub.get("/v1/me", key: "wrong")
        hub.log.flush()
        let answer = try await hub.get("/v1/me/access-log", key: mine)
        #expect(answer.status == 200 && answer.fields["Feed-More"] == "false")
        let rows = answer.lines.dropLast()
        #expect(
            rows.count == 3 && rows.allSatisfy { $0["consumer"] == "mine" && $0["path"] == "/v1/feeds/{feed}/changes" })
        #expect(rows.map { $0["number"]?.intValue } == [1, 2, 3])
        #expect(!answer.text.contains("other") && !answer.text.contains(other.suffix(43)))
        let end = try #require(answer.lines.last)
        #expect(end["op"] == "end" && end["count"] == 3 && end["after"] == 3 && end["more"] == false)
        #expect(end["anchor"] == .null && end["head"]?["number"] == 3 && end["head"]?["chain"] == rows.last?["chain"])
        // The request for the log is a row of it, too.
        hub.log.flush()
        let next = try await hub.get("/v1/me/access-log?after=3", key: mine)
        #expect(next.lines.first?["path"] == "/v1/me/access-log" && next.lines.first?["count"] == 3)
    }

    @Test func pagesGoOnByNumber() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        try await ask(7, key)
        var (next, numbers): (String?, [Int]) = ("/v1/me/access-log?limit=3&to=2100-01-01T00:00:00Z&f=json", [])
        while let path = next, numbers.count < 7 {
            let answer = try await hub.get(path, key: key)
            numbers += answer.json["rows"]?.arrayValue?.compactMap { $0["number"]?.intValue } ?? []
            next = answer.fields["Link"]?.split(separator: ">").first.map { String($0.dropFirst()) }
        }
        // The requests for pages are rows themselves, as soon as they are written.
        #expect(numbers.prefix(7) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try await hub.get("/v1/me/access-log?after=5000", key: key).lines.count == 1)
        #expect(try await hub.get("/v1/me/access-log?to=2020-01-01T00:00:00Z", key: key).lines.count == 1)
    }

    @Test(arguments: [
        "after=-1", "limit=0", "from=yesterday", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "f=xml",
        "consumer=other",
    ])
    func whatIsWrongIsRefused(_ query: String) async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        let answer = try await hub.get("/v1/me/access-log?\(query)", key: key)
        #expect(answer.status == 400 && answer.fields["Content-Type"] == "application/problem+json", "\(answer.text)")
    }

    @Test func tablesAreForPeopleOrPrograms() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        try await ask(1, key)
        let table = try await hub.get("/v1/me/access-log?f=csv", key: key).text
        #expect(table.hasPrefix("\u{FEFF}number,at,consumer,key,") && table.contains("'=案号〔2026〕0"))
        let raw = try await hub.get("/v1/me/access-log?f=csv&csv=raw&limit=1", key: key).text
        #expect(raw.hasPrefix("number,at,") && raw.contains(",=案号〔2026〕0,"))
    }

    /// The verifier that the documentation shows, on a log that is right and on one that is not.
    @Test(.enabled(if: Python.isThere)) func aPartnerVerifiesItsRows() async throws {
        let mine = try hub.consumer("水务-mine", feeds: ["water"])
        let other = try hub.consumer("other", feeds: ["water"])
        for _ in 0..<3 {
            try await ask(4, mine)
            try await ask(1, other)
        }
        let script = Python.folder.appendingPathComponent("accesslog.py").path
        let (status, output) = try Python.run([script, hub.base, mine])
        #expect(status == 0 && output == "12 rows are in order, up to row 12 with the hub's signature\n", "\(output)")
        hub.log.flush()
        try Database(path: hub.logPath, mode: .readWrite).execute(
            "UPDATE access SET bytes = bytes - 1 WHERE consumer = '水务-mine' AND number = 5")
        let (refused, said) = try Python.run([script, hub.base, mine])
        #expect(refused == 1 && said.hasPrefix("row 5 of 2"), "\(said)")
        // Others' chains do not depend on it.
        #expect(try Python.run([script, hub.base, other]).status == 0)
    }

    @Test(.enabled(if: Python.isThere)) func aPartnerVerifiesWhatRemainsOfDroppedRows() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        for day in [500, 450, 10] as [Int64] {
            var entry = AccessLogEntry()
            entry.at = Hub.now - day * 86_400_000
            entry.consumer = "mine"
            hub.log.append(entry)
        }
        hub.log.flush()
        let dropped = try AccessLog.prune(path: hub.logPath, keeping: AccessLogRetention(), keys: hub.keys, at: Hub.now)
        #expect(dropped == 2)
        let answer = try await hub.get("/v1/me/access-log", key: key)
        #expect(answer.lines.first?["number"] == 3 && answer.lines.last?["anchor"]?["number"] == 2)
        let script = Python.folder.appendingPathComponent("accesslog.py").path
        #expect(try Python.run([script, hub.base, key]).output.hasPrefix("2 rows are in order") == true)
    }

    @Test func keptHeadsAreReadAsTheyWereGiven() async throws {
        let key = try hub.consumer("mine", feeds: ["water"])
        try await ask(2, key)
        let given = try await hub.get("/v1/me/access-log?f=json", key: key).json
        let head = try #require(given["head"].flatMap(AccessHeadJSON.head))
        #expect(try head == AccessLogReader(path: hub.logPath).head(of: "mine"))
        #expect(head.verdict(hub.keys.all.map(\.publicKey)) == .right)
        var audit = try Audit(path: hub.logPath, keys: hub.keys.all.map(\.publicKey))
        #expect(try audit.verify(kept: [head]).finding == nil)
        for broken in ["{}", #"{"log":"x","consumer":"c","number":-1,"chain":"00","at":"t"}"#, "[]", "7"] {
            #expect(AccessHeadJSON.head(try JSONValue(parsing: broken)) == nil)
        }
    }

    @Test func withoutRowsThereIsAnEnd() async throws {
        let key = try hub.consumer("mine", feeds: [])
        let answer = try await hub.get("/v1/me/access-log", key: key)
        #expect(answer.lines.count == 1 && answer.lines[0]["head"] == .null && answer.lines[0]["count"] == 0)
        #expect(try await hub.get("/v1/me/access-log", key: nil).status == 401)
        #expect(try await hub.get("/v1/me/nothing", key: key).status == 404)
        #expect(try await hub.get("/v1/me/usage/x", key: key).status == 404)
    }
}
