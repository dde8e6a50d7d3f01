import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

@Suite("Kept raw records, mapped again") struct RemapTests {
    @Test("A corrected mapping reaches what came before, and the feed tells that only our mapping changed")
    func corrected() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,2,", "证3,3,"])
        try await fixture.pull(["证2,20,"])
        try fixture.mapping("{ expr: decimal($.质量) * 10 }")
        let head = try fixture.head()
        let outcome = try fixture.remap()
        #expect(outcome.run.state == .ok && outcome.run.mode == "remap" && outcome.run.counts.isBalanced)
        #expect(outcome.run.counts.read == 3 && outcome.run.counts.stored == 3 && outcome.withoutRaw == 0)
        #expect(try fixture.rows() == ["证1=10.0", "证2=200.0", "证3=30.0"])
        #expect(
            try fixture.lines(after: head) == ["证1", "证3", "证2"].map { "upsert normalisation \($0)" })
        #expect(try fixture.store().definition(outcome.run.version).first?.text.contains("* 10") == true)
    }

    @Test("A second remap changes nothing, and the next pull of the same finds everything unchanged")
    func secondRun() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,many,", "证3,3,x"])
        try fixture.mapping("{ expr: decimal($.质量) + 1 }")
        #expect(try fixture.remap().run.counts.stored == 1)
        let (head, held) = (try fixture.head(), try fixture.store().quarantine(QuarantineFilter()))
        let counts = try fixture.remap().run.counts
        #expect(counts.read == 3 && counts.unchanged == 2 && counts.quarantined == 1)
        #expect(try fixture.head() == head && fixture.store().quarantine(QuarantineFilter()) == held)
        let pulled = try await fixture.pull(["证1,1,", "证2,many,", "证3,3,x"])
        #expect(pulled.counts.unchanged == 2 && pulled.counts.quarantined == 1 && pulled.counts.stored == 0)
        #expect(try fixture.head() == head)
    }

    @Test("With nothing kept it says so")
    func nothingKept() async throws {
        let fixture = try RemapFixture(keep: "")
        try await fixture.pull(["证1,1,", "证2,2,", "证3,3,x"])
        try fixture.connector()
        let outcome = try fixture.remap()
        #expect(outcome.run.state == .ok && outcome.run.counts == RunCounts() && outcome.withoutRaw == 2)
        // A full pull keeps what is unchanged, too.
        let task = try #require(try fixture.task().hub.task(for: "permits", mode: .full))
        let full = try await SyncRun(task).perform()
        #expect(full.counts.unchanged == 3)
        #expect(try fixture.remap().withoutRaw == 0 && fixture.remap().run.counts.read == 3)
    }

    @Test("Held records that the new mapping accepts get out; those that it rejects go in, and their rows stay")
    func quarantine() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,many,", ",5,"])
        #expect(try fixture.held().count == 2)
        try fixture.mapping("{ from: 质量, null_if: many, default: 7 }")
        #expect(try fixture.remap().run.counts.stored == 1)
        #expect(try fixture.rows() == ["证1=1.0", "证2=7.0"])
        #expect(try fixture.lines().last == "upsert source_update 证2")
        try fixture.mapping("{ from: 质量, null_if: [\"1\"], on_fail: quarantine, type: integer }")
        try fixture.mapping("{ expr: if $.质量 == \"1\" then decimal(\"x\") else decimal(\"2\") }")
        let counts = try fixture.remap().run.counts
        #expect(counts.quarantined == 2 && counts.stored == 1 && counts.isBalanced)
        #expect(try fixture.rows() == ["证1=1.0", "证2=2.0"])
    }

    @Test("What a rule leaves out now is deleted, by our mapping; what a flag deletes stays deleted")
    func filtered() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,2,", "证3,3,"])
        try await fixture.pull(["证3,3,x"])
        try fixture.mapping("质量", when: "$.质量 != '2'")
        let head = try fixture.head()
        let counts = try fixture.remap().run.counts
        #expect(counts.filtered == 1 && counts.unchanged == 2 && counts.deleted == 0)
        #expect(try fixture.rows() == ["证1=1.0"])
        #expect(try fixture.lines(after: head) == ["delete normalisation -"])
        try fixture.connector(mode: "incremental, deletes: { flag: '质量 in [\"1\", \"3\"]' }")
        #expect(try fixture.remap().run.counts.deleted == 1 && fixture.rows().isEmpty)
        try fixture.connector()
        try fixture.mapping("质量")
        #expect(try fixture.remap().run.counts.stored == 2 && fixture.rows() == ["证1=1.0", "证2=2.0"])
    }

    @Test("Records that were deleted by absence are not set back")
    func absent() async throws {
        let fixture = try RemapFixture(mode: "snapshot, deletes: snapshot, reconcile: { max_absent: 100% }")
        try fixture.drop(["证1,1,", "证2,2,"], "all")
        _ = try await fixture.run.sync()
        try fixture.drop(["证2,2,"], "all")
        _ = try await fixture.run.sync()
        try fixture.mapping("{ expr: decimal($.质量) * 2 }")
        #expect(try fixture.remap().run.counts.read == 1 && fixture.rows() == ["证2=4.0"])
    }

    @Test("A run and a time choose what is mapped again")
    func chosen() async throws {
        let fixture = try RemapFixture()
        let start = SyncRun.clock() - 100_000
        var settings = SyncRun.Settings()
        settings.now = { start }
        let first = try await fixture.pull(["证1,1,", "证2,2,"], settings: settings)
        settings.now = { start + 1_000 }
        try await fixture.pull(["证2,3,", "证3,3,"], settings: settings)
        try fixture.mapping("{ expr: decimal($.质量) * 10 }")
        #expect(try fixture.remap(KeptFilter(run: 99)).run.counts.read == 0)
        #expect(try fixture.remap(KeptFilter(run: first.id)).run.counts.read == 1)
        #expect(try fixture.rows() == ["证1=10.0", "证2=3.0", "证3=3.0"])
        #expect(try fixture.remap(KeptFilter(since: start + 1_001)).run.counts.read == 0)
        #expect(try fixture.remap(KeptFilter(since: start + 1_000)).run.counts.read == 2)
        #expect(try fixture.rows() == ["证1=10.0", "证2=30.0", "证3=30.0"])
    }

    @Test("A dry run tells what would change and writes nothing")
    func dry() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,many,"])
        try fixture.mapping("{ from: 质量, null_if: many }")
        let before = (try fixture.rows(), try fixture.held(), try fixture.head(), try fixture.store().runs().count)
        let preview = try #require(try fixture.remap(isDry: true).preview)
        #expect(preview.counts.read == 2 && preview.counts.unchanged == 1 && preview.changed == 1)
        #expect(preview.records.map(\.key) == ["证2"])
        let after = (try fixture.rows(), try fixture.held(), try fixture.head(), try fixture.store().runs().count)
        #expect(before == after)
        #expect(try fixture.store().remapState(of: 1) == nil)
    }

    @Test("A record that `identity:` calls otherwise today is left as it is and told")
    func renamed() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,2,"])
        try fixture.connector(identity: "[编号, 质量]")
        try fixture.mapping("{ expr: decimal($.质量) * 10 }")
        let outcome = try fixture.remap()
        #expect(outcome.renamed == 2 && outcome.run.counts.read == 0)
        #expect(try fixture.rows() == ["证1=1.0", "证2=2.0"])
    }

    @Test("A pull whose mapping changed and whose bytes did not tells the feed so, too")
    func pullAfterCorrection() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,2,"])
        try fixture.mapping("{ expr: decimal($.质量) * 10 }")
        let head = try fixture.head()
        try await fixture.pull(["证1,1,", "证2,3,"])
        #expect(try fixture.lines(after: head) == ["upsert normalisation 证1", "upsert source_update 证2"])
        #expect(try fixture.store().keptState(of: "permits").records == 2)
    }

    @Test("When `keep` is taken away, the next run gives up what was kept")
    func takenAway() async throws {
        let fixture = try RemapFixture()
        try await fixture.pull(["证1,1,", "证2,2,"])
        try fixture.connector(keep: "")
        try await fixture.pull(["证1,2,"])
        #expect(try fixture.store().keptState(of: "permits") == KeptState())
        try fixture.connector()
        #expect(try fixture.remap().withoutRaw == 2 && fixture.rows() == ["证1=2.0", "证2=2.0"])
    }
}
