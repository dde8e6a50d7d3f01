import Foundation
import JSON
import Testing

@Suite struct RemapTests {
    private static let keep = "\nkeep: { raw: 90d, size: 10MB }\n"

    /// Pulled with `keep`, one record held; then the mapping is corrected.
    private func hub() throws -> SmallHub {
        let hub = try SmallHub()
        try hub.write("connectors/sources.yaml", SmallHub.connector + Self.keep)
        try hub.run("sync")
        return hub
    }

    @Test func aCorrectedMappingReachesWhatCameBefore() throws {
        let hub = try hub()
        // The source is gone: a remap does not need it.
        try FileManager.default.removeItem(at: hub.directory.appendingPathComponent("in"))
        let corrected = SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]")
            .replacing("name: 名称", with: "name: { from: 名称, clean: [trim, remove_commas] }")
        try hub.write("mappings/sources.yaml", corrected)
        let head = try hub.json("feed", "list")[0]?["head"]

        let dry = try hub.run("remap", "--all", "--dry-run")
        #expect(dry.status == 0 && dry.out.contains("5 read → 3 unchanged, 2 would change"), "\(dry)")
        #expect(dry.out.contains("name: 佛冈县, 第二水泥厂 → 佛冈县 第二水泥厂"), "\(dry.out)")
        #expect(try hub.json("feed", "list")[0]?["head"] == head)

        let run = try hub.json("remap", "sources", "--all")[0]
        #expect(run?["mode"] == "remap" && run?["read"] == 5 && run?["stored"] == 2 && run?["balanced"] == true)
        #expect(run?["without_raw"] == 0 && run?["resumed"] == false && run?["preview"] == .null)
        #expect(try hub.json("quarantine", "list").arrayValue?.isEmpty == true)
        let shown = try hub.run("runs", "show", "2").out
        #expect(shown.contains("remap") && shown.contains("balance   5 read = 2 stored + 3 unchanged"), "\(shown)")

        let again = try hub.run("remap", "--all")
        #expect(again.status == 0 && again.out.contains("ok"))
        #expect(try hub.json("runs")[0]?["unchanged"] == 5)
    }

    @Test func runsAndStatusTellWhatIsKept() throws {
        let hub = try hub()
        #expect(try hub.run("runs", "show", "1").out.contains("kept      5 raw records in "))
        #expect(try hub.json("runs", "show", "1")["raw"]?["kept"] == 5)
        let status = try hub.run("status").out
        #expect(
            status.contains("sources: 5 raw records kept in ") && status.contains(", the oldest of 20"), "\(status)")
        #expect(try hub.json("status")["connectors"]?[0]?["raw"]?["records"] == 5)
    }

    @Test func whatIsOutOfReachIsTold() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let none = try hub.run("remap", "--all")
        #expect(
            none.status == 1
                && none.err.contains("no connector of this hub keeps raw records; write `keep: { raw: 90d }`"))
        #expect(try hub.run("remap", "sources", "--all").err.contains("sources: no raw records are kept; write"))
        try hub.write("connectors/sources.yaml", SmallHub.connector + Self.keep)
        let empty = try hub.run("remap", "--all")
        #expect(empty.status == 0 && empty.out.contains("sources: 4 records out of reach"), "\(empty)")
        #expect(empty.out.contains("`envhub sync sources` reads what the source still has"), "\(empty)")
        try hub.run("sync")
        #expect(try hub.json("remap", "--all")[0]?["without_raw"] == 0)
    }

    @Test func wrongCalls() throws {
        let hub = try hub()
        #expect(try hub.run("remap").err.contains("one of --since, --run and --all"))
        #expect(try hub.run("remap", "--all", "--since", "2h").status == 2)
        #expect(try hub.run("remap", "source", "--all").err.contains("did you mean `sources`?"))
        #expect(try hub.run("remap", "--run", "99").err.contains("there is no run 99"))
        #expect(try hub.run("remap", "--run", "1").status == 0)
        #expect(try hub.run("remap", "--since", "1h").status == 0)
    }

    @Test func aRunningSyncIsLeftAlone() throws {
        let hub = try hub()
        let lock = hub.directory.appendingPathComponent("state/locks/sources.lock").path
        let descriptor = unsafe open(lock, O_RDWR)
        flock(descriptor, LOCK_EX)
        defer { close(descriptor) }
        let busy = try hub.run("remap", "--all")
        #expect(busy.status == 3 && busy.err.contains("sources is being synced; its records were left out"))
    }
}
