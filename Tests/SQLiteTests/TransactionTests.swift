import SQLite
import Testing

@Suite struct TransactionTests {
    struct Stop: Error {}

    @Test func returnCommitsAndThrowRollsBack() throws {
        let database = try memory()
        try database.execute("CREATE TABLE t(a)")
        let answer = try database.inTransaction {
            #expect(database.isInTransaction)
            try database.execute("INSERT INTO t VALUES (1)")
            return 7
        }
        #expect(answer == 7)
        #expect(throws: Stop.self) {
            try database.inTransaction {
                try database.execute("INSERT INTO t VALUES (2)")
                throw Stop()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.integer("SELECT sum(a) FROM t") == 1)
    }

    @Test func rollbackWithoutTransactionIsQuiet() throws {
        try memory().rollback()
    }

    @Test func nestedTransactionIsRefusedAndUndone() throws {
        let database = try memory()
        let error = caught { try database.inTransaction { try database.begin() } }
        #expect(error?.message.contains("within a transaction") == true)
        #expect(!database.isInTransaction)
    }

    @Test func failedCommitLeavesNoTransaction() throws {
        let database = try memory()
        try database.execute(
            """
            PRAGMA foreign_keys = ON; CREATE TABLE p(id INTEGER PRIMARY KEY);
            CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)
            """)
        let error = caught { try database.inTransaction { try database.execute("INSERT INTO c VALUES (9)") } }
        #expect(error?.isConstraint == true)
        #expect(!database.isInTransaction)
    }
}
