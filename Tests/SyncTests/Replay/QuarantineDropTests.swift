import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// What a person lets go of: nothing that is stored goes with it, and nothing that comes again is missed.
@Suite("Held entries that are dropped") struct QuarantineDropTests {
    private let fixture: RemapFixture

    init() throws { fixture = try RemapFixture(mode: "incremental, deletes: none") }

    private func drop(_ filter: QuarantineFilter = QuarantineFilter()) throws -> QuarantineDrop.Outcome {
        let store = try fixture.store()
        return try QuarantineDrop(store, stateDirectory: fixture.run.directory + "/state").perform(
            store.heldEntries(filter))
    }

    @Test("A line that was mended since is let go of, and a run keeps how many")
    func mended() async throws {
        try await fixture.pull(["证1,1,", "证2", "证3,many,"])
        #expect(try fixture.held().count == 2)
        try fixture.drop(["证1,1,", "证2,2,", "证3,many,"], "f1001")
        _ = try await fixture.sync()
        #expect(try fixture.rows() == ["证1=1.0", "证2=2.0"])
        let outcome = try drop(QuarantineFilter(code: "R1001"))
        #expect(outcome.dropped.map(\.code) == ["R1001"])
        let run = try #require(outcome.runs.first)
        #expect(run.mode == "drop" && run.state == .ok && run.message == "1 held entry was dropped: 1 of R1001")
        #expect(try fixture.held() == ["证3 R2102 many"] && fixture.rows() == ["证1=1.0", "证2=2.0"])
        #expect(try fixture.store().quarantineEntry(outcome.dropped[0].id)?.isOpen == false)
        #expect(try drop(QuarantineFilter(code: "R1001")).runs.isEmpty)
    }

    @Test("What comes again with the same bytes is held again, and the run balances")
    func again() async throws {
        try await fixture.pull(["证1,1,", "证2,many,", ",3,", "证4"])
        #expect(try drop().dropped.count == 3)
        #expect(try fixture.held().isEmpty)
        let run = try await fixture.pull(["证1,1,", "证2,many,", ",3,", "证4"])
        #expect(run.counts.quarantined == 3 && run.counts.isBalanced && run.counts.unchanged == 1)
        #expect(try fixture.held().count == 3)
    }

    @Test("The rows of an earlier, good version stay; a record that gave none is no live one")
    func rowsStay() async throws {
        try await fixture.pull(["证1,1,"])
        try await fixture.pull(["证1,many,", "证2,many,"])
        let outcome = try drop()
        #expect(outcome.dropped.count == 2 && outcome.runs.first?.message == "2 held entries were dropped: 2 of R2102")
        #expect(try fixture.rows() == ["证1=1.0"])
        let live = try fixture.store().one(
            """
            SELECT count(*) FROM hub_key_hash WHERE state <> 3
              AND scope IN (SELECT id FROM hub_name WHERE kind = 'connector')
            """)?.integer(0)
        #expect(live == 1)
        let run = try await fixture.pull(["证1,1,", "证2,2,"])
        #expect(run.counts.isBalanced && run.counts.quarantined == 0)
        #expect(try fixture.rows() == ["证1=1.0", "证2=2.0"])
    }

    @Test("While the connector is being synced nothing of it is dropped")
    func busy() async throws {
        try await fixture.pull(["证1,many,"])
        let lock = try #require(RunLock(connector: "permits", in: fixture.run.directory + "/state"))
        let outcome = try drop()
        #expect(outcome.busy == ["permits"] && outcome.runs.isEmpty)
        lock.release()
        #expect(try fixture.held().count == 1)
    }
}
