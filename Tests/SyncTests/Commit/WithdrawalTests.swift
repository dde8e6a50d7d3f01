import Connectors
import Mappings
import Model
import Storage
import Testing

@testable import Sync

/// Which rows go when a record is bad, changes its key, or seems absent.
@Suite struct WithdrawalTests {
    private func permit(_ outlets: [String], held: [String] = []) -> FixtureRecord {
        var record = FixtureRecord(key: "p1", rows: [.permit(number: "p1", source: nil, medium: nil, mass: nil)])
        record.rows += outlets.map { .outlet(permit: 0, code: $0) }
        record.rejections = held.map {
            MappedBatch.Rejection(record: 0, isWhole: false, code: "R2101", message: "bad", target: $0)
        }
        return record
    }

    @Test func aHeldChildKeepsItsLastGoodRow() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        try fixture.put([permit(["1", "2"])], with: commit)
        let counts = try fixture.put([permit(["1"], held: ["outlet.code"])], with: commit, at: 2)
        #expect(counts.heldChildren == 1 && counts.isBalanced)
        #expect(try fixture.rows("SELECT code FROM outlet ORDER BY 1") == ["1", "2"])
        // Once nothing is held, what is not listed is gone.
        var sound = permit(["1"])
        sound.salt = "sound"
        try fixture.put([sound], with: commit, at: 3)
        #expect(try fixture.rows("SELECT code FROM outlet") == ["1"])
    }

    @Test func whatLiesBelowAHeldChildStaysToo() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        try fixture.put([permit(["1"])], with: commit)
        let held = MappedBatch.Rejection(record: 0, isWhole: false, code: "R2101", message: "bad", target: "permit")
        try fixture.put([FixtureRecord(key: "p1", rejections: [held])], with: commit, at: 2)
        #expect(try fixture.rows("SELECT count(*) FROM permit, outlet") == ["1"])
    }

    @Test func aHeldOutletDoesNotKeepASourceThatIsNotGivenAnyMore() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        var first = permit(["1"])
        first.rows.append(.source(code: "1", uscc: nil, name: "甲"))
        try fixture.put([first], with: commit)
        try fixture.put([permit([], held: ["outlet.code"])], with: commit, at: 2)
        #expect(try fixture.rows("SELECT count(*) FROM source") == ["0"])
        #expect(try fixture.rows("SELECT count(*) FROM outlet") == ["1"])
    }

    @Test func aKeyThatLooksLikeAHashIsAKey() throws {
        let fixture = try CommitFixture()
        var record = permit([])
        record.key = "#DW0123456789ABCD"
        #expect(try fixture.put([record], with: try fixture.commit()).stored == 1)
    }

    @Test func aDeletionWithoutAKeyIsHeldAndCounted() throws {
        let fixture = try CommitFixture()
        let commit = try fixture.commit()
        let counts = try fixture.put([FixtureRecord(key: " ", isDeleted: true)], with: commit)
        #expect(counts.quarantined == 1 && counts.deleted == 0 && commit.heldKeyless == 1)
        try fixture.put([FixtureRecord(key: " ", isDeleted: true)], with: commit)
        #expect(commit.heldKeyless == 2)
    }

    @Test(arguments: [(["a|b", "c"], ["a", "b|c"]), (["a\\", "b"], ["a\\|b", ""])])
    func severalIdentityValuesAreNeverTheKeyOfAnother(_ one: [String], _ other: [String]) throws {
        let commit = try CommitFixture().commit()
        func key(_ values: [String]) -> String {
            let shape = RecordShape(scopes: [.init(paths: ["a", "b"])])
            var page = RecordPage(shape: shape)
            for value in values {
                page.scopes[0].fields.append(FieldSlice(.text, offset: page.bytes.count, length: value.utf8.count))
                page.bytes += Array(value.utf8)
            }
            page.scopes[0].rowCount = 1
            page.places.append(.init(offset: 0, length: page.bytes.count, item: 1))
            commit.readKey(0, page, RecordPlan(shape: shape, identity: [0, 1]), 1)
            return String(decoding: commit.key, as: UTF8.self)
        }
        #expect(key(one) != key(other))
        #expect(key(["甲", "2"]) == "甲|2")
    }
}
