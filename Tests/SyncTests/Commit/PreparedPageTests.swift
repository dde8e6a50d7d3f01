import Connectors
import Model
import Storage
import Testing

@testable import Sync

/// What was prepared beside the writer must leave the same store as what the writer finds out itself.
@Suite struct PreparedPageTests {
    private let plan = RecordPlan(
        shape: FixtureRecord.shape, identity: [0], deleteFlag: .init(slot: 1, values: ["x"]))

    private func commit(
        _ records: [FixtureRecord], _ fixture: CommitFixture, _ commit: PageCommit, at: Int64, expectsNew: Bool
    ) throws -> PreparedPage {
        let (page, batch) = FixtureRecord.page(records, schema: fixture.schema)
        var mapped = MappedPage(batch: batch)
        mapped.prepared.expectsNewRows = expectsNew
        commit.preparer.prepare(page, plan, &mapped)
        let stamp = Stamp(run: 0, version: 1, at: at)
        let counts = try fixture.store.inTransaction {
            try commit.commit(page, &mapped, plan: plan, stamp: stamp, version: "v", prologue: [])
        }
        #expect(counts.isBalanced)
        return mapped.prepared
    }

    private func contents(_ fixture: CommitFixture) throws -> [[String]] {
        try [
            "source", "permit", "hub_record", "hub_feed_1", "hub_alias", "hub_member", "hub_contribution",
            "hub_history",
        ].map {
            try fixture.rows("SELECT * FROM \($0) ORDER BY 1, 2")
        }
    }

    private func story(_ step: Int) -> [FixtureRecord] {
        (0..<40).map { number in
            let name = step == 0 ? "甲\"\(number)" : number % 3 == 0 ? "乙\(number)" : "甲\"\(number)"
            // Records 30 and up speak of rows that others have told of; 7 has no key of its own.
            let code = "c\(number % 30)"
            return FixtureRecord(
                key: number == 7 ? " " : "k\(number)",
                rows: [
                    .source(code: code, uscc: nil, name: name),
                    .permit(number: "p\(number % 30)", source: 0, medium: "water", mass: "\(number)"),
                ], isDeleted: step == 2 && number == 11)
        }
    }

    @Test(arguments: [false, true]) func theStoreIsTheSame(expectsNew: Bool) throws {
        let (plain, prepared) = (try CommitFixture(), try CommitFixture())
        let (one, other) = (try plain.commit(), try prepared.commit())
        for step in 0..<3 {
            try plain.put(story(step), with: one, at: Int64(step))
            _ = try commit(story(step), prepared, other, at: Int64(step), expectsNew: expectsNew)
            #expect(try contents(plain) == contents(prepared))
        }
        #expect(try plain.rows("SELECT count(*) FROM source") == ["29"])
    }

    @Test func rowsThatReferToOthersAndRowsThatAreHardlyNewAreLeftToTheWriter() throws {
        let fixture = try CommitFixture()
        let first = try fixture.commit()
        let made = try commit(story(0), fixture, first, at: 0, expectsNew: true)
        #expect(made.records.count == 40 && made.rows.count == 80)
        #expect(made.row(0) != nil && made.row(1) == nil)
        #expect(made.object(0, feed: 0).map { String(decoding: $0, as: UTF8.self) } == #"{"name":"甲\"0"}"#)
        #expect(made.object(1, feed: 0) == nil && made.object(0, feed: 1) == nil)
        let known = try commit(story(1), fixture, first, at: 1, expectsNew: false)
        #expect(known.records.count == 40 && known.rows.isEmpty)
    }

    @Test func anEmptyPageIsPreparedAsNothing() throws {
        let fixture = try CommitFixture()
        let made = try commit([], fixture, try fixture.commit(), at: 0, expectsNew: true)
        #expect(made.records.isEmpty && made.rows.isEmpty && made.objects.isEmpty)
    }
}
