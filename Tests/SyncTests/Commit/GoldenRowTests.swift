import Model
import Storage
import Testing

@testable import Sync

@Suite struct GoldenRowTests {
    private func row(_ numbers: Int64?...) -> RowValues {
        RowValues(values: numbers.map { $0.map { MappedValue(.integer, payload: $0) } ?? .null })
    }

    @Test func takesForEachColumnTheFirstValue() {
        #expect(GoldenRow.merge([row(nil, 1, nil), row(2, 3, nil)], width: 3) == row(2, 1, nil))
        #expect(GoldenRow.merge([], width: 2) == row(nil, nil))
        #expect(GoldenRow.merge([row(1), row(2, 3)], width: 2) == row(1, 3), "a row from before a column was added")
    }

    @Test func isWholeOnceNothingCanAlterIt() {
        var golden = GoldenRow(width: 3, wanted: [0, 2])
        golden.add(row(1, nil, nil))
        #expect(!golden.isWhole)
        golden.add(row(5, nil, 6))
        #expect(golden.isWhole && golden.values == row(1, nil, 6))
    }

    /// A table of results names its station in every line. Each line costs the same, however many there are.
    @Test(.timeLimit(.minutes(1))) func thousandsOfRecordsSpeakOfOneRow() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        let lines = (0..<4_000).map { index in
            FixtureRecord(
                key: "r\(index)",
                rows: [
                    .source(code: "7", uscc: nil, name: index == 0 ? nil : "站"),
                    .permit(number: "p\(index)", source: 0, medium: "water", mass: nil),
                ])
        }
        for start in stride(from: 0, to: lines.count, by: 500) {
            #expect(try fixture.put(Array(lines[start..<start + 500]), with: commit).stored == 500)
        }
        #expect(try fixture.rows("SELECT name, rev FROM source") == ["站|2"])
        #expect(try fixture.rows("SELECT count(*) FROM hub_contribution") == ["4000"])
        let again = try fixture.commit()
        try fixture.put([lines[0]], with: again, at: 2)
        var deleted: Int64 = 0
        try fixture.store.inTransaction {
            deleted = try again.deleteAbsent(limit: 5_000, stamp: Stamp(run: 2, version: 1, at: 3))
        }
        #expect(deleted == 3_999)
        #expect(try fixture.rows("SELECT name, record <> 0 FROM source") == ["∅|1"])
    }
}
