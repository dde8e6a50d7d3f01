import Diagnostics
import Foundation
import Storage
import Testing

@testable import Sync

@Suite("Previews") struct PreviewTests {
    private static let next = """
        [{"no":"p1","kind":"key","mass":"1.5","outlets":[{"code":"A","h":"15"},{"code":"C","h":"一米"}]},
         {"no":"p2","kind":"key","outlets":[{"code":"A"}]},
         {"no":"p3","kind":"what"},
         {"no":"p4","kind":"key","zt":"9"},
         {"no":"p5","kind":"simple"},
         {"no":"p6","kind":"other"},
         {"no":"p7","zt":"0"}]
        """

    @Test("Without a store everything is new, and nothing is made")
    func empty() async throws {
        let fixture = try PreviewFixture()
        let preview = try await fixture.preview()
        #expect(preview.counts.read == 4 && preview.new == 3 && preview.changed == 0)
        #expect(preview.counts.quarantined == 1 && preview.held.map(\.code) == ["R2105"])
        #expect(preview.records.map(\.change) == [.new, .new, .new] && preview.lockedMilliseconds == 0)
        #expect(preview.records[0].rows.map(\.entity) == ["permit", "outlet", "outlet"])
        #expect(preview.records[0].rows[1].key == "a new permit A")
        #expect(!FileManager.default.fileExists(atPath: fixture.directory + "/state"))
    }

    @Test("Each change is told old and new, with the names of codes")
    func changes() async throws {
        let fixture = try PreviewFixture()
        _ = try await fixture.sync()
        try fixture.write("inbox/a.json", Self.next)
        let preview = try await fixture.preview()
        let counts = preview.counts
        #expect(counts.read == 7 && counts.unchanged == 1 && counts.isBalanced)
        #expect(preview.changed == 1 && preview.new == 1 && counts.deleted == 1 && counts.filtered == 1)
        #expect(counts.quarantined == 2 && preview.heldAlready == 1 && counts.heldChildren == 1)
        #expect(preview.records.map(\.key) == ["p1", "p4", "p5"])
        #expect(preview.records.map(\.change) == [.changed, .deleted, .new])
        let permit = try #require(preview.records[0].rows.first)
        #expect(
            permit.fields == [
                Preview.Field(name: "kind", old: "simple", new: "key", oldLabel: "简化管理", newLabel: "重点管理")
            ])
        #expect(preview.records[1].rows.map(\.change) == [.deleted])
        #expect(preview.held.map { "\($0.key) \($0.code) \($0.isWhole)" } == ["p1 R2102 false", "p6 R2105 true"])
        #expect(preview.absence == nil)
    }

    @Test("Nothing is written: no row, cursor, run, entry or line, not a byte")
    func writesNothing() async throws {
        let fixture = try PreviewFixture()
        _ = try await fixture.sync()
        try fixture.write("inbox/a.json", Self.next)
        let before = try fixture.state()
        #expect(before.count >= 1)
        _ = try await fixture.preview()
        _ = try await fixture.preview(limit: 2)
        #expect(try fixture.state() == before)
    }

    @Test("What a preview says is what the next run does")
    func holdsWhatItPromises() async throws {
        let fixture = try PreviewFixture()
        _ = try await fixture.sync()
        try fixture.write("inbox/a.json", Self.next)
        let preview = try await fixture.preview()
        let run = try await fixture.sync()
        #expect(run.counts == preview.counts)
        let after = try await fixture.preview()
        #expect(after.records.isEmpty && after.counts.stored == 0 && after.held.isEmpty)
    }

    @Test("A limit cuts the page behind its record, with the lists of those before")
    func limit() async throws {
        let fixture = try PreviewFixture()
        let preview = try await fixture.preview(limit: 2)
        #expect(preview.counts.read == 2 && preview.hasMore && preview.new == 2)
        #expect(preview.records.map(\.rows.count) == [3, 2])
        #expect(try await fixture.preview(limit: 4).hasMore == false)
    }

    @Test("What is absent from a complete reading is counted, and the refusal of a run is told")
    func absence() async throws {
        let fixture = try RunFixture(csv: "no,mass\np0,1\np1,2\np2,3\n")
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", "no,mass\np0,1\n")
        func preview(_ limit: Int) async throws -> Preview {
            let hub = try #require(HubLoader.load(fixture.directory, into: DiagnosticBag()))
            return try await PreviewRun(try #require(hub.task(for: "permits")), limit: limit).perform()
        }
        let absence = try #require(try await preview(10).absence)
        #expect(absence.known == 3 && absence.absent == 2 && absence.refusal?.contains("max_absent 2 %") == true)
        try fixture.write("inbox/permits.csv", "no,mass\np0,1\np1,2\np2,3\n")
        #expect(try await preview(1).absence == nil)
        #expect(try await preview(10).absence?.absent == 0)
    }

    @Test("A run that goes on at the same time is no hindrance, nor is one held up")
    func besideARun() async throws {
        let fixture = try PreviewFixture()
        _ = try await fixture.sync()
        let lock = try #require(RunLock(connector: "permits", in: fixture.directory + "/state"))
        defer { lock.release() }
        let store = try Store(path: fixture.directory + "/state/envhub.db")
        #expect(try await fixture.preview().counts.unchanged == 3)
        try store.inTransaction { try store.run("UPDATE hub_meta SET value = 'x' WHERE key = 'epoch'") }
        #expect(try await fixture.preview().counts.unchanged == 3)
    }

    @Test("A source that cannot be read is an error of the source")
    func unreachable() async throws {
        let fixture = try PreviewFixture()
        try fixture.write("inbox/a.json", "[{]")
        await #expect(throws: (any Error).self) { try await fixture.preview() }
    }

    @Test("A changed mapping is previewed before it runs")
    func mapping() async throws {
        let fixture = try PreviewFixture()
        _ = try await fixture.sync()
        let text = try String(contentsOfFile: fixture.directory + "/mappings/permits.yaml", encoding: .utf8)
        try fixture.write(
            "mappings/permits.yaml", text.replacing("mass: $.mass", with: "mass: { expr: 'decimal($.mass) * 2' }"))
        let preview = try await fixture.preview()
        #expect(preview.records.map(\.key) == ["p1"] && preview.changed == 1 && preview.counts.unchanged == 2)
        #expect(
            preview.records[0].rows[0].fields.map { "\($0.name) \($0.old ?? "") \($0.new ?? "")" } == ["mass 1.5 3"])
    }
}
