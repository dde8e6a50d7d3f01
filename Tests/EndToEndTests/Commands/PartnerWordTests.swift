import Foundation
import HTTPClient
import HTTPServer
import JSON
import SQLite
import Synchronization
import TestServers
import Testing

/// What partners leave with the hub, from the command line to the wire and back: webhooks, objections, how far they have read.
@Suite struct PartnerWordTests {
    private final class Arrived: Sendable {
        let bodies = Mutex<[String]>([])
    }

    private let hub: SmallHub
    private let key: String

    init() throws {
        hub = try SmallHub()
        #expect(try hub.run("sync", "sources").status == 0)
        let added = try hub.json(
            "consumer", "add", "mirror", "--feed", "partners", "--purpose", "测试", "--legal-basis", "协议")
        key = try #require(added["key"]?.stringValue)
    }

    private func post(_ url: String, _ body: JSONValue) async throws -> TransferResponse {
        var request = TransferRequest(url, method: "POST", body: Array(body.text.utf8))
        request.fields = ["Authorization": "Bearer \(key)", "Content-Type": "application/json"]
        return try await HTTPSession().perform(request)
    }

    /// Another process syncs; the serving one tells it.
    @Test func aSyncElsewhereIsTold() async throws {
        let arrived = Arrived()
        let receiver = try HTTPListener(.init()) { request in
            let body = String(decoding: request.body, as: UTF8.self)
            arrived.bodies.withLock { $0.append(body) }
            return .now(try HTTPResponse(status: 204))
        }
        let place = "127.0.0.1:\(receiver.port)"
        let serving = try ServingHub(hub, "--no-schedules", "--public-url", "https://data.example.gov.cn")
        let wanted: JSONValue = ["url": .string("http://\(place)/hook"), "feed": "partners"]
        #expect(try await post(serving.partner + "/v1/webhooks", wanted).status == 403)
        #expect(try hub.run("webhook", "allow", place, "--plain-http", "--network", "127.0.0.0/8").status == 0)
        #expect(try hub.json("webhook", "hosts")[0]?["port"]?.intValue == receiver.port)
        let made = try await post(serving.partner + "/v1/webhooks", wanted)
        #expect(made.status == 201, "\(made.text)")
        try hub.write("in/sources.csv", SmallHub.rows.replacing("化工厂", with: "化学有限公司"))
        #expect(try hub.run("sync", "sources").status == 0)
        #expect(await becomes { arrived.bodies.withLock { !$0.isEmpty } })
        let message = try JSONValue(parsing: try #require(arrived.bodies.withLock { $0 }.first))
        #expect(message["type"] == "feed.advanced" && message["data"]?["feed"] == "partners")
        #expect(
            message["data"]?["url"] == "https://data.example.gov.cn/v1/feeds/partners/changes")
        var listed = try hub.json("webhook", "list", "--consumer", "mirror")
        _ = try await becomes {
            listed = try hub.json("webhook", "list", "--consumer", "mirror")
            return listed[0]?["delivered"] == 1
        }
        #expect(listed[0]?["delivered"] == 1 && listed[0]?["state"] == "active")
        let table = try hub.run("webhook", "list").out
        #expect(table.contains("mirror") && table.contains(place) && !table.contains("whsec"))
        #expect(try hub.run("webhook", "forbid", place).status == 0)
        #expect(try hub.run("webhook", "forbid", place).status == 2)
        #expect(try hub.run("webhook", "allow", "2130706433").status == 2)
        #expect(try hub.json("webhook", "hosts") == [])
        #expect(serving.stop() == 0)
    }

