import Foundation
import SQLite
import Testing

@Suite struct DatabaseTests {
    @Test func fileThatIsNotThereIsUnopenable() throws {
        let fixture = try Fixture()
        #expect(caught { _ = try fixture.open(.readOnly) }?.isUnopenable == true)
        #expect(caught { _ = try fixture.open(.readWrite) }?.isUnopenable == true)
        #expect(!FileManager.default.fileExists(atPath: fixture.path))
    }

    @Test func readOnlyRefusesToWrite() throws {
        let fixture = try Fixture()
        try fixture.open().execute("CREATE TABLE t(a)")
        let error = caught { try fixture.open(.readOnly).execute("INSERT INTO t VALUES (1)") }
        #expect(error?.isReadOnly == true)
    }

    @Test func garbageIsCorrupt() throws {
        let fixture = try Fixture()
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: fixture.path))
        let error = caught { _ = try fixture.open().integer("SELECT count(*) FROM sqlite_schema") }
        #expect(error?.isCorrupt == true)
    }

    @Test func scriptsRunInOrderAndNameTheirError() throws {
        let database = try memory()
        try database.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1),(2); DELETE FROM t WHERE a = 1;")
        #expect(try database.integer("SELECT count(*) FROM t") == 1)
        #expect(database.changes == 1)
        #expect(database.totalChanges == 3)
        let error = try #require(caught { try database.execute("SELECT * FROM missing") })
        #expect(error.code == 1)
        #expect(error.message == "no such table: missing")
        #expect(error.description.contains("SELECT * FROM missing"))
    }

    @Test func doubleQuotedTextIsAnError() throws {
        #expect(caught { _ = try memory().text("SELECT \"misspelt\"") } != nil)
    }

    @Test func lockedDatabaseIsBusy() throws {
        let fixture = try Fixture()
        let first = try fixture.open()
        let second = try fixture.open()
        try first.execute("CREATE TABLE t(a)")
        try first.begin()
        #expect(caught { try second.begin() }?.isBusy == true)
        try first.commit()
        try second.begin()
        try second.rollback()
    }

    @Test func pageLimitIsFull() throws {
        let database = try memory()
        try database.execute("PRAGMA max_page_count = 4; CREATE TABLE t(a)")
        let error = caught { try database.execute("INSERT INTO t VALUES (zeroblob(100000))") }
        #expect(error?.isFull == true)
    }

    @Test func constraintIsNamedWithoutItsValues() throws {
        let database = try memory()
        try database.execute("CREATE TABLE t(a TEXT PRIMARY KEY); INSERT INTO t VALUES ('清源')")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        try insert.bind("清源", at: 1)
        let error = try #require(caught { try insert.run() })
        #expect(error.isConstraint)
        #expect(error.extendedCode == 1555)
        #expect(!error.description.contains("清源"))
        try insert.bind("other", at: 1)
        try insert.run()
        #expect(database.lastInsertRowID == 2)
    }

    @Test func otherConnectionsCommitsShow() throws {
        let fixture = try Fixture()
        let first = try fixture.open()
        try first.execute("CREATE TABLE t(a)")
        let second = try fixture.open()
        let before = try second.dataVersion()
        #expect(try second.dataVersion() == before)
        try first.execute("INSERT INTO t VALUES (1)")
        #expect(try second.dataVersion() != before)
    }

    @Test func interruptStopsAStatement() throws {
        let database = try memory()
        // A thread of its own: the statement below blocks one of the few that tasks have.
        Thread.detachNewThread {
            for _ in 0..<100 {
                Thread.sleep(forTimeInterval: 0.01)
                database.interrupt()
            }
        }
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n"
        #expect(caught { _ = try database.integer(endless) }?.isInterrupted == true)
    }
}
