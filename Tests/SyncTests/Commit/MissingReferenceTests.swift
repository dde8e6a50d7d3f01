import Model
import Storage
import Testing

@testable import Sync

/// `missing: quarantine`: a record waits for the row that it refers to.
@Suite struct MissingReferenceTests {
    private let required = [0: RequiredReference(name: "receiver", line: 4, column: 3)]

    private func permit(_ key: String, source: String, uscc: String? = nil) -> FixtureRecord {
        FixtureRecord(
            key: key,
            rows: [
                .source(code: source, uscc: uscc, name: nil, isReference: true),
                .permit(number: key, source: 0, medium: "water", mass: nil),
            ])
    }

    private func told(_ code: String, uscc: String? = nil) -> FixtureRecord {
        FixtureRecord(key: "s" + code, rows: [.source(code: code, uscc: uscc, name: "甲")])
    }

    private func open(_ fixture: CommitFixture) throws -> [String] {
        try fixture.store.quarantine(QuarantineFilter(), limit: 10, after: 0).map {
            "\($0.code) \($0.target) \($0.message)"
        }
    }

    @Test func aRecordWaitsUntilTheRowIsThere() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit(required: required)
        let held = try fixture.put([permit("p1", source: "7")], with: commit)
        #expect(held.quarantined == 1 && held.stored == 0 && held.isBalanced)
        #expect(try open(fixture) == [#"R2112 receiver no source "7" in the hub"#])
        #expect(try fixture.rows("SELECT count(*) FROM hub_alias") == ["0"], "a held record promises nothing")
        // Still not there: the same entry, no other.
        let again = try fixture.put([permit("p1", source: "7")], with: commit, at: 2)
        #expect(again.quarantined == 1)
        #expect(try open(fixture).count == 1)
        try fixture.put([told("7")], with: try fixture.commit(), at: 3)
        let taken = try fixture.put([permit("p1", source: "7")], with: commit, at: 4)
        #expect(taken.stored == 1 && taken.quarantined == 0 && taken.isBalanced)
        #expect(try open(fixture) == [])
        #expect(try fixture.rows("SELECT s.name FROM permit p JOIN source s ON s.id = p.source") == ["甲"])
    }

    @Test func anotherSystemsRowCountsByItsIdentifier() throws {
        let fixture = try CommitFixture()
        let uscc = "91350100M000100Y43"
        try fixture.put([told("x", uscc: uscc)], with: try fixture.commit(system: "b"))
        let commit = try fixture.commit(system: "a", required: required)
        let counts = try fixture.put([permit("p1", source: "7", uscc: uscc), permit("p2", source: "8")], with: commit)
        #expect(counts.stored == 1 && counts.quarantined == 1)
    }

    @Test func aPromisedOrGoneRowIsNotThere() throws {
        let fixture = try CommitFixture()
        let stubs = try fixture.commit(connector: "other")
        try fixture.put([permit("q1", source: "7")], with: stubs)
        let commit = try fixture.commit(required: required)
        #expect(try fixture.put([permit("p1", source: "7")], with: commit, at: 2).quarantined == 1)
        var source = told("9")
        try fixture.put([source], with: stubs, at: 3)
        #expect(try fixture.put([permit("p2", source: "9")], with: commit, at: 4).stored == 1)
        source.isDeleted = true
        try fixture.put([source], with: stubs, at: 5)
        #expect(try fixture.put([permit("p3", source: "9")], with: commit, at: 6).quarantined == 1)
    }

    @Test func aRecordThatTellsOfTheRowItselfIsTaken() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit(required: required)
        var record = permit("p1", source: "7")
        record.rows.append(.source(code: "7", uscc: nil, name: "乙"))
        // The fixture counts every row to entity 0 of the mapping; only the first one is a reference.
        #expect(try fixture.put([record], with: commit).stored == 1)
        #expect(try fixture.rows("SELECT count(*) FROM source") == ["1"])
    }

    @Test func whatWasStoredStaysWhenTheReferenceIsLost() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit(required: required)
        try fixture.put([told("7")], with: try fixture.commit(connector: "other"))
        try fixture.put([permit("p1", source: "7")], with: commit, at: 2)
        var changed = permit("p1", source: "8")
        changed.salt = "!"
        #expect(try fixture.put([changed], with: commit, at: 3).quarantined == 1)
        #expect(try fixture.rows("SELECT count(*) FROM permit") == ["1"])
    }
}
