import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

@Suite struct SyncRunTests {
    private func csv(_ count: Int, bad: Set<Int> = []) -> String {
        "no,mass\n" + (0..<count).map { "p\($0),\(bad.contains($0) ? "many" : "\($0)")\n" }.joined()
    }

    @Test func aRunBalancesAndTheNextChangesNothing() async throws {
        let fixture = try RunFixture(csv: csv(5, bad: [3]))
        let first = try await fixture.sync()
        #expect(
            first.state == .ok && first.counts.read == 5 && first.counts.stored == 4 && first.counts.quarantined == 1)
        #expect(first.pages == 3)
        let second = try await fixture.sync()
        #expect(second.counts.unchanged == 4 && second.counts.quarantined == 1 && second.counts.isBalanced)
    }

    @Test func tooManyBadRecordsHoldTheRunAndKeepWhatWasCommitted() async throws {
        let fixture = try RunFixture(csv: csv(20, bad: Set(2..<20)), extra: "error_budget: { share: 10%, count: 3 }")
        let run = try await fixture.sync()
        #expect(run.state == .held && run.code == "error_budget")
        #expect(run.counts.read < 20 && run.counts.quarantined > 3 && run.counts.isBalanced)
        #expect(try fixture.store().one("SELECT count(*) FROM permit")?.integer(0) == 2)
    }

    /// The message tells the place; the value may be a person's and stays out of logs.
    @Test func aFieldThatFailsTheRunNamesThePlaceAndNotTheValue() async throws {
        let fixture = try RunFixture(csv: csv(3) + "p4,张三13800138000\n")
        try fixture.write(
            "mappings/permits.yaml",
            "mapping: permits\nto:\n  permit:\n    fields:\n      number: no\n      mass: { from: mass, on_fail: fail_run }\n"
        )
        let run = try await fixture.sync()
        #expect(run.state == .failed && run.code == "R2102")
        #expect(
            run.message
                == "`permit.mass` says `fail_run` (line 6 of the mapping): its value at `mass` cannot be used, R2102")
    }

    @Test func absenceBeyondTheLimitIsRefusedUntilAPersonAccepts() async throws {
        let fixture = try RunFixture(csv: csv(10))
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", csv(7))
        let refused = try await fixture.sync()
        #expect(refused.state == .held && refused.code == "max_absent" && refused.counts.absent == 0)
        #expect(refused.message?.contains("3 of 10 records are absent (30 %), more than max_absent 2 %") == true)
        var settings = SyncRun.Settings()
        settings.acceptsAbsence = true
        let accepted = try await fixture.sync(settings)
        #expect(accepted.state == .ok && accepted.counts.absent == 3)
        #expect(try fixture.store().one("SELECT count(*) FROM permit")?.integer(0) == 7)
    }

    @Test func recordsThatCannotBeReadForbidDeletion() async throws {
        let fixture = try RunFixture(csv: csv(100))
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", csv(98) + "p99,1,2\n")
        let run = try await fixture.sync()
        #expect(run.state == .held && run.message?.contains("could not be decoded") == true)
        #expect(try fixture.store().one("SELECT count(*) FROM permit")?.integer(0) == 100)
    }

    @Test func recordsWithoutAKeyForbidDeletion() async throws {
        let fixture = try RunFixture(csv: csv(100))
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", csv(98) + ",7\n")
        let run = try await fixture.sync()
        #expect(run.state == .held && run.message?.contains("have no key") == true)
        #expect(try fixture.store().one("SELECT count(*) FROM permit")?.integer(0) == 100)
    }

    @Test func rowsOfAnEntityThatTheMappingNoLongerGivesGo() async throws {
        let fixture = try RunFixture(csv: csv(2))
        let outlet =
            "entity: outlet\nprefix: ol\ntitle: { zh: 口, en: Outlet }\nidentity: keyed\nkey: [code]\n"
            + "fields:\n  code: { type: text, title: { zh: 号, en: Code }, required: true }\n"
        try fixture.write("mappings/schema/outlet.yaml", outlet)
        let permit = "mapping: permits\nto:\n  permit: { fields: { number: no, mass: mass } }\n"
        try fixture.write("mappings/permits.yaml", permit + "  outlet: { fields: { code: no } }\n")
        #expect(try await fixture.sync().counts.stored == 2)
        #expect(try fixture.store().one("SELECT count(*) FROM outlet")?.integer(0) == 2)
        try fixture.write("mappings/permits.yaml", permit)
        _ = try await fixture.sync()
        #expect(try fixture.store().one("SELECT count(*) FROM outlet")?.integer(0) == 0)
        #expect(try fixture.store().one("SELECT count(*) FROM permit")?.integer(0) == 2)
    }

    @Test func twoConnectorsOfOneNameAreAnErrorOfTheFiles() async throws {
        let fixture = try RunFixture(csv: csv(1))
        let text = try String(contentsOfFile: fixture.directory + "/connectors/permits.yaml", encoding: .utf8)
        try fixture.write("connectors/again.yaml", text)
        await #expect(throws: FixtureError.self) { try await fixture.sync() }
    }

    @Test func mappingsThatDifferBehindAPointAreTwo() async throws {
        let fixture = try RunFixture(csv: csv(1))
        try fixture.write(
            "mappings/permits.old.yaml", "mapping: old\nto: { permit: { fields: { number: no, mass: mass } } }\n")
        #expect(try await fixture.sync().state == .ok)
    }

    @Test func aMissingFolderFailsTheRunAndSaysWhich() async throws {
        let fixture = try RunFixture(csv: csv(1), extra: "")
        try fixture.write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            files: { folder: nowhere, pattern: "*.csv", format: csv }
            identity: no
            sync: { mode: snapshot, deletes: snapshot }
            """)
        let run = try await fixture.sync()
        #expect(run.state == .failed && run.message?.contains("nowhere") == true)
    }

    @Test func theLastOfEqualKeysHoldsAndReadingThemAgainChangesNothing() async throws {
        let text = "no,mass\np0,1\np1,1\np0,2\np0,3\n"
        let fixture = try RunFixture(csv: text)
        func mass() throws -> Int64? {
            try fixture.store().one("SELECT mass FROM permit WHERE number = 'p0'")?.integer(0)
        }
        let told = "2 of 4 records had the key of another one, which holds in their place because it came later: "
        let first = try await fixture.sync()
        #expect(first.state == .ok && first.message == told + "`identity:` should name each")
        #expect(try mass() == 3)
        let again = try await fixture.sync()
        #expect(again.counts.stored == 0 && again.counts.unchanged == 4 && again.counts.read == 4)
        #expect(again.code == "repeated_keys" && again.message == first.message)
        #expect(try fixture.store().one("SELECT rev FROM permit WHERE number = 'p0'")?.integer(0) == 3)
    }

    /// A key that is too coarse loses records, however they are read.
    @Test func equalKeysOfAnIncrementalRunAreTold() async throws {
        let fixture = try RunFixture(csv: "no,mass\np0,1\np1,1\np0,2\np0,3\n", sync: "incremental, deletes: none")
        let run = try await fixture.sync()
        #expect(run.state == .ok && run.code == "repeated_keys" && run.counts.isBalanced)
        #expect(run.message?.hasPrefix("2 of 4 records had the key of another one") == true)
        // What has changed since the last run is no such thing.
        try fixture.write("inbox/permits-2.csv", "no,mass\np0,4\np1,1\n")
        #expect(try await fixture.sync().message == nil)
    }

    @Test func anEarlierLineHoldsOnceTheLaterIsGone() async throws {
        let fixture = try RunFixture(csv: "no,mass\np0,1\np1,1\np0,2\n")
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", "no,mass\np0,1\np1,1\n")
        let run = try await fixture.sync()
        #expect(run.state == .ok && run.counts.isBalanced && run.counts.stored == 1)
        #expect(try fixture.store().one("SELECT mass FROM permit WHERE number = 'p0'")?.integer(0) == 1)
        #expect(try await fixture.sync().counts.unchanged == 2)
    }
}
