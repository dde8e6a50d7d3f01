import SQLite
import Testing

@Suite struct StatementTests {
    @Test func everyKindOfValueComesBack() throws {
        let database = try memory()
        let select = try database.prepare("SELECT ?, ?, ?, ?, ?, ?, ?")
        try select.bind(Int64.min, at: 1)
        try select.bind(0.1, at: 2)
        try select.bind("青瓷 𠮷\0 x", at: 3)
        try select.bind([0, 255, 7], at: 4)
        try select.bindNull(at: 5)
        try select.bind("", at: 6)
        try select.bind([], at: 7)
        #expect(try select.step())
        #expect((0..<7).map { select.type($0) } == [.integer, .real, .text, .blob, .null, .text, .blob])
        #expect(select.integer(0) == Int64.min)
        #expect(select.double(1) == 0.1)
        #expect(select.text(2) == "青瓷 𠮷\0 x")
        #expect(select.blob(3) == [0, 255, 7])
        #expect(select.isNull(4) && select.text(4) == nil && select.blob(4) == nil)
        #expect(select.text(5)?.isEmpty == true)
        #expect(select.blob(6)?.isEmpty == true)
        #expect(try !select.step())
    }

    @Test func optionalsBindNull() throws {
        let select = try memory().prepare("SELECT ?, ?")
        try select.bind(nil as String?, at: 1)
        try select.bind(nil as Int64?, at: 2)
        #expect(try select.step())
        #expect(select.isNull(0) && select.isNull(1))
    }

    @Test func borrowedBytesAreReadAtStep() throws {
        let database = try memory()
        try database.execute("CREATE TABLE t(a, b)")
        let insert = try database.prepare("INSERT INTO t VALUES (?, ?)")
        let page = Array("x清源y".utf8)
        try unsafe page.withUnsafeBytes { bytes in
            unsafe try insert.bindText(borrowing: UnsafeRawBufferPointer(rebasing: bytes[1..<7]), at: 1)
            unsafe try insert.bindBlob(borrowing: UnsafeRawBufferPointer(rebasing: bytes[0..<0]), at: 2)
            try insert.run()
        }
        #expect(try database.text("SELECT a FROM t") == "清源")
        #expect(try database.text("SELECT typeof(b) || length(b) FROM t") == "blob0")
    }

    @Test func copiedBytesOutliveTheirBuffer() throws {
        let select = try memory().prepare("SELECT ?, ?")
        func bind() throws {
            let bytes = Array("暂存".utf8)
            try unsafe select.bindText(copying: bytes.span.bytes, at: 1)
            try unsafe select.bindBlob(copying: bytes.span.bytes, at: 2)
        }
        try bind()
        #expect(try select.step())
        #expect(select.text(0) == "暂存")
        #expect(select.blob(1) == Array("暂存".utf8))
        #expect(unsafe select.bytes(0).elementsEqual("暂存".utf8))
        #expect(unsafe select.utf8(0).elementsEqual("暂存".utf8))
    }

    @Test func resetKeepsBindingsAndClearDropsThem() throws {
        let select = try memory().prepare("SELECT ?1")
        try select.bind(5 as Int64, at: 1)
        try select.step()
        select.reset()
        try select.step()
        #expect(select.integer(0) == 5)
        select.reset()
        select.clearBindings()
        try select.step()
        #expect(select.isNull(0))
    }

    @Test func errorResetsSoThatTheNextBindWorks() throws {
        let database = try memory()
        try database.execute("CREATE TABLE t(a NOT NULL)")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        #expect(caught { try insert.step() }?.isConstraint == true)
        try insert.bind(1 as Int64, at: 1)
        try insert.run()
        #expect(try database.integer("SELECT count(*) FROM t") == 1)
    }

    @Test(arguments: [0, 2, -1, 99999, Int.max])
    func badParameterIsAnError(index: Int) throws {
        let select = try memory().prepare("SELECT ?")
        #expect(caught { try select.bind(1 as Int64, at: index) }?.code == 25)
    }

    @Test(arguments: ["", "  ", "-- remark", "SELECT 1; SELECT 2", "SELEC 1", "SELECT '清"])
    func onlyOneGoodStatementIsPrepared(sql: String) throws {
        #expect(caught { _ = try memory().prepare(sql) } != nil)
    }

    @Test func trailingSemicolonIsFine() throws {
        let statement = try memory().prepare("SELECT 1 AS 值, :名 ; \n")
        #expect(statement.columnCount == 2 && statement.columnName(0) == "值" && statement.columnName(9) == "")
        #expect(statement.parameterCount == 1 && statement.parameterIndex(":名") == 1)
        #expect(statement.parameterIndex(":x") == nil && statement.isReadOnly)
    }

    @Test func brokenUTF8IsRepairedAsTextAndKeptAsBytes() throws {
        let select = try memory().prepare("SELECT CAST(x'41ff42' AS TEXT)")
        try select.step()
        #expect(select.text(0) == "A\u{FFFD}B")
        #expect(select.blob(0) == [0x41, 0xff, 0x42])
    }

    @Test func statementKeepsItsDatabaseOpen() throws {
        func orphan() throws -> Statement { try memory().prepare("SELECT 42") }
        let statement = try orphan()
        try statement.step()
        #expect(statement.integer(0) == 42)
    }
}
