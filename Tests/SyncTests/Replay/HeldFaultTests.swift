import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// Lines that are no records lie beside records that a mapping refused: they keep nobody else in quarantine.
@Suite("Held bytes that are no record") struct HeldFaultTests {
    private let fixture: RunFixture

    /// A file of lines, each of which is wrong in another way; the second is a record whose mass is no number.
    init() throws {
        fixture = try RunFixture(csv: "")
        try FileManager.default.removeItem(atPath: fixture.directory + "/inbox/permits.csv")
        try connector(identity: "$.no")
        try mapping("$.mass")
        let lines = [
            #"{"no":"p1","mass":1}"#, #"{"no":"p2","mass":"many"}"#, #"{"no":"p3","mass":3"#, "null",
            #"[{"no":"p5","mass":5}]"#, #"{"no":"p6","mass":"some"}"#,
        ]
        try fixture.write("inbox/a.ndjson", lines.joined(separator: "\n") + "\n")
    }

    private func connector(identity: String) throws {
        try fixture.write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            files: { folder: inbox, pattern: "*.ndjson", format: ndjson, stable_for: 0s }
            identity: \(identity)
            sync: { mode: incremental, deletes: none }
            keep: { raw: 90d }
            """)
    }

    private func mapping(_ mass: String) throws {
        try fixture.write(
            "mappings/permits.yaml",
            "mapping: permits\nto: { permit: { fields: { number: $.no, mass: \(mass) } } }\n")
    }

    private func task() throws -> RunTask {
        try #require(HubLoader.load(fixture.directory, into: DiagnosticBag())?.task(for: "permits"))
    }

    private func open() throws -> [QuarantineEntry] { try fixture.store().quarantine(QuarantineFilter()) }

    private func masses() throws -> [String] {
        try fixture.store().all("SELECT number, CAST(mass AS TEXT) FROM permit ORDER BY 1") {
            "\($0.text(0) ?? "")=\($0.text(1) ?? "")"
        }
    }

    @Test("A retry goes on with the others; they stay as they are and are counted as held")
    func retry() async throws {
        #expect(try await fixture.sync().counts.quarantined == 5)
        let faults = try open().filter { $0.code != "R2102" }
        #expect(faults.map(\.code) == ["R1010", "R1011", "R1011"])
        let same = try #require(try QuarantineRetry(task().hub).perform(QuarantineFilter()).runs.first)
        #expect(same.counts.quarantined == 5 && same.counts.isBalanced)
        #expect(try open().filter { $0.code != "R2102" } == faults)
        try mapping("{ from: $.mass, null_if: [many], default: 2 }")
        let run = try #require(try QuarantineRetry(task().hub).perform(QuarantineFilter()).runs.first)
        #expect(run.state == .ok && run.counts.isBalanced)
        #expect(run.counts.read == 5 && run.counts.stored == 1 && run.counts.quarantined == 4)
        let after = try open().filter { $0.code != "R2102" }
        #expect(after.map(\.code) == faults.map(\.code) && after.map(\.message) == faults.map(\.message))
        #expect(after.map(\.raw) == faults.map(\.raw) && after.map(\.at) == faults.map(\.at))
        #expect(try open().count == 4 && masses() == ["p1=1.0", "p2=2.0"])
    }

    @Test("A remap goes on with the others, too, and changes nothing the second time")
    func remap() async throws {
        _ = try await fixture.sync()
        try mapping("{ from: $.mass, null_if: [many, some], default: 2 }")
        let run = try Remap(task()).perform().run
        #expect(run.state == .ok && run.counts.isBalanced)
        #expect(run.counts.read == 6 && run.counts.quarantined == 3)
        let held = try open()
        #expect(try held.count == 3 && masses() == ["p1=1.0", "p2=2.0", "p6=2.0"])
        #expect(try Remap(task()).perform().run.counts.quarantined == 3)
        #expect(try open() == held)
        // A pull of the same finds everything as it is: nothing is held twice.
        let lines = try String(contentsOfFile: fixture.directory + "/inbox/a.ndjson", encoding: .utf8)
        try fixture.write("inbox/a.ndjson", lines + "\n")
        let pulled = try await fixture.sync()
        #expect(pulled.counts.read == 6 && pulled.counts.quarantined == 3 && pulled.counts.isBalanced)
        #expect(try open() == held)
    }

    @Test("What the connector's file cannot read any more is told, when the others have been tried")
    func misfit() async throws {
        try FileManager.default.removeItem(atPath: fixture.directory + "/inbox/a.ndjson")
        let file = { (identity: String) in
            """
            connector: permits
            kind: files
            files: { folder: inbox, pattern: "*.csv", format: csv, stable_for: 0s }
            identity: \(identity)
            sync: { mode: incremental, deletes: none }
            """
        }
        try fixture.write(
            "mappings/permits.yaml", "mapping: permits\nto: { permit: { fields: { number: no, mass: mass } } }\n")
        try fixture.write("connectors/permits.yaml", file("no"))
        try fixture.write("inbox/a.csv", "no,mass\np1,many\n")
        _ = try await fixture.sync()
        try fixture.write("connectors/permits.yaml", file("id"))
        try fixture.write("inbox/b.csv", "id,no,mass\n7,p2,many\n")
        _ = try await fixture.sync()
        try fixture.write(
            "mappings/permits.yaml",
            "mapping: permits\nto: { permit: { fields: { number: no, mass: { from: mass, null_if: [many] } } } }\n")
        let run = try #require(try QuarantineRetry(task().hub).perform(QuarantineFilter()).runs.first)
        #expect(run.state == .failed && run.code == "missing_field")
        #expect(run.counts.stored == 1 && run.counts.quarantined == 1 && run.counts.isBalanced)
        #expect(try open().map(\.page) == ["a.csv"])
    }
}
