import Crypto
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

@Suite struct ServeTests {
    private func add(_ hub: SmallHub, _ name: String) throws -> String {
        let made = try Binary.run([
            "consumer", "add", name, "--title", "水务局镜像", "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议",
            "--json", "--hub", hub.directory.path,
        ])
        #expect(made.status == 0, "\(made.err)")
        return try JSONValue(parsing: made.out)["key"]?.stringValue ?? ""
    }

    @Test func consumersLive() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let server = try ServingHub(hub)
        let key = try add(hub, "mirror")
        let all = try await server.get("/v1/feeds/partners/changes?cursor=start", key: key)
        #expect(all.status == 200 && all.text.split(separator: "\n").count == 5 && all.text.contains("连州") == false)

        let next = try hub.json("consumer", "rotate", "mirror")["key"]?.stringValue ?? ""
        #expect(next != key)
        for key in [key, next] { #expect(try await server.get("/v1/feeds", key: key).status == 200) }
        let listed = try hub.run("consumer", "list")
        #expect(listed.out.contains("水务局镜像") && !listed.out.contains(key) && !listed.out.contains(next))

        let id = String(key.split(separator: "_")[1])
        #expect(try hub.run("consumer", "revoke", "mirror", "--key", "AAAAAAAAAA").status == 2)
        #expect(try hub.json("consumer", "revoke", "mirror", "--key", id)["revoked"] == 1)
        #expect(try await server.get("/v1/feeds", key: key).status == 401)
        #expect(try await server.get("/v1/feeds", key: next).status == 200)
        #expect(try hub.json("consumer", "revoke", "mirror")["revoked"] == 1)
        #expect(try await server.get("/v1/feeds", key: next).status == 401)
        #expect(server.stop() == 0)
    }

