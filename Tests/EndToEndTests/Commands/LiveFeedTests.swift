import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A hub that really syncs: who follows a feed live, what a record was, and whether a mirror is whole.
@Suite struct LiveFeedTests {
    @Test func thePastThePresentAndTheStreamAgree() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let made = try Binary.run([
            "consumer", "add", "mirror", "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议", "--json",
            "--hub", hub.directory.path,
        ])
        let key = try JSONValue(parsing: made.out)["key"]?.stringValue ?? ""
        let server = try ServingHub(hub, "--no-schedules")
        func lines() async throws -> [JSONValue] {
            let page = try await server.get("/v1/feeds/partners/changes?cursor=start", key: key)
            return try page.text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        }
        let before = try await lines()
        let stream = try TestProgram([
            "curl", "-sSN", "--max-time", "60", "-H", "Accept: text/event-stream", "-H", "Authorization: Bearer \(key)",
            server.partner + "/v1/feeds/partners/changes?cursor=now",
        ])
        // Another process syncs; the date of one record and the name of another change.
        try hub.write(
            "in/sources.csv",
            SmallHub.rows.replacing("英德市化工厂", with: "英德市新化工厂").replacing("2019-01-02", with: "2019-01-03"))
        try hub.run("sync")
        func heard() -> [String] {
            stream.output.split(separator: "\n").filter { $0.hasPrefix("data: {\"op\":\"upsert\"") }.map {
                String($0.dropFirst(6))
            }
        }
        #expect(await becomes { heard().count == 2 && stream.output.hasSuffix("\n\n") })
        stream.kill()
        let after = try await lines().filter { $0["rev"]?.intValue == 2 }
        #expect(try after.count == 2 && heard().map { try JSONValue(parsing: $0) } == after)
        for line in after {
            let id = line["id"]?.stringValue ?? ""
            let history = try JSONValue(
                parsing: try await server.get("/v1/feeds/partners/pollution_source/\(id)/history", key: key).text)
            let was = try #require(before.first { $0["id"] == line["id"] })
            #expect(history.arrayValue?.map { $0["record"] } == [line["record"], was["record"]])
            #expect(
                history[1]?["at"] == was["at"] && history[1]?["until"] == line["at"] && was["record"] != line["record"])
        }
        let digest = try JSONValue(parsing: try await server.get("/v1/feeds/partners/digest", key: key).text)
        #expect(digest["entities"]?["pollution_source"]?["count"] == 4)
        #expect(server.stop() == 0)
    }
}
