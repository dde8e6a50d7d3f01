import SQLite
import Testing

@Suite struct CommitWatchTests {
    private let fixture: Fixture
    private let writer: Database
    private let reader: Database

    init() throws {
        fixture = try Fixture()
        writer = try fixture.open()
        try writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1)")
        reader = try fixture.open(.readOnly)
        _ = try reader.integer("SELECT count(*) FROM t")
    }

    private func watch() throws -> CommitWatch { try #require(try CommitWatch(reader)) }

    @Test func readingChangesNothing() throws {
        let watch = try watch()
        let mark = watch.mark
        #expect(try reader.integer("SELECT a FROM t") == 1)
        #expect(try writer.integer("SELECT a FROM t") == 1)
        #expect(try fixture.open(.readOnly).integer("SELECT a FROM t") == 1)
        #expect(watch.mark == mark)
    }

    @Test func everyCommitIsAnotherMark() throws {
        let watch = try watch()
        var marks = [watch.mark]
        for value in 0..<50 {
            try writer.execute("INSERT INTO t VALUES (\(value))")
            marks.append(watch.mark)
            // The log starts again from its begin: the head must tell that too.
            if value % 7 == 0 { try writer.execute("PRAGMA wal_checkpoint(RESTART)") }
            if value % 11 == 0 { try writer.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
        }
        for one in marks.indices {
            for other in marks.indices where one != other { #expect(marks[one] != marks[other], "\(one) \(other)") }
        }
    }

    @Test func whatIsNotCommittedIsNotSeen() throws {
        let watch = try watch()
        let mark = watch.mark
        try writer.execute("BEGIN; INSERT INTO t VALUES (2)")
        #expect(watch.mark == mark)
        try writer.execute("ROLLBACK")
        #expect(watch.mark == mark)
    }

    /// What decides: while the marks are equal, a transaction reads the same.
    @Test func equalMarksReadTheSame() throws {
        let watch = try watch()
        var (mark, count) = (watch.mark, try reader.integer("SELECT count(*) FROM t"))
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            switch UInt8.random(in: 0..<4, using: &generator) {
            case 0: try writer.execute("INSERT INTO t VALUES (1)")
            case 1: try writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
            case 2: try writer.execute("BEGIN; INSERT INTO t VALUES (1); ROLLBACK")
            default: break
            }
            let now = watch.mark
            let counted = try reader.integer("SELECT count(*) FROM t")
            if now == mark { #expect(counted == count) }
            (mark, count) = (now, counted)
        }
    }

    @Test func itLivesWithoutItsOwner() throws {
        var database: Database? = try fixture.open(.readOnly)
        _ = try database?.integer("SELECT count(*) FROM t")
        let watch = try #require(try database.flatMap { try CommitWatch($0) })
        database = nil
        let mark = watch.mark
        try writer.execute("INSERT INTO t VALUES (3)")
        #expect(watch.mark != mark)
    }

    @Test func withoutALogThereIsNothingToWatch() throws {
        #expect(try CommitWatch(memory()) == nil)
        let other = try Fixture()
        let plain = try other.open()
        try plain.execute("CREATE TABLE t(a)")
        #expect(try CommitWatch(plain) == nil)
    }
}
