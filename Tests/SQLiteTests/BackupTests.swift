import SQLite
import Testing

@Suite struct BackupTests {
    private func filled(_ fixture: Fixture) throws -> Database {
        let database = try fixture.open()
        try database.execute(
            """
            CREATE TABLE t(a);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 500)
            INSERT INTO t SELECT randomblob(200) FROM n
            """)
        return database
    }

    @Test func copyEqualsTheOriginalAndReportsProgress() throws {
        let (source, target) = (try Fixture(), try Fixture())
        let database = try filled(source)
        let copy = try target.open()
        try copy.execute("CREATE TABLE old(a)")
        var remaining: [Int] = []
        try database.backup(to: copy, pagesPerStep: 5) { left, total in
            #expect(left <= total)
            remaining.append(left)
        }
        #expect(remaining.count > 3 && remaining == remaining.sorted(by: >))
        let sum = "SELECT hex(group_concat(a, '')) FROM (SELECT a FROM t ORDER BY rowid)"
        #expect(try copy.text(sum) == database.text(sum))
        #expect(try copy.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'old'") == 0)
    }

    @Test func lockedDestinationIsBusy() throws {
        let (source, target) = (try Fixture(), try Fixture())
        let database = try filled(source)
        let other = try target.open()
        try other.begin(.exclusive)
        let copy = try target.open(busyTimeout: 30)
        #expect(caught { try database.backup(to: copy) }?.isBusy == true)
    }
}
