import DemoSystems
import Diagnostics
import Foundation
import Sync
import Testing

/// Every field of every row that the demo's systems give names its origin.
@Suite("Lineage of the demo") struct DemoLineageTests {
    @Test(.timeLimit(.minutes(4))) func everyFieldNamesItsOrigin() async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "demo-lineage-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let systems = try await RunningSystems.start(in: place.appending(path: "systems"), seed: 4_418)
        defer { systems.stop() }
        let hub = place.appending(path: "hub")
        try systems.writeHub(from: URL(filePath: Binary.root), to: hub, isLocal: systems.declarationURL == nil)
        #expect(try Binary.run(["sync", "--hub", hub.path]).status == 0)
        let loaded = try #require(HubLoader.load(hub.path, into: DiagnosticBag()))
        let counts = try LineageWalk.counts(loaded)
        for entity in [
            "pollution_source", "permit", "outlet", "permit_limit", "monitoring_point", "waste_transfer",
            "waste_declaration", "measurement",
        ] {
            #expect(counts[entity, default: 0] > 0, "\(entity)")
        }
    }
}
