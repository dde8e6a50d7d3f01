import Foundation
import SQLite
import Testing

/// Web services and databases at their worst. What was committed before stays, and the next run goes on behind it.
@Suite struct BadAnswerTests {
    private func page(_ page: Int, of total: Int = 9) -> String {
        let rows = ((page - 1) * 3 + 1...min(page * 3, total)).map(BadInputHub.record)
        return #"{"code":0,"data":{"total":\#(total),"rows":[\#(rows.joined(separator: ","))]}}"#
    }

    private func hub(_ source: ScriptedSource, request: String = "", more: String = "") throws -> BadInputHub {
        let bad = try BadInputHub()
        try writeFiles(bad, source.url + "/rows", request: request, more: more)
        return bad
    }

    private func writeFiles(_ bad: BadInputHub, _ url: String, request: String = "", more: String) throws {
        try bad.hub.write(
            BadInputHub.mapping { "$.\($0)" }.replacing("mapping: bad", with: "mapping: bad-json"),
            to: "mappings/bad-json.yaml")
        try bad.hub.write(
            BadInputHub.web(url, request, more: more).replacing("mapping: bad", with: "mapping: bad-json"),
            to: "connectors/bad.yaml")
    }

    /// Page 2 is broken until the source is mended; page 1 is kept, and nothing is missing or double in the end.
    private func checkRecovery(
        _ broken: ScriptedSource.Reply, code: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> HubBinary.RunReport {
        let whole = (1...3).map { page($0) }
        let mended = ReliabilityFlag()
        let source = try ScriptedSource { request in
            request.page == 2 && !mended.isSet ? broken : .text(whole[request.page - 1])
        }
        let bad = try hub(source)
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "failed" && run.balanced, "\(run)", sourceLocation: sourceLocation)
        #expect(run.code == code && run.read == 3 && run.stored == 3, "\(run)", sourceLocation: sourceLocation)
        #expect(try bad.permits() == ["P1", "P2", "P3"], sourceLocation: sourceLocation)
        mended.set()
        let second = try bad.sync().bad
        #expect(
            second.state == "ok" && second.read == 6 && second.stored == 6, "\(second)", sourceLocation: sourceLocation)
        #expect(try bad.permits().count == 9, sourceLocation: sourceLocation)
        let third = try bad.sync().bad
        #expect(third.read == 9 && third.unchanged == 9, "\(third)", sourceLocation: sourceLocation)
        return run
    }

    @Test func aFailureInsideA200() throws {
        let run = try checkRecovery(.text(#"{"code":500,"msg":"系统繁忙","data":{"total":0,"rows":[]}}"#), code: "not_ok")
        #expect(run.message?.contains("page 2") == true && run.message?.contains("500") == true, "\(run.message ?? "")")
    }

    @Test func aPageWhoseJSONEndsInTheMiddle() throws {
        let run = try checkRecovery(.text(String(page(2).dropLast(40))), code: "cut_json")
        #expect(run.message?.contains("page 2") == true, "\(run.message ?? "")")
    }

    @Test func aPageWhoseConnectionEndsInTheMiddle() throws {
        let run = try checkRecovery(.cut(String(page(2).dropLast(40)), size: page(2).utf8.count), code: "truncated")
        #expect(run.message?.contains("cut") == true, "\(run.message ?? "")")
    }

    /// A record of page 1 is changed while the pull is broken off: it moves behind all others, and the first of page 2 moves
    /// to page 1, which was read already.
    @Test func recordsThatMoveToPagesThatWereReadAreNotLost() throws {
        let source = try JSONSource()
        for number in 1...9 { source.set("permits", "\(number)", version: number, BadInputHub.record(number)) }
        let bad = try BadInputHub()
        try writeFiles(bad, source.url + "/permits", more: "")
        source.refuse(page: 2)
        #expect(try bad.sync().bad.read == 3)
        source.set("permits", "2", version: 20, BadInputHub.record(2).replacing(#""v":2"#, with: #""v":20"#))
        source.refuse(page: nil)
        #expect(try bad.sync().bad.state == "ok")
        #expect(try bad.sync().bad.state == "ok")
        #expect(try bad.permits() == (1...9).map { "P\($0)" })
    }

    @Test func aPageOfSomethingElse() throws {
        _ = try checkRecovery(.text("<html>登录</html>"), code: "bad_json")
        _ = try checkRecovery(.text("", status: 502), code: "http_502")
    }

    @Test func aPageWithAWrongRecord() throws {
        let pages = [page(1), page(2).replacing(#""吨":5"#, with: #""吨":"多""#), page(3)]
        let source = try ScriptedSource { .text(pages[$0.page - 1]) }
        let bad = try hub(source)
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 9 && run.stored == 8 && run.quarantined == 1, "\(run)")
        #expect(try bad.hub.rows("SELECT page, item, value FROM hub_quarantine") == ["page 2|2|多"])
    }

    @Test func anExpiredTokenIsRenewed() throws {
        let whole = (1...3).map { page($0) }
        let logins = ReliabilityCounter()
        let source = try ScriptedSource { request in
            if request.path == "/login" { return .text(#"{"token":"t\#(logins.next())"}"#) }
            // The first token holds for one page.
            let isGood =
                request.authorization == "Bearer t2" || request.authorization == "Bearer t1" && request.page == 1
            return isGood ? .text(whole[request.page - 1]) : .text("", status: 401)
        }
        let login =
            #", auth: { login: { url: "\#(source.url)/login", body: '{"p":"{password}"}', password: "file:password", token: $.token } }"#
        let bad = try hub(source, request: login)
        try bad.hub.write("geheim", to: "password")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.stored == 9, "\(run)")
        #expect(logins.value == 2)
    }

    @Test func aTokenThatNeverHoldsEndsTheRun() throws {
        let source = try ScriptedSource {
            $0.path == "/login" ? .text(#"{"token":"t"}"#) : .text("", status: 401)
        }
        let login =
            #", auth: { login: { url: "\#(source.url)/login", body: "{password}", password: "file:password", token: $.token } }"#
        let bad = try hub(source, request: login)
        try bad.hub.write("geheim", to: "password")
        let (outcome, run) = try bad.sync()
        #expect(run.state == "failed" && run.code == "http_401", "\(run)")
        #expect(source.requests < 8)
        #expect(!(outcome.output + outcome.errors).contains("geheim"))
    }

    @Test(.enabled(if: ODBCDriver.isAvailable, "no ODBC driver of SQLite")) func aMissingTable() throws {
        let bad = try BadInputHub()
        let database = try Database(path: bad.hub.path + "/source.db")
        try database.execute(
            """
            CREATE TABLE 许可 (证号 TEXT PRIMARY KEY, 企业编码, 介质, 吨, 日期);
            INSERT INTO 许可 VALUES ('P1', 'E1', '废水', 1, '2026-11-11'), ('P2', 'E2', '废气', '二', '2026-11-11');
            """)
        try bad.hub.write(
            """
            connector: bad
            kind: database
            mapping: bad
            database: { connection: "Driver=SQLite3;Database={hub}/source.db", table: 许可, key: 证号 }
            identity: 证号
            timezone: Asia/Shanghai
            sync: { mode: snapshot, deletes: snapshot, reconcile: { max_absent: 60% } }
            """, to: "connectors/bad.yaml")
        let first = try bad.sync().bad
        #expect(first.state == "ok" && first.stored == 1 && first.quarantined == 1, "\(first)")
        try database.execute("DROP TABLE 许可")
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "failed" && run.message?.contains("许可") == true, "\(run)")
        #expect(try bad.permits() == ["P1"])
    }
}

/// Whether databases can be read through ODBC here.
enum ODBCDriver {
    static let isAvailable = ["x86_64", "aarch64"].contains {
        FileManager.default.fileExists(atPath: "/usr/lib/\($0)-linux-gnu/odbc/libsqlite3odbc.so")
    }
}
