import Foundation
import Storage
import Testing

@testable import Connectors
@testable import Sync

@Suite("contract: volume") struct VolumeTests {
    private func csv(_ count: Int) -> String { "no,mass\n" + (0..<count).map { "p\($0),1\n" }.joined() }

    private func fixture(_ otherwise: String) async throws -> RunFixture {
        let fixture = try RunFixture(
            csv: csv(10), extra: "contract: { volume: { min: 50%, of: 2 runs, else: \(otherwise) } }")
        let connector = try String(contentsOfFile: fixture.directory + "/connectors/permits.yaml", encoding: .utf8)
        try fixture.write(
            "connectors/permits.yaml",
            connector.replacing("deletes: snapshot }", with: "deletes: snapshot, reconcile: { max_absent: 100% } }"))
        #expect(try await fixture.sync().state == .ok)
        return fixture
    }

    private func permits(_ fixture: RunFixture) throws -> Int {
        try fixture.store().all("SELECT 1 FROM permit", read: { _ in 1 }).count
    }

    @Test("A run that brings too little is held and deletes nothing, until a person says that it is right")
    func hold() async throws {
        let fixture = try await fixture("hold")
        try fixture.write("inbox/permits.csv", csv(5))
        #expect(try await fixture.sync().state == .ok)
        try fixture.write("inbox/permits.csv", csv(3))
        let held = try await fixture.sync()
        #expect(held.state == .held && held.code == "volume" && held.counts.absent == 0)
        #expect(
            held.message?.hasPrefix("3 records were read, less than 50 % of 8, the mean of the runs before") == true)
        #expect(try permits(fixture) == 5)
        // A held run is not among those that the next is measured by.
        #expect(try await fixture.sync().state == .held)
        var settings = SyncRun.Settings()
        settings.acceptsAbsence = true
        let accepted = try await fixture.sync(settings)
        #expect(accepted.state == .ok && accepted.counts.absent == 2)
        #expect(try permits(fixture) == 3)
        #expect(try await fixture.sync().state == .ok)
    }

    @Test("`report` says it, and the run goes on")
    func report() async throws {
        let fixture = try await fixture("report")
        try fixture.write("inbox/permits.csv", csv(4))
        let run = try await fixture.sync()
        #expect(run.state == .ok && run.code == "volume" && run.message?.contains("4 records were read") == true)
        #expect(try permits(fixture) == 4 && run.counts.absent == 6)
    }

    @Test("The first run has nothing to be measured by")
    func first() {
        let rule = VolumeRule(.init(min: 0.5, runs: 10, otherwise: .hold), before: [])
        #expect(rule.ending(read: 0) == nil)
        let other = VolumeRule(.init(min: 0.5, runs: 10, otherwise: .hold), before: [10, 20])
        #expect(other.ending(read: 8) == nil && other.ending(read: 7)?.state == .held)
    }
}
