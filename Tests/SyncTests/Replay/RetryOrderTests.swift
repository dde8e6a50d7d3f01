import SQLite
import Storage
import TestServers
import Testing

@testable import Sync

/// Retries keep the order of each key, whatever is tried and when: an older record never overwrites a newer one.
@Suite("The order of retries") struct RetryOrderTests {
    /// Records without a key of their own, held one after the other, that turn out to be of one key.
    @Test func theNewerOfTwoHeldRecordsHolds() async throws {
        let fixture = try fixture()
        try fixture.connector(keep: "", mode: "incremental, deletes: none", identity: "备用")
        try await fixture.pull(["证1,1,a,"])
        try await fixture.pull(["证1,2,b,"])
        try fixture.connector(keep: "", mode: "incremental, deletes: none")
        let outcome = try fixture.retry()
        #expect(try fixture.rows() == ["证1=2.0"] && fixture.held().isEmpty && outcome.superseded == 0)
    }

    @Test func theOlderIsLetGoWhenTheNewerWasTriedFirst() async throws {
        let fixture = try fixture()
        try fixture.connector(keep: "", mode: "incremental, deletes: none", identity: "备用")
        try await fixture.pull(["证1,1,a,"])
        let second = try await fixture.pull(["证1,2,b,"])
        try fixture.connector(keep: "", mode: "incremental, deletes: none")
        #expect(try fixture.retry(QuarantineFilter(run: second.id)).superseded == 0)
        #expect(try fixture.rows() == ["证1=2.0"] && fixture.held().count == 1)
        #expect(try fixture.retry().superseded == 1)
        #expect(try fixture.rows() == ["证1=2.0"] && fixture.held().isEmpty)
    }

    /// What has no key is known by its bytes and the mapping's version: with another version it was left behind as a record that
    /// no reading showed again, and deletions were refused for it.
    @Test func whatHasNoKeyIsNotLeftBehind() async throws {
        let fixture = try RemapFixture(mode: "snapshot, deletes: snapshot")
        try fixture.drop(["证1,1,", ",2,"], "all")
        _ = try await fixture.sync()
        try fixture.mapping("{ from: 质量, null_if: x }")
        #expect(try fixture.retry().runs.first?.counts.quarantined == 1)
        #expect(try await fixture.sync().state == .ok)
        #expect(try fixture.held().count == 1)
    }

    private func fixture() throws -> RemapFixture {
        let fixture = try RemapFixture()
        fixture.header = "编号,质量,删,备用"
        return fixture
    }

    private struct Entry {
        var number: String
        var mass: String
        var came: Int
        var run: Int64
        var isKeyless: Bool
    }

    /// What the hub should hold, worked out from the order in which records came.
    private struct Model {
        var entries: [Entry] = []
        var rows: [String: String] = [:]
        var came: [String: Int] = [:]

        mutating func settle(_ entry: Entry, run: Int64) {
            entries.removeAll { !$0.isKeyless && $0.number == entry.number }
            came[entry.number] = entry.came
            if entry.mass == "many" {
                var held = entry
                (held.run, held.isKeyless) = (run, false)
                entries.append(held)
            } else {
                rows[entry.number] = entry.mass + ".0"
            }
        }

        mutating func retry(run: Int64, _ isWanted: (Entry) -> Bool) {
            for entry in entries.filter(isWanted) {
                guard let place = entries.firstIndex(where: { $0.came == entry.came }) else { continue }
                entries.remove(at: place)
                if came[entry.number, default: 0] <= entry.came { settle(entry, run: run) }
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func anyRetriesInAnyOrder(_ seed: UInt64) async throws {
        let fixture = try fixture()
        var (random, model) = (SeededRandom(seed), Model())
        for step in 1...70 {
            let isKeyless = random.chance(50)
            try fixture.connector(
                keep: random.chance(50) ? "keep: { raw: 1d }" : "", mode: "incremental, deletes: none",
                identity: isKeyless ? "备用" : "编号")
            if step == 1 || random.chance(65) {
                let mass = random.chance(30) ? "many" : "\(random.below(9))"
                let number = "证\(random.below(4))"
                let run = try await fixture.pull(["\(number),\(mass),\(step),"])
                let entry = Entry(number: number, mass: mass, came: step, run: run.id, isKeyless: isKeyless)
                if isKeyless { model.entries.append(entry) } else { model.settle(entry, run: run.id) }
            } else if !isKeyless {
                let wanted = model.entries.isEmpty ? 0 : model.entries[random.below(model.entries.count)].run
                let isOne = random.chance(60)
                let run =
                    try fixture.retry(isOne ? QuarantineFilter(run: wanted) : QuarantineFilter()).runs.first?.id ?? 0
                model.retry(run: run) { !isOne || $0.run == wanted }
            }
            try #require(try fixture.rows() == model.rows.map { "\($0)=\($1)" }.sorted(), "step \(step)")
            try #require(try fixture.held().count == model.entries.count, "step \(step)")
        }
    }
}
