import Foundation
import JSON
import Testing

@Suite struct DemoTests {
    /// The whole: four systems over their transports, a hub, two partners, and exactly what changed arrives.
    @Test(.timeLimit(.minutes(4))) func once() throws {
        let outcome = try Binary.run(["demo", "--once", "--json", "--hub", Binary.root])
        #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
        #expect(try JSONValue(parsing: outcome.out)["ok"] == true)
    }

    @Test func foreignDirectoriesAreLeftAlone() throws {
        let hub = try SmallHub()
        let outcome = try Binary.run(["demo", "--once", "--dir", hub.directory.path, "--hub", Binary.root])
        #expect(outcome.status == 1 && outcome.err.contains("is not of a demo"))
        #expect(try hub.run("check").status == 0)
    }
}