    /// The binary gives out whole files, and signs them after a restart by the keys that it made at first.
    @Test func wholeFilesAreServedAndSigned() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let key = try add(hub, "mirror")
        var server = try ServingHub(hub)
        let file = try await server.get("/v1/feeds/partners/snapshot/pollution_source.csv", key: key)
        #expect(file.status == 200 && file.text.contains("清远") && file.fields["Repr-Digest"] != nil)
        let keys = try await server.get("/v1/keys", key: key).body
        #expect(server.stop() == 0)
        let state = hub.directory.appendingPathComponent("state")
        for name in ["ed25519.pem", "sm2.pem"] {
            let facts = try FileManager.default.attributesOfItem(atPath: state.path + "/signing/" + name)
            #expect(facts[.posixPermissions] as? Int == 0o600)
        }
        server = try ServingHub(hub)
        let again = try await server.get("/v1/feeds/partners/snapshot/pollution_source.csv", key: key)
        #expect(again.body == file.body && again.fields["ETag"] == file.fields["ETag"])
        #expect(try await server.get("/v1/keys", key: key).body == keys)
        #expect(server.stop() == 0)
    }

    /// A hub that serves takes up keys that are rotated; what the old ones signed is verified by what has retired.
    @Test func rotatedKeysAreTakenUp() async throws {
        let hub = try SmallHub()
        #expect(try hub.run("signing", "rotate").status == 1 && hub.run("signing", "list").out.contains("none yet"))
        try hub.run("sync")
        let key = try add(hub, "mirror")
        let server = try ServingHub(hub)
        let path = "/v1/feeds/partners/snapshot/pollution_source.csv"
        func proof() async throws -> (text: [UInt8], signature: [UInt8]) {
            let text = try await server.get(path + ".sha256", key: key).body
            return (text, try await server.get(path + ".sha256.sig", key: key).body)
        }
        func keys(_ name: String) async -> [PublicKey] {
            let told = try? JSONValue(parsing: try await server.get("/v1/keys", key: key).text)
            let found = told?[name]?.arrayValue?.filter { $0["algorithm"] == "ed25519" } ?? []
            return found.compactMap { try? PublicKey(pem: Array(($0["pem"]?.stringValue ?? "").utf8), .ed25519) }
        }
        let before = try await proof()
        let old = try #require(await keys("keys").first)
        #expect(old.verifies(before.signature, of: before.text))
        let rotated = try hub.run("signing", "rotate")
        #expect(rotated.status == 0 && rotated.out.contains("\(old.id) has retired"))
        // It says so when it has taken up both.
        #expect(await becomes { server.log.components(separatedBy: "signs with a new key: ").count == 3 })
        let new = try #require(await keys("keys").first)
        // What was counted before is counted on.
        let counted = try await server.ask("/metrics").text.firstMatch(
            of: #/envhub_requests_total\{[^}]*200[^}]*\} (\d+)/#)
        #expect(Int(counted?.output.1 ?? "") ?? 0 >= 3)
        #expect(await keys("retired").map(\.id) == [old.id] && new.id != old.id)
        #expect(server.log.contains("signs with a new key: Ed25519 key \(new.id)"))
        let after = try await proof()
        #expect(new.verifies(after.signature, of: after.text) && !old.verifies(after.signature, of: after.text))
        #expect(server.stop() == 0)
        let audit = try hub.run("audit", "verify")
        #expect(audit.status == 0 && !audit.out.contains("not signed by a key"), "\(audit.out)")
        let listed = try hub.json("signing", "list")
        #expect(listed.arrayValue?.count == 4 && listed[0]?["retired"] == .null && listed[2]?["retired"] != .null)
        #expect(try hub.run("signing", "rotate", "--algorithm", "rsa").status == 2)
        // What only looks makes no key, neither where one of the two is gone.
        let file = hub.directory.appendingPathComponent("state/signing/sm2.pem")
        try FileManager.default.removeItem(at: file)
        #expect(try hub.run("signing", "list").out.contains("none yet"))
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    /// The store is put back from a copy: after `feed renew` no cursor from before goes on.
    @Test func aRestoredStoreEndsCursors() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let key = try add(hub, "mirror")
        let file = hub.directory.appendingPathComponent("state/envhub.db")
        let copy = try Data(contentsOf: file)
        try hub.write("in/sources.csv", "编码,名称,成立日期\nA1,清远市改名陶瓷有限公司,2011-05-06\n")
        try hub.run("sync", "--accept-absent")
        var server = try ServingHub(hub, "--no-schedules")
        let last = try await server.get("/v1/feeds/partners/changes?cursor=start", key: key)
        let cursor = try #require(last.fields["Feed-Cursor"])
        #expect(server.stop() == 0)

        for log in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + log) }
        try copy.write(to: file)
        #expect(try hub.json("feed", "renew")["renewed"] == ["partners"])
        #expect(try hub.run("feed", "renew", "prtners").status == 2)
        server = try ServingHub(hub, "--no-schedules")
        let refused = try await server.get("/v1/feeds/partners/changes?cursor=\(cursor)", key: key)
        #expect(refused.status == 410 && refused.text.contains("epoch-changed"))
        let again = try await server.get("/v1/feeds/partners/changes?cursor=start", key: key)
        #expect(again.status == 200 && again.text.contains("清远市某某陶瓷有限公司"))
        #expect(server.stop() == 0)
    }

    /// Feeds open and close for a key that stays.
    @Test func grantsChange() async throws {
        let hub = try SmallHub()
        try hub.write("mappings/feeds/more.yaml", SmallHub.feed.replacing("feed: partners", with: "feed: more"))
        try hub.run("sync")
        let server = try ServingHub(hub, "--no-schedules")
        let key = try add(hub, "mirror")
        func status(_ feed: String) async throws -> Int {
            try await server.get("/v1/feeds/\(feed)/changes?cursor=start", key: key).status
        }
        #expect(try await status("more") == 403)
        let grant = ["consumer", "grant", "mirror", "--hub", hub.directory.path, "--feed"]
        #expect(try Binary.run(grant + ["more"]).status == 2)
        #expect(try Binary.run(grant + ["moer", "--purpose", "a", "--legal-basis", "b"]).status == 2)
        #expect(try Binary.run(grant + ["partners", "--from", "10.0.0.1/8"]).status == 2)
        #expect(try Binary.run(grant + ["more", "--purpose", "执法", "--legal-basis", "协议"]).status == 0)
        #expect(try await status("more") == 200)
        let narrowed = try JSONValue(parsing: Binary.run(grant + ["more", "--from", "10.0.0.0/8", "--json"]).out)
        let shown = narrowed["grants"]?.arrayValue?.first { $0["feed"] == "more" }
        #expect(shown?["purpose"] == "执法" && shown?["legal_basis"] == "协议" && shown?["from"] == ["10.0.0.0/8"])
        #expect(try await status("more") == 403)
        #expect(try Binary.run(grant + ["more", "--from", "any"]).status == 0)
        #expect(try await status("more") == 200)
        #expect(try Binary.run(grant + ["more", "--revoke", "--from", "any"]).status == 2)
        #expect(try Binary.run(grant + ["more", "--revoke"]).out == "mirror may not read more\n")
        #expect(try Binary.run(grant + ["more", "--revoke"]).status == 2)
        #expect(try await status("more") == 403)
        #expect(try await status("partners") == 200)
        #expect(server.stop() == 0)
    }

    @Test func logsAreKeptAsLongAsTheLawSays() throws {
        let outcome = try SmallHub().run("serve", "--keep-log", "179d")
        #expect(outcome.status == 2 && outcome.err.contains("180d"))
    }

    @Test func consumersAreChecked() throws {
        let hub = try SmallHub()
        let words = ["--feed", "partners", "--purpose", "监管", "--legal-basis", "协议", "--hub", hub.directory.path]
        #expect(try Binary.run(["consumer", "add", "a"] + words + ["--expires", "500d"]).status == 2)
        #expect(try Binary.run(["consumer", "add", "a"] + words + ["--from", "10.0.0.1/8"]).status == 2)
        #expect(try Binary.run(["consumer", "add", "a b"] + words).status == 1)
        #expect(try Binary.run(["consumer", "add", "a"] + words.dropFirst(2)).status == 2)
        #expect(try Binary.run(["consumer", "add", "a"] + words + ["--from", "10.0.0.0/8"]).status == 0)
        #expect(try Binary.run(["consumer", "add", "a"] + words).status == 1)
        #expect(try hub.json("consumer", "list")[0]?["grants"]?[0]?["from"] == ["10.0.0.0/8"])
    }

    /// A sync by another process reaches the partner who waits.
    @Test func changesOfOtherProcessesArrive() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let key = try add(hub, "mirror")
        let server = try ServingHub(hub, "--no-schedules")
        let now = try await server.get("/v1/feeds/partners/changes?cursor=now", key: key)
        let cursor = try JSONValue(parsing: now.text)["cursor"]?.stringValue ?? ""
        let url = server.partner + "/v1/feeds/partners/changes?wait=30&cursor=\(cursor)"
        async let waited = ServingHub.get(url, key: key)
        try hub.write("in/sources.csv", SmallHub.rows.replacing("英德市化工厂", with: "英德市新化工厂"))
        try hub.run("sync")
        let answer = try await waited
        #expect(answer.status == 200 && answer.text.contains("英德市新化工厂"))
        #expect(answer.text.split(separator: "\n").count == 2)
        #expect(server.stop() == 0)
    }

    @Test func adminsSeeHealth() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let server = try ServingHub(hub)
        #expect(try await server.ask("/healthz").status == 200)
        #expect(try await server.ask("/readyz").status == 200)
        #expect(try await server.ask("/metrics").text.contains("envhub_feed_head{feed=\"partners\"} 4"))
        let status = try JSONValue(parsing: try await server.ask("/v1/status").text)
        #expect(status["connectors"]?[0]?["connector"] == "sources" && status["problem"] == JSONValue.null)
        #expect(server.stop() == 0 && server.log.contains("stopped"))
    }

    /// A file that breaks while the hub serves changes nothing, and is told.
    @Test func brokenFilesLeaveTheActiveVersion() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let server = try ServingHub(hub)
        try hub.write("mappings/sources.yaml", "mapping: [")
        var problem: String?
        // A file that is seen half written gives another problem first.
        _ = try await becomes {
            problem = try JSONValue(parsing: try await server.ask("/v1/status").text)["problem"]?.stringValue
            return problem?.contains("mappings/sources.yaml:") == true
        }
        #expect(problem?.contains("mappings/sources.yaml:") == true)
        let status = try hub.run("status")
        #expect(status.status == 1 && status.out.contains("mappings/sources.yaml:") && status.out.contains("sources"))
        #expect(server.stop() == 0)
    }

    /// A draft that nobody has filled in yet keeps nobody from being served after a restart.
    @Test func aHubStartsWithoutItsBrokenConnectors() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let key = try add(hub, "mirror")
        try hub.write("mappings/drafted.yaml", "mapping: drafted\nto:\n")
        try hub.write("connectors/drafted.yaml", SmallHub.connector.replacing("sources", with: "drafted"))
        try hub.write("connectors/half.yaml", "connector: half\n")
        try hub.write("mappings/tests/sources/a.yaml", "tests: 5\n")
        let server = try ServingHub(hub)
        #expect(try await server.get("/v1/feeds/partners/changes?cursor=start", key: key).status == 200)
        #expect(await becomes { server.log.contains("left out until they are mended: connectors/half.yaml, drafted") })
        let status = try JSONValue(parsing: try await server.ask("/v1/status").text)
        #expect(status["problem"]?.stringValue?.contains("mappings/drafted.yaml:") == true)
        #expect(status["connectors"]?.arrayValue?.map { $0["connector"] } == ["sources"])
        // Mended, it is taken up without a restart.
        try hub.write(
            "mappings/drafted.yaml", SmallHub.mapping(dates: "yyyy-MM-dd").replacing("sources", with: "drafted"))
        for path in ["connectors/half.yaml", "mappings/tests/sources/a.yaml"] {
            try FileManager.default.removeItem(at: hub.directory.appendingPathComponent(path))
        }
        let isMended = try await becomes {
            let status = try JSONValue(parsing: try await server.ask("/v1/status").text)
            return status["problem"] == .null && status["connectors"]?.arrayValue?.count == 2
        }
        #expect(isMended && server.stop() == 0)
        // What all share leaves nothing to serve.
        try hub.write("mappings/feeds/partners.yaml", "feed: [")
        let broken = try hub.run("serve", "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0")
        #expect(broken.status == 1 && broken.err.contains("the hub's files have errors"))
    }

    /// A column more in a feed's file is served without a restart.
    @Test func feedsAreServedAnew() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let key = try add(hub, "mirror")
        let server = try ServingHub(hub)
        #expect(try await !server.get("/v1/feeds/partners/changes?cursor=start", key: key).text.contains("local_code"))
        try hub.write("mappings/feeds/partners.yaml", SmallHub.feed.replacing("[name,", with: "[name, local_code,"))
        var text = ""
        _ = await becomes {
            text = (try? await server.get("/v1/feeds/partners/changes?cursor=start", key: key).text) ?? ""
            return text.contains("local_code")
        }
        #expect(text.contains("\"local_code\":\"A1\""))
        #expect(server.stop() == 0)
    }

    @Test func aTakenPortIsSaidSo() async throws {
        let hub = try SmallHub()
        let server = try ServingHub(hub)
        let port = String(server.partner.split(separator: ":").last ?? "")
        let second = try hub.run("serve", "--partner", "127.0.0.1:\(port)", "--admin", "127.0.0.1:0")
        #expect(second.status == 1 && second.err.contains(port))
        #expect(server.stop() == 0)
    }
}
