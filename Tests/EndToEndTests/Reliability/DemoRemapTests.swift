import DemoSystems
import Foundation
import JSON
import SQLite
import Testing

/// Every kind of source, as real servers: what was kept of them is mapped again as if it had just come.
@Suite("Remaps of the demo's systems") struct DemoRemapTests {
    private func json(_ words: String..., hub: URL) throws -> [JSONValue] {
        let outcome = try Binary.run(words + ["--json", "--hub", hub.path])
        return try JSONValue(parsing: outcome.out).arrayValue ?? []
    }

    private func heads(_ hub: URL) throws -> [JSONValue?] {
        try json("feed", "list", hub: hub).map { $0["head"] }
    }

    @Test func theNextPullFindsEverythingUnchanged() async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "demo-remap-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let systems = try await RunningSystems.start(in: place.appending(path: "systems"), seed: 4_418)
        defer { systems.stop() }
        let hub = place.appending(path: "hub")
        try systems.writeHub(
            from: URL(filePath: Binary.root), to: hub, isLocal: systems.declarationURL == nil)
        for name in ["hazardous-waste", "solid-waste", "monitoring", "discharge-permit", "lab-results"] {
            let file = hub.appending(path: "connectors/\(name).yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            // The repository's own hub keeps the raw records of the systems that show only what changed.
            if !text.contains("\nkeep:") {
                try (text + "\nkeep: { raw: 1d }\n").write(to: file, atomically: true, encoding: .utf8)
            }
        }
        let pulled = try json("sync", hub: hub)
        #expect(pulled.count == 6 && pulled.allSatisfy { $0["state"] == "ok" }, "\(pulled)")
        // Another text is another version: every fingerprint changes, and no value.
        for name in ["hazardous-waste", "solid-waste", "monitoring", "discharge-permit", "lab-results"] {
            let file = hub.appending(path: "mappings/\(name).yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try (text + "\n# 复核过\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let before = try heads(hub)
        let held = try json("quarantine", "list", hub: hub).map { $0["count"] }
        let remapped = try json("remap", "--all", hub: hub)
        #expect(remapped.count == 5)
        for run in remapped {
            #expect(run["state"] == "ok" && run["balanced"] == true && run["without_raw"] == 0, "\(run)")
            #expect(run["stored"] == 0 && run["deleted"] == 0, "\(run)")
        }
        #expect(try json("quarantine", "list", hub: hub).map { $0["count"] } == held)
        #expect(try heads(hub) == before)
        let next = try json("sync", hub: hub)
        for run in next { #expect(run["stored"] == 0 && run["deleted"] == 0 && run["state"] == "ok", "\(run)") }
        #expect(try heads(hub) == before)
        // Nothing is read a second time because of its layout: the versions of the records are those of the remap.
        let store = try Database(path: hub.path + "/state/envhub.db", mode: .readOnly)
        let stale = try store.texts("SELECT count(*) FROM hub_record WHERE run > \(pulled.count + remapped.count)")
        #expect(stale == ["0"])
    }
}
