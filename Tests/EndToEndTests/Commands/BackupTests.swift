import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A backup beside a hub that serves, and the way back.
@Suite struct BackupTests {
    @Test func aHubIsBackedUpWhileItServesAndPutBack() async throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let made = try hub.json(
            "consumer", "add", "mirror", "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议")
        let key = try #require(made["key"]?.stringValue)
        let server = try ServingHub(hub, "--no-schedules")
        let changes = "/v1/feeds/partners/changes?cursor="
        let then = try await server.get(changes + "start", key: key)
        let backups = try TemporaryFolder()
        let place = backups.path + "/一"
        let told = try hub.run("backup", place)
        #expect(told.status == 0 && told.out.contains("envhub.db") && told.out.contains("whole in"), "\(told)")
        #expect(try hub.run("backup", place).status == 1, "a backup is never written over")
        let listed = try hub.json("backup", place, "--check")
        #expect(listed["files"]?.arrayValue?.count ?? 0 >= 3 && listed["folder"]?.stringValue == place)
        // What comes after the backup, and a consumer that has read it.
        try hub.write("in/sources.csv", SmallHub.rows.replacing("英德市化工厂", with: "英德市新化工厂"))
        try hub.run("sync")
        let now = try await server.get(changes + (then.fields["Feed-Cursor"] ?? ""), key: key)
        #expect(now.text.contains("新化工厂"))
        // Nobody takes the store from under a hub that runs.
        let refused = try hub.run("restore", place)
        #expect(refused.status == 3 && refused.err.contains("stop `envhub serve`"), "\(refused)")
        #expect(server.stop() == 0)
        let restored = try hub.run("restore", place)
        #expect(restored.status == 0 && restored.out.contains("load them again: partners"), "\(restored)")
        #expect(try hub.run("audit", "verify").status == 0)
        let again = try ServingHub(hub, "--no-schedules")
        // The number that the consumer has seen would be given to something else: its cursor is over.
        #expect(try await again.get(changes + (now.fields["Feed-Cursor"] ?? ""), key: key).status == 410)
        let whole = try await again.get(changes + "start", key: key)
        #expect(!whole.text.contains("新化工厂") && whole.text.contains("化工厂"))
        try hub.run("sync")
        #expect(try await again.get(changes + "start", key: key).text.contains("新化工厂"))
        #expect(again.stop() == 0)
    }

    @Test(arguments: [["backup"], ["backup", "a", "b"], ["restore"], ["restore", "a", "b"]])
    func oneFolderIsNamed(_ words: [String]) throws {
        #expect(try Binary.run(words).status == 2)
    }

    @Test func whatIsNoBackupIsSaidToBeNone() throws {
        let hub = try SmallHub()
        #expect(try hub.run("backup", hub.directory.path + "/b").err.contains("nothing to back up"))
        try hub.run("sync")
        let told = try hub.run("restore", hub.directory.path)
        #expect(told.status == 1 && told.err.contains("is no backup"))
    }
}
