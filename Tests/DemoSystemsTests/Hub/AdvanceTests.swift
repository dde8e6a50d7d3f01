import Foundation
import TestServers
import Testing

@testable import DemoSystems

@Suite("The clock of the demo systems")
struct AdvanceTests {
    @Test("changes one thing of every kind, and other things the next time")
    func kinds() async throws {
        try await withSystems { systems in
            let (first, second) = (try systems.advance(), try systems.advance())
            #expect(first.count == 8)
            #expect(second.count == 8)
            #expect(Set(first.map(\.subject)).isDisjoint(with: second.map(\.subject)))
            let ops = Set(first.flatMap(\.arrivals).map { "\($0.feed) \($0.op)" })
            #expect(ops.isSuperset(of: ["water-affairs leave", "water-affairs delete", "environmental-police upsert"]))
            #expect(first.filter(\.arrivals.isEmpty).map(\.system) == ["solid-waste"])
        }
    }

    @Test("is the same for the same seed")
    func repeatable() async throws {
        var all: [[ExpectedChange]] = []
        for _ in 0..<2 { try await withSystems(seed: 11) { all.append(try $0.advance()) } }
        #expect(all[0] == all[1])
    }

    @Test("goes on while there is something to change")
    func longRun() async throws {
        try await withSystems { systems in
            for _ in 0..<12 { _ = try systems.advance() }
            #expect(try systems.advance().count >= 4)
        }
    }

    @Test("is seen by the connectors: nothing but what changed is new", .enabled(if: MonitoringDatabase.driver != nil))
    func pulled() async throws {
        let scratch = try TemporaryFolder()
        try await withSystems { systems in
            let root = scratch.url.appendingPathComponent("hub")
            try systems.writeHub(from: packageRoot, to: root)
            let hub = try ExampleHub(root)
            var cursors: [String: String] = [:]
            for name in ["discharge-permit", "hazardous-waste", "lab-results"] {
                cursors[name] = try await CountedPull.run(hub, name, state: scratch.url).cursor
            }
            _ = try systems.advance()
            for (name, cursor) in cursors {
                let again = try await CountedPull.run(hub, name, state: scratch.url, from: cursor)
                #expect((1...60).contains(again.records), "\(name): \(again.records)")
            }
            let points = try await CountedPull.run(hub, "monitoring", state: scratch.url)
            #expect(points.records == 652)
        }
    }
}
