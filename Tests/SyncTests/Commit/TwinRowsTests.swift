import Storage
import Testing

@testable import Sync

/// Records that give one row twice: nothing of what they say goes without a word.
@Suite struct TwinRowsTests {
    private func permits(_ rows: [(medium: String?, mass: String?)]) -> FixtureRecord {
        FixtureRecord(
            key: "p1", rows: rows.map { .permit(number: "p1", source: nil, medium: $0.medium, mass: $0.mass) })
    }

    @Test func whatTheyKnowIsPutTogether() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        let counts = try fixture.put([permits([("water", nil), (nil, "0.1"), ("water", "0.10")])], with: commit)
        #expect(counts.stored == 1 && counts.heldChildren == 0)
        #expect(try fixture.rows("SELECT medium, mass FROM permit") == ["water|0.1"])
        #expect(try fixture.lines().count == 1)
    }

    @Test func whoContradictsIsHeldAndTheFirstStays() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        let counts = try fixture.put([permits([("water", "1"), ("water", "2")])], with: commit)
        #expect(counts.stored == 1 && counts.heldChildren == 1 && counts.isBalanced)
        #expect(try fixture.rows("SELECT mass, rev FROM permit") == ["1.0|1"])
        let held = try fixture.store.quarantine(QuarantineFilter())
        #expect(held.map(\.code) == ["R1021"] && held[0].target == "permit.mass" && !held[0].isWhole)
        try fixture.put([permits([("water", "2")])], with: commit, at: 2)
        #expect(try fixture.store.quarantine(QuarantineFilter()).isEmpty)
        #expect(try fixture.rows("SELECT mass FROM permit") == ["2.0"])
    }

    @Test func othersMayContradictAllTheSame() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        try fixture.put([permits([("air", "5")])], with: commit)
        var second = permits([("water", nil), (nil, "7")])
        second.key = "p2"
        #expect(try fixture.put([second], with: commit, at: 2).heldChildren == 0)
        #expect(try fixture.rows("SELECT medium, mass FROM permit") == ["air|5.0"])
        try fixture.put([FixtureRecord(key: "p1", isDeleted: true)], with: commit, at: 3)
        #expect(try fixture.rows("SELECT medium, mass FROM permit") == ["water|7.0"])
    }

    @Test func aWorksThatIsBothSenderAndReceiverKeepsWhatBothSay() throws {
        let fixture = try CommitFixture()
        let rows: [FixtureRecord.Row] = [
            .source(code: "1", uscc: "91350100M000100Y43", name: "甲"), .source(code: "1", uscc: nil, name: "甲厂"),
        ]
        let commit = try fixture.commit()
        #expect(try fixture.put([FixtureRecord(key: "t", rows: rows)], with: commit).heldChildren == 0)
        #expect(try fixture.rows("SELECT uscc, name FROM source") == ["91350100M000100Y43|甲厂"])
    }

    @Test func longBundlesKnowTheirRows() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        var record = permits([(nil, nil)])
        record.rows += (0..<200).map { .outlet(permit: 0, code: String($0 % 100)) }
        #expect(try fixture.put([record], with: commit).heldChildren == 0)
        #expect(try fixture.rows("SELECT count(*) FROM outlet") == ["100"])
        #expect(try fixture.rows("SELECT length(rows) FROM hub_record") == ["1616"])
    }
}
