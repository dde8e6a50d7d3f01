import SQLite
import Storage
import Sync
import Testing

/// Real files from end to end: read, mapped, stored, and read again. Nothing may be lost, and a second look at the same
/// files may change nothing.
@Suite(.enabled(if: ShanghaiHub.isThere, "../shared/data/cn_shanghai_2020 is not beside the package"))
struct ShanghaiSyncTests {
    @Test func everyRowIsAccountedForAndASecondSyncChangesNothing() async throws {
        let hub = try ShanghaiHub()
        defer { hub.remove() }
        let first = try await hub.sync()
        for expected in ShanghaiExpectation.all { try checkFirst(expected, first[expected.connector]) }
        let before: [String: UInt64]
        do {
            let store = ShanghaiStore(database: try hub.database())
            try checkRows(store)
            try checkQuarantine(store)
            try checkSources(store)
            try checkLimits(store)
            try checkMeasurements(store)
            try checkPermits(store)
            before = try store.fingerprints()
        }
        let second = try await hub.sync()
        for expected in ShanghaiExpectation.all { try checkSecond(expected, second[expected.connector]) }
        let after = try ShanghaiStore(database: try hub.database()).fingerprints()
        #expect(before.count > 20)
        for (table, print) in before { #expect(after[table] == print, "\(table) changed") }
    }

    private func checkFirst(_ expected: ShanghaiExpectation, _ run: Run?) throws {
        let run = try #require(run)
        #expect(run.state == .ok, "\(expected.connector): \(run.message ?? "")")
        var counts = RunCounts()
        counts.read = expected.lines
        counts.stored = expected.lines - expected.copies - expected.incomplete
        counts.unchanged = expected.copies
        counts.quarantined = expected.incomplete
        #expect(run.counts == counts, "\(expected.connector)")
        #expect(run.counts.isBalanced, "\(expected.connector)")
        #expect(run.counts.quarantined * 50 <= run.counts.read, "\(expected.connector)")
    }

    private func checkSecond(_ expected: ShanghaiExpectation, _ run: Run?) throws {
        let run = try #require(run)
        var counts = RunCounts()
        counts.read = expected.lines
        counts.unchanged = expected.lines - expected.incomplete
        counts.quarantined = expected.incomplete
        #expect(run.state == .ok && run.counts == counts, "\(expected.connector)")
    }

    private func checkRows(_ store: ShanghaiStore) throws {
        for (entity, count) in ShanghaiExpectation.rows {
            let found = try store.row("SELECT count(*) FROM \(entity)")
            #expect(found == ["\(count)"], "\(entity)")
        }
        #expect(try store.counts("SELECT field, count(*) FROM hub_flag GROUP BY field") == ShanghaiExpectation.flags)
        // Every reference leads to a row: the files name no source that they do not describe.
        for entity in ["outlet", "permit", "permit_limit", "discharge_route", "measurement", "waste_licence"] {
            let lost = "SELECT count(*) FROM \(entity) WHERE source NOT IN (SELECT id FROM pollution_source)"
            #expect(try store.row(lost) == ["0"], "\(entity)")
        }
    }

    /// All that is held is held because the file has no pollutant there.
    private func checkQuarantine(_ store: ShanghaiStore) throws {
        let held = "SELECT code || ' ' || target, count(*) FROM hub_quarantine WHERE state = 'open' GROUP BY 1"
        #expect(try store.counts(held) == ["R2101 permit_limit.pollutant": 10])
        let raw = try store.row("SELECT count(*) FROM hub_quarantine WHERE length(raw) > 0 AND length(context) > 0")
        #expect(raw == ["10"])
    }
}
