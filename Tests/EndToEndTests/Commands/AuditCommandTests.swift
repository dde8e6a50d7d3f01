import Foundation
import HTTPClient
import JSON
import SQLite
import Storage
import Testing

@testable import envhub

@Suite struct AuditCommandTests {
    /// A hub that served a partner, and was stopped.
    private func served() async throws -> (hub: SmallHub, kept: String) {
        let hub = try SmallHub()
        try hub.run("sync")
        let made = try hub.json(
            "consumer", "add", "mirror", "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议")
        let key = made["key"]?.stringValue ?? ""
        let first = try ServingHub(hub, "--no-schedules")
        for _ in 0..<3 {
            #expect(try await first.get("/v1/feeds/partners/changes?cursor=start", key: key).status == 200)
        }
        #expect(try await first.get("/v1/feeds", key: "hub_x").status == 401)
        #expect(first.stop() == 0)
        // Heads are signed at the end, and the next process goes on with the chain.
        let second = try ServingHub(hub, "--no-schedules")
        let kept = try await second.get("/v1/me/access-log", key: key).text
        #expect(second.stop() == 0)
        return (hub, kept)
    }

    private func tamper(_ hub: SmallHub, _ script: String) throws {
        try Database(path: hub.directory.path + "/state/access.db", mode: .readWrite).execute(script)
    }

