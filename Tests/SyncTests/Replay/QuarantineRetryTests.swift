import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// What a retry may not do: bring back what is older.
@Suite("Retries of held records") struct QuarantineRetryTests {
    private let fixture: RunFixture

    /// Files that come one after the other; dates are of one pattern, records are known by `alt`.
    init() throws {
        fixture = try RunFixture(csv: "")
        try FileManager.default.removeItem(atPath: fixture.directory + "/inbox/permits.csv")
        try connector(identity: "alt")
        try mapping("mass")
    }

    private func connector(identity: String) throws {
        try fixture.write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            files: { folder: inbox, pattern: "*.csv", format: csv, stable_for: 0s }
            identity: \(identity)
            sync: { mode: incremental, deletes: none }
            """)
    }

    private func mapping(_ mass: String) throws {
        try fixture.write(
            "mappings/permits.yaml", "mapping: permits\nto: { permit: { fields: { number: no, mass: \(mass) } } }\n")
    }

    private func drop(_ name: String, _ row: String) async throws {
        try fixture.write("inbox/\(name).csv", "no,alt,mass\n\(row)\n")
        _ = try await fixture.sync()
    }

    private func retry(_ filter: QuarantineFilter = QuarantineFilter(), at: Int64? = nil) throws
        -> QuarantineRetry.Outcome
    {
        let hub = try #require(HubLoader.load(fixture.directory, into: DiagnosticBag()))
        return try QuarantineRetry(hub).perform(filter)
    }

    private func mass() throws -> Int64? {
        try fixture.store().one("SELECT mass FROM permit WHERE number = 'p1'")?.integer(0)
    }

    private func open() throws -> [QuarantineEntry] { try fixture.store().quarantine(QuarantineFilter()) }

    @Test("An older record whose newer version is held too is let go; the newer one stays")
    func newerIsHeld() async throws {
        try await drop("a", "p1,,1")
        #expect(try open().map(\.code) == ["R1020"])
        try connector(identity: "no")
        try await drop("b", "p1,x,many")
        #expect(try open().map(\.code) == ["R1020", "R2102"])
        let outcome = try retry()
        #expect(outcome.superseded == 1)
        #expect(try open().map(\.value) == ["many"] && mass() == nil)
        try mapping("{ from: mass, null_if: [many], default: 2 }")
        #expect(try retry().superseded == 0)
        #expect(try open().isEmpty && mass() == 2)
    }

    @Test("An older record is let go when a newer one was stored")
    func newerIsStored() async throws {
        try await drop("a", "p1,,1")
        try connector(identity: "no")
        try await drop("b", "p1,x,5")
        let outcome = try retry()
        #expect(outcome.superseded == 1 && outcome.runs.first?.counts.read == 0)
        #expect(try open().isEmpty && mass() == 5)
    }

    @Test("A code, a run and a time choose what is tried")
    func chosen() async throws {
        try await drop("a", "p1,k1,many")
        try await drop("b", "p2,,3")
        try mapping("{ from: mass, null_if: [many] }")
        #expect(try retry(QuarantineFilter(code: "R1020")).runs.first?.counts.quarantined == 1)
        #expect(try retry(QuarantineFilter(run: 99)).runs.isEmpty)
        #expect(try retry(QuarantineFilter(since: SyncRun.clock() + 60_000)).runs.isEmpty)
        #expect(try open().count == 2)
        #expect(try retry(QuarantineFilter(run: 1)).runs.first?.counts.stored == 1)
        #expect(try open().map(\.code) == ["R1020"])
    }

    @Test("A field that says `fail_run` stops a retry, and the run tells why")
    func failRun() async throws {
        try await drop("a", "p1,k1,many")
        try mapping("{ from: mass, on_fail: fail_run }")
        let run = try #require(try retry().runs.first)
        #expect(run.state == .failed && run.code == "R2102" && run.message?.contains("fail_run") == true)
        #expect(try open().count == 1)
    }
}
