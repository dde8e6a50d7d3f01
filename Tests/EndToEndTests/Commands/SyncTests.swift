import Foundation
import JSON
import Storage
import Sync
import Testing

@Suite struct SyncTests {
    @Test func twice() throws {
        let hub = try SmallHub()
        let first = try hub.json("sync")[0]
        #expect(first?["state"] == "ok" && first?["read"] == 5 && first?["stored"] == 4 && first?["quarantined"] == 1)
        #expect(first?["balanced"] == true)
        let second = try hub.json("sync")[0]
        #expect(second?["stored"] == 0 && second?["unchanged"] == 4 && second?["quarantined"] == 1)
        #expect(try hub.json("runs").arrayValue?.count == 2)
        #expect(try hub.json("runs", "show", "2")["run"] == 2)
        #expect(try hub.run("runs", "show", "9").status == 1)
    }

    @Test func tablesNameTheData() throws {
        let hub = try SmallHub()
        let outcome = try hub.run("sync", "sources", "--full")
        #expect(outcome.status == 0 && outcome.out.contains("quarantined") && outcome.err.isEmpty)
        let status = try hub.run("status")
        #expect(status.status == 0 && status.out.contains("污染源清单") && status.out.contains("partners"))
        #expect(try hub.json("status")["connectors"]?[0]?["quarantined"] == 1)
    }

    /// A second sync of the same connector finds the lock taken.
    @Test func twoAtOnce() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let lock = try #require(RunLock(connector: "sources", in: hub.directory.path + "/state"))
        let outcome = try hub.run("sync")
        #expect(outcome.status == 3 && outcome.err.contains("sources is being synced already"))
        #expect(outcome.out.isEmpty)
        let retry = try hub.run("quarantine", "retry", "--all")
        #expect(retry.status == 3 && retry.err.contains("being synced") && retry.out.isEmpty)
        lock.release()
        #expect(try hub.run("sync").status == 0)
    }

    /// The store cannot tell that a process was killed; the lock can.
    @Test func killedRunsAreToldSo() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let store = try Store(path: hub.directory.path + "/state/envhub.db")
        _ = try store.inTransaction {
            try store.startRun(connector: "sources", version: "v", mode: "snapshot", at: SyncRun.clock())
        }
        #expect(try hub.json("runs")[0]?["state"] == "interrupted")
        #expect(try hub.json("status")["connectors"]?[0]?["last_run"]?["state"] == "interrupted")
        let shown = try hub.run("runs", "show", "2")
        #expect(shown.status == 1 && shown.out.contains("goes on where it was"))
        let lock = try #require(RunLock(connector: "sources", in: hub.directory.path + "/state"))
        #expect(try hub.json("runs", "show", "2")["state"] == "running")
        lock.release()
        try hub.run("sync")
        #expect(try hub.json("runs").arrayValue?.map { $0["state"] } == ["ok", "stopped", "ok"])
    }

    /// A folder that lost most of its rows deletes nothing until a person says so.
    @Test func absenceIsHeld() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try hub.write("in/sources.csv", "编码,名称,成立日期\nA1,清远市某某陶瓷有限公司,2011-05-06\n")
        let held = try hub.run("sync")
        #expect(held.status == 4 && held.out.contains("--accept-absent"))
        #expect(try hub.json("feed", "show", "partners")["entities"]?[0]?["records"] == 4)
        #expect(try hub.run("sync", "--accept-absent").status == 0)
        let entities = try hub.json("feed", "show", "partners")["entities"]
        #expect(entities?[0]?["records"] == 1 && entities?[0]?["tombstones"] == 3)
        #expect(try hub.json("feed", "purge", "partners", "--older", "0s")["purged"] == 3)
        #expect(try hub.json("feed", "show", "partners")["entities"]?[0]?["tombstones"] == 0)
    }

    @Test func aMissingFolderFails() throws {
        let hub = try SmallHub()
        try FileManager.default.removeItem(at: hub.directory.appendingPathComponent("in"))
        let outcome = try hub.run("sync")
        #expect(outcome.status == 1 && outcome.out.contains("failed"))
        #expect(try hub.run("status").status == 1)
    }

    @Test func withoutAStore() throws {
        let hub = try SmallHub()
        let outcome = try hub.run("runs")
        #expect(outcome.status == 1 && outcome.err.contains("run `envhub sync` first"))
    }
}