    @Test func aLogIsVerifiedAndTamperingIsNamed() async throws {
        let (hub, kept) = try await served()
        try hub.write("kept.json", kept)
        let head = hub.directory.path + "/kept.json"
        let good = try hub.run("audit", "verify", "--head", head)
        #expect(good.status == 0 && good.out.contains("everything is in order: 5 rows (1 to 5) of 2 chains"), "\(good)")
        let facts = try hub.json("audit", "verify")
        #expect(facts["rows"] == 5 && facts["finding"] == .null && facts["unproven_heads"] == 0)
        #expect(facts["signed_heads"]?.intValue == 3)

        try tamper(hub, "UPDATE access SET count = 0 WHERE id = 2")
        let altered = try hub.run("audit", "verify")
        #expect(altered.status == 1 && altered.out.hasPrefix("altered: row 2, 2"), "\(altered)")
        #expect(altered.out.contains(", mirror\n"))
        #expect(try hub.json("audit", "verify")["finding"]?["kind"] == "altered")
        try tamper(hub, "UPDATE access SET count = 4 WHERE id = 2")
        #expect(try hub.run("audit", "verify").status == 0)

        // Everything but the partner's head is made to agree with a shorter log.
        try tamper(
            hub,
            """
            DELETE FROM access WHERE id > 2; DELETE FROM access_head; DELETE FROM access_tail;
            INSERT INTO access_tail SELECT 'mirror', number, own FROM access WHERE id = 2;
            INSERT INTO access_tail SELECT '*', id, chain FROM access WHERE id = 2;
            """)
        #expect(try hub.run("audit", "verify").status == 0)
        let cut = try hub.run("audit", "verify", "--head", head)
        #expect(
            cut.status == 1 && cut.out.hasPrefix("truncated: ") && cut.out.contains("of `mirror` tells of 3 rows"),
            "\(cut)")
    }

    @Test func rowsAreListed() async throws {
        let (hub, _) = try await served()
        let all = try hub.run("audit", "list")
        let lines = all.out.split(separator: "\n").filter { $0.contains("/v1/") }
        #expect(all.status == 0 && lines.count == 5 && lines[0].contains(" 200 "), "\(all)")
        #expect(all.out.contains("GET /v1/feeds/{feed}/changes") && all.out.contains("nobody known"))
        #expect(try hub.json("audit", "list", "--consumer", "mirror").arrayValue?.count == 4)
        #expect(try hub.json("audit", "list", "--consumer", "-").arrayValue?.count == 1)
        #expect(
            try hub.json("audit", "list", "--feed", "partners", "--limit", "2").arrayValue?.map { $0["row"] } == [2, 3])
        #expect(try hub.json("audit", "list", "--since", "1h").arrayValue?.count == 5)
        #expect(try hub.run("audit", "list", "--feed", "none").out == "no such requests\n")
        #expect(try hub.run("audit", "list", "--limit", "0").status == 2)
    }

    @Test func whatCannotBeVerifiedIsTold() async throws {
        let hub = try SmallHub()
        #expect(try hub.run("audit", "verify").status == 1)
        let (other, _) = try await served()
        try other.write("none.json", "{\"head\":null}")
        let none = try other.run("audit", "verify", "--head", other.directory.path + "/none.json")
        #expect(none.status == 1 && none.err.contains("no head of an access log"))
        #expect(try other.run("audit", "verify", "--head", "/nonexistent").status == 1)
        #expect(try other.run("audit", "verify", "--keys", other.directory.path + "/none.json").status == 1)
        // Whose keys are gone can still see that the chain is whole, and is told that nobody vouches for it.
        try FileManager.default.removeItem(atPath: other.directory.path + "/state/signing")
        let unproven = try other.run("audit", "verify")
        #expect(
            unproven.status == 0 && unproven.out.contains("3 heads not signed by a key that is here"), "\(unproven)")
        #expect(!FileManager.default.fileExists(atPath: other.directory.path + "/state/signing"))
    }

    @Test func limitsAreSetAndTakenAway() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try hub.run("consumer", "add", "mirror", "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议")
        let set = try hub.run("consumer", "limit", "mirror", "--rate", "0.5", "--burst", "20", "--daily-bytes", "2G")
        #expect(set.out == "mirror: 0.5 requests a second, 20 at once, 2.0 GB a day\n", "\(set)")
        let listed = try hub.json("consumer", "list")[0]
        #expect(
            listed?["rate"]?.text == "0.5" && listed?["burst"] == 20 && listed?["daily_bytes"] == .number("2000000000"))
        #expect(listed?["daily_lines"] == .null)
        #expect(
            try hub.json("consumer", "limit", "mirror", "--rate", "usual", "--daily-lines", "5")["daily_lines"] == 5)
        for wrong in [
            ["--rate", "-1"], ["--rate", "nan"], ["--burst", "0"], ["--daily-bytes", "2X"], ["--daily-lines", "0"],
        ] {
            #expect(
                try Binary.run(["consumer", "limit", "mirror", "--hub", hub.directory.path] + wrong).status == 2,
                "\(wrong)")
        }
        let gone = try hub.run(
            "consumer", "limit", "mirror", "--burst", "usual", "--daily-bytes", "any", "--daily-lines", "any")
        #expect(gone.out == "mirror: the usual limits\n")
        #expect(try hub.run("consumer", "limit", "mirorr").status == 2)
    }

    @Test func aLateLogIsToldOnceAMinute() {
        var report = AccessLogReport()
        var health = AccessLog.Health()
        health.capacity = 100
        let now = ContinuousClock.now
        #expect(report.lines(of: health, now: now).isEmpty)
        (health.isLate, health.waiting, health.problem) = (true, 70, "no room")
        #expect(
            report.lines(of: health, now: now) == [
                "no room; 70 rows of 100 wait to be written; when it is full nobody is answered any more"
            ])
        #expect(report.lines(of: health, now: now + .seconds(59)).isEmpty)
        (health.waiting, health.problem) = (100, nil)
        #expect(
            report.lines(of: health, now: now + .seconds(60)) == [
                "100 rows of 100 wait to be written: nobody is answered"
            ])
        #expect(
            report.lines(of: AccessLog.Health(), now: now + .seconds(61)) == ["it is written and signed in time again"])
        #expect(report.lines(of: AccessLog.Health(), now: now + .seconds(62)).isEmpty)
    }
}
