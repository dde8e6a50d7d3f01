import Crypto
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Keys in files, links and the gateway's signatures, as the commands give them out and the binary takes them.
@Suite struct ConsumerWaysTests {
    private static let grant = ["--feed", "partners", "--purpose", "监管", "--legal-basis", "协议"]

    private func add(_ hub: SmallHub, _ name: String, _ more: [String] = []) throws -> Binary.Outcome {
        try Binary.run(["consumer", "add", name, "--hub", hub.directory.path] + Self.grant + more)
    }

    @Test func aKeyIsHandedOverInAFile() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let file = hub.directory.path + "/mirror.share"
        // Nobody has said where the hub is: no key is issued for nothing.
        let lost = try add(hub, "mirror", ["--profile", file])
        #expect(lost.status == 2 && lost.err.contains("--public-url") && !FileManager.default.fileExists(atPath: file))
        #expect(try hub.json("consumer", "list").arrayValue?.isEmpty == true)
        let server = try ServingHub(hub, "--no-schedules", "--public-url", "https://data.example.gov.cn/hub/")
        let made = try add(hub, "mirror", ["--profile", file])
        #expect(made.status == 0 && !made.out.contains("hub_"), "\(made)")
        let facts = try FileManager.default.attributesOfItem(atPath: file)
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let profile = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: file))))
        #expect(profile["endpoint"] == "https://data.example.gov.cn/hub" && profile["shareCredentialsVersion"] == 1)
        let key = try #require(profile["bearerToken"]?.stringValue)
        #expect(try await server.get("/v1/me", key: key).status == 200)
        let expires = try hub.json("consumer", "list")[0]?["keys"]?[0]?["expires"]
        #expect(profile["expirationTime"] == expires)
        // What is there is not written over, and no key is made for it.
        let again = try Binary.run(["consumer", "rotate", "mirror", "--profile", file, "--hub", hub.directory.path])
        #expect(again.status == 1 && again.err.contains("File exists"), "\(again)")
        #expect(try hub.json("consumer", "list")[0]?["keys"]?.arrayValue?.count == 1)
        let next = hub.directory.path + "/next.share"
        let rotated = try hub.json(
            "consumer", "rotate", "mirror", "--profile", next, "--public-url", "http://10.0.0.1:8480")
        #expect(rotated["key"] == nil && rotated["profile"]?.stringValue == next)
        let other = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: next))))
        #expect(other["endpoint"] == "http://10.0.0.1:8480")
        #expect(try await server.get("/v1/me", key: other["bearerToken"]?.stringValue ?? "").status == 200)
        #expect(server.stop() == 0)
        for wrong in ["data.example.gov.cn", "ftp://a", "https://u@a", "https://a?b", "https://a b"] {
            #expect(try add(hub, "b", ["--profile", "/nonexistent", "--public-url", wrong]).status == 2, "\(wrong)")
        }
        #expect(try add(hub, "b", ["--profile", "/nonexistent/b", "--public-url", "https://a"]).status == 1)
        #expect(try hub.json("consumer", "list").arrayValue?.count == 1)
    }

    @Test func linksAreMadeListedAndRevoked() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        _ = try add(hub, "sheet")
        let server = try ServingHub(hub, "--no-schedules")
        let path = "/v1/feeds/partners/pollution_source?f=csv"
        #expect(try hub.run("consumer", "link", "sheet", path).status == 2)
        let made = try hub.json("consumer", "link", "sheet", path, "--days", "7", "--public-url", server.partner)
        let url = try #require(made["url"]?.stringValue)
        let id = try #require(made["link_id"]?.stringValue)
        #expect(url.hasPrefix(server.partner + path + "&sig=" + id))
        let answer = try await HTTPSession().perform(TransferRequest(url))
        #expect(answer.status == 200 && answer.text.contains("清远市某某陶瓷有限公司"))
        let listed = try hub.json("consumer", "link", "sheet", "--list")
        #expect(listed[0]?["link_id"]?.stringValue == id && listed[0]?["open"] == true)
        let table = try hub.run("consumer", "link", "sheet", "--list").out
        #expect(table.contains(id) && table.contains("opens until") && !table.contains("sig="))
        #expect(try hub.run("consumer", "link", "sheet", "--revoke", id).status == 0)
        #expect(try hub.run("consumer", "link", "sheet", "--revoke", id).status == 2)
        #expect(try await HTTPSession().perform(TransferRequest(url)).status == 401)
        for wrong in [
            ["/v1/me"], ["/v1/feeds/police/outlet"], ["/collections/other.x/items"], ["x"], [], [path, "--days", "91"],
            [path, "--days", "0"],
        ] {
            let words =
                ["consumer", "link", "sheet"] + wrong + ["--public-url", "https://a", "--hub", hub.directory.path]
            #expect(try Binary.run(words).status == 2, "\(wrong)")
        }
        #expect(server.stop() == 0)
        #expect(try hub.json("audit", "list", "--limit", "2")[0]?["key"]?.stringValue == "link:" + id)
        #expect(!server.log.contains("sig="))
    }

    @Test func theGatewaysSignatureIsTaken() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        _ = try add(hub, "gate")
        let server = try ServingHub(hub, "--no-schedules")
        let token = try #require(
            try hub.json("consumer", "gateway", "gate", "--paasid", "qy_water")["token"]?.stringValue)
        func status(_ token: String, _ paasid: String) async throws -> Int {
            let (time, nonce) = (String(Int(Date().timeIntervalSince1970)), UUID().uuidString)
            var request = TransferRequest(server.partner + "/v1/feeds/partners/changes?cursor=start")
            request.fields.add("x-tif-paasid", paasid)
            request.fields.add("x-tif-timestamp", time)
            request.fields.add("x-tif-nonce", nonce)
            request.fields.add("x-tif-signature", SHA256.hash(time + token + nonce + time).hex)
            return try await HTTPSession().perform(request).status
        }
        #expect(try await status(token, "qy_water") == 200)
        #expect(try await status(token + "x", "qy_water") == 401)
        let given = try TestProgram.run([
            "sh", "-c",
            "echo 网关 | '\(Binary.path)' consumer gateway gate --paasid a --token-stdin --hub '\(hub.directory.path)'; "
                + "echo 'given-0123456789-token' | '\(Binary.path)' consumer gateway gate --paasid b --token-stdin --hub '\(hub.directory.path)'",
        ])
        #expect(given.status == 0 && !given.output.contains("given-0123456789-token"), "\(given)")
        #expect(try await status("given-0123456789-token", "b") == 200)
        #expect(try await status("网关", "a") == 401)
        #expect(try hub.run("consumer", "gateway", "gate", "--paasid", "qy_water", "--remove").status == 0)
        #expect(try hub.run("consumer", "gateway", "gate", "--paasid", "qy_water", "--remove").status == 2)
        #expect(try await status(token, "qy_water") == 401)
        #expect(try hub.run("consumer", "gateway", "gate").status == 2)
        #expect(server.stop() == 0)
    }
}