    /// An objection, its decision, the correction from the source, and the line that answers.
    @Test func anObjectionIsDecidedAndAnswered() async throws {
        let serving = try ServingHub(hub, "--no-schedules")
        let feed = serving.partner + "/v1/feeds/partners"
        let lines = try await ServingHub.get(feed + "/changes?cursor=start", key: key).text.split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }
        let record = try #require(lines.first { $0["record"]?["name"] == "英德市化工厂" })
        let id = try #require(record["id"])
        let made = try await post(
            feed + "/objections",
            ["entity": "pollution_source", "id": id, "field": "name", "value": "英德市化学有限公司", "reason": "已更名"])
        #expect(made.status == 201, "\(made.text)")
        let name = try #require(made.json["id"]?.stringValue)
        #expect(try hub.run("objection", "list").out.contains("已更名"))
        #expect(try hub.run("objection", "resolve", name, "--note", "x").status == 1)
        #expect(try hub.run("objection", "uphold", name).status == 2)
        let upheld = try hub.json("objection", "uphold", name, "--note", "已请企业更正", "--remark", "内部", "--who", "王工")
        #expect(upheld["state"] == "accepted" && upheld["remark"] == "内部" && upheld["shown"] == "英德市化工厂")
        #expect(try hub.run("objection", "reject", name, "--note", "x").status == 1)
        try hub.write("in/sources.csv", SmallHub.rows.replacing("化工厂", with: "化学有限公司"))
        #expect(try hub.run("sync", "sources").status == 0)
        let shown = try hub.json("objection", "show", name)
        #expect(shown["state"] == "resolved" && shown["answer"]?["rev"]?.intValue ?? 0 > 1)
        let told = try await ServingHub.get(feed + "/objections/\(name)", key: key)
        #expect(told.json["state"] == "resolved" && told.json["note"] == "已请企业更正")
        #expect(told.json["answer"]?["seq"] == shown["answer"]?["seq"])
        #expect(told.json["answer"]?["cause"]?.stringValue?.isEmpty == false)
        #expect(!told.text.contains("王工") && !told.text.contains("内部"))
        #expect(try hub.json("objection", "list") == [])
        #expect(try hub.json("objection", "list", "--state", "all")[0]?["objection"] == .string(name))
        #expect(try hub.run("objection", "show", "ob_none").status == 1)
        #expect(try hub.run("objection", "list", "--state", "x").status == 2)
        #expect(serving.stop() == 0)
    }

    @Test func howFarConsumersReadIsShown() async throws {
        #expect(try hub.json("status")["consumers"] == [])
        let serving = try ServingHub(hub, "--no-schedules")
        let changes = serving.partner + "/v1/feeds/partners/changes?cursor="
        let first = try await ServingHub.get(changes + "start&limit=2", key: key)
        _ = try await ServingHub.get(changes + (first.fields["Feed-Cursor"] ?? ""), key: key)
        let me = try await ServingHub.get(serving.partner + "/v1/me", key: key).json["grants"]?[0]
        #expect(me?["acknowledged"] == 2 && me?["state"] == "ok")
        #expect(serving.stop() == 0)
        let status = try hub.json("status")["consumers"]?[0]
        #expect(status?["consumer"] == "mirror" && status?["acknowledged"] == 2 && status?["lag"] == me?["lag"])
        #expect(try hub.run("status").out.contains("oldest waits since"))
        #expect(try hub.json("consumer", "list")[0]?["read"]?[0]?["acknowledged"] == 2)
        #expect(try hub.run("consumer", "list").out.contains("partners 2"))
    }

    /// A consumer that stays away is told of once, while there is time, and once more when it is back.
    @Test func whoStaysAwayIsToldOf() async throws {
        var serving = try ServingHub(hub, "--no-schedules")
        let changes = "/v1/feeds/partners/changes?cursor="
        let last = try await serving.get(changes + "start", key: key)
        let cursor = try #require(last.fields["Feed-Cursor"])
        _ = try await serving.get(changes + cursor, key: key)
        #expect(serving.stop() == 0)
        #expect(!serving.log.contains("mirror"))
        try hub.write("in/sources.csv", SmallHub.rows.replacing("化工厂", with: "化学有限公司"))
        #expect(try hub.run("sync", "sources").status == 0)
        // Eighty days pass of the ninety for which the feed keeps deletions.
        let store = try Database(path: hub.directory.appendingPathComponent("state/envhub.db").path, mode: .readWrite)
        let feed = try #require(try store.integer("SELECT id FROM hub_feed"))
        try store.execute("UPDATE hub_feed_\(feed) SET at = at - 80 * 86400000")
        serving = try ServingHub(hub, "--no-schedules")
        let mine = try await serving.get("/v1/me", key: key).json["grants"]?[0]
        #expect(mine?["state"] == "expiring" && mine?["lag"] == 1)
        #expect(await becomes { serving.log.contains("its cursor is over at") })
        let page = try await serving.ask("/metrics").text
        #expect(page.contains(#"envhub_consumer_lag_lines{consumer="mirror",feed="partners"} 1"#))
        #expect(page.contains(#"envhub_consumers_behind{state="expiring"} 1"#))
        _ = try await serving.get(changes + "now", key: key)
        #expect(await becomes { serving.log.contains("it reads again") })
        #expect(serving.log.components(separatedBy: "consumer mirror on partners").count == 3, "\(serving.log)")
        #expect(serving.stop() == 0)
    }
}

extension TransferResponse {
    fileprivate var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}
