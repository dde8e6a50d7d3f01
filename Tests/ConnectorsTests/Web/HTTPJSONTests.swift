import Foundation
import HTTPServer
import Model
import Testing

@testable import Connectors

@Suite struct HTTPJSONTests {
    /// A file for the service at `url`; `request`, `more` and `sync` are YAML lines.
    private func yaml(_ url: String, _ request: String = "", _ more: String = "", _ sync: String = "") -> String {
        """
        connector: permits
        kind: http-json
        request:
          url: \(url)/permits
          \(request)
        records: $.rows[*]
        identity: $.id
        timezone: Asia/Shanghai
        retry: { attempts: 3, backoff: 10ms..20ms }
        sync: { mode: \(sync.isEmpty ? "snapshot" : "incremental"), deletes: none\(sync) }
        \(more)
        """
    }

    private func rows(_ ids: Range<Int>) -> String {
        ids.map { #"{"id":\#($0),"名称":"企业\#($0)"}"# }.joined(separator: ",")
    }

    @Test func pagesByNumberWithATotal() async throws {
        let server = try WebStub { seen, _ in
            let page = Int(seen.query["p"] ?? "") ?? 0
            return .json(#"{"code":0,"total":25,"rows":[\#(self.rows((page - 1) * 10..<min(page * 10, 25)))]}"#)
        }
        let file = yaml(
            server.url, #"query: { p: "{page}", n: "{page.size}" }"#,
            "pages: { by: number, size: 10, total: $.total }\nok_when: $.code == 0")
        let run = try await pullAll(try definition(file).open(["$.id", "$.名称"]))
        #expect(run.rows.map { $0[0] } == (0..<25).map { String($0) })
        #expect(run.rows[3] == ["3", "企业3"])
        #expect(run.pages == 3)
        #expect(run.end == nil)
        #expect(server.seen.map { $0.query["n"] } == ["10", "10", "10"])
    }

    @Test func pagesByOffset() async throws {
        let server = try WebStub { seen, _ in
            let start = Int(seen.query["o"] ?? "") ?? 0
            return .json(#"{"rows":[\#(self.rows(start..<min(start + 10, 20)))]}"#)
        }
        let file = yaml(server.url, #"query: { o: "{offset}" }"#, "pages: { by: offset, size: 10 }")
        let run = try await pullAll(try definition(file).open(["$.id"]))
        #expect(run.rows.count == 20)
        #expect(run.pages == 3)
    }

    @Test func pagesByToken() async throws {
        let server = try WebStub { seen, _ in
            switch seen.query["t"] {
            case nil: .json(#"{"rows":[{"id":1}],"next":"甲 &="}"#)
            case "甲 &=": .json(#"{"rows":[{"id":2}],"next":null}"#)
            default: .json("{}", status: 400)
            }
        }
        let file = yaml(server.url, #"query: { t: "{token}" }"#, "pages: { by: token, path: $.next }")
        let run = try await pullAll(try definition(file).open(["$.id"]))
        #expect(run.rows == [["1"], ["2"]])
    }

    @Test func followsLinksOnTheSameHostOnly() async throws {
        let server = try WebStub { seen, number in
            let next = number == 1 ? "</permits?page=2>; rel=\"prev next\"" : "<http://evil.example/x>; rel=next"
            return .json(#"{"rows":[{"id":\#(number)}]}"#, [HTTPHeader("Link", next)])
        }
        let file = yaml(server.url, #"auth: { bearer: "env:SECRET" }"#, "pages: { by: link }")
        let connector = try definition(file).open(["$.id"])
        let first = try await connector.page(after: nil)
        #expect(first.hasMore)
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: first.cursor) }
        #expect(error?.code == "foreign_link")
        #expect(server.seen.last?.query["page"] == "2")
        #expect(server.seen.allSatisfy { $0.headers["authorization"] == "Bearer s3cret" })
    }

    @Test func triesAgainAndHonoursRetryAfter() async throws {
        let server = try WebStub { _, number in
            switch number {
            case 1: .json("busy", status: 429, [HTTPHeader("Retry-After", "0")])
            case 2: .json("oops", status: 500)
            default: .json(#"{"rows":[{"id":1}]}"#)
            }
        }
        let run = try await pullAll(try definition(yaml(server.url)).open(["$.id"]))
        #expect(run.rows == [["1"]])
        #expect(server.seen.count == 3)
    }

    @Test(arguments: [
        (503, "http_503", ConnectorError.Kind.unavailable(retryAfter: nil), 3), (401, "http_401", .settings, 1),
        (404, "http_404", .settings, 1), (418, "http_418", .unexpected, 1),
    ])
    func sortsFailures(_ status: Int, _ code: String, _ kind: ConnectorError.Kind, _ attempts: Int) async throws {
        let server = try WebStub { _, _ in .json("秘密", status: status) }
        let connector = try definition(yaml(server.url)).open(["$.id"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == code)
        #expect(error?.kind == kind)
        #expect(error?.message.contains("秘密") == false)
        #expect(server.seen.count == attempts)
    }

    @Test(arguments: [
        (#"{"code":500,"rows":[]}"#, "not_ok"), (#"{"code":0,"rows":[{"id":1}"#, "cut_json"),
        (#"{"code":0,"rows":[{]}"#, "bad_json"), (#"{"code":0}"#, "no_records"), ("<html>", "bad_json"),
    ])
    func noticesBadAnswers(_ body: String, _ code: String) async throws {
        let server = try WebStub { _, _ in .json(body) }
        let connector = try definition(yaml(server.url, "", "ok_when: $.code == 0")).open(["$.id"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == code)
        #expect(error?.kind == .unexpected)
    }

    @Test func logsInAndRenewsAnExpiredToken() async throws {
        let server = try WebStub { seen, number in
            if seen.path == "/login" {
                return seen.body == #"{"u":"hub","p":"s3cret"}"#
                    ? .json(#"{"data":{"t":"T\#(number)"}}"#) : .json("{}", status: 403)
            }
            switch number {
            case 2: return .json(#"{"rows":[{"id":1}]}"#)
            case 3: return .json("expired", status: 401)
            case 6: return .json(#"{"code":401,"rows":[]}"#)
            default: return .json(#"{"rows":[{"id":\#(number)}]}"#)
            }
        }
        let login = """
            query: { p: "{page}" }
              auth:
                login:
                  url: \(server.url)/login
                  body: '{"u":"{user}","p":"{password}"}'
                  user: hub
                  password: env:SECRET
                  token: $.data.t
                  expired_when: $.code == 401
            """
        let file = yaml(server.url, login, "pages: { by: number, size: 1, max: 5 }")
        let connector = try definition(file).open(["$.id"])
        var pulled = try await connector.page(after: nil)
        pulled = try await connector.page(after: pulled.cursor)
        pulled = try await connector.page(after: pulled.cursor)
        #expect(
            server.seen.map(\.path) == [
                "/login", "/permits", "/permits", "/login", "/permits", "/permits", "/login", "/permits",
            ])
        #expect(server.seen.last?.headers["authorization"] == "Bearer T7")
    }

    @Test func sendsWhatTheVendorWants() async throws {
        let server = try WebStub { _, _ in .json(#"{"rows":[]}"#) }
        let header = #"auth: { header: { name: X-Key, value: "env:SECRET", prefix: "k " } }"#
        _ = try await pullAll(try definition(yaml(server.url, header)).open(["$.id"]))
        let basic = #"auth: { basic: { user: 甲, password: "env:SECRET" } }"#
        _ = try await pullAll(try definition(yaml(server.url, basic)).open(["$.id"]))
        let query = #"auth: { query: { name: key, value: "env:SECRET" } }"#
        _ = try await pullAll(try definition(yaml(server.url, query)).open(["$.id"]))
        #expect(server.seen[0].headers["x-key"] == "k s3cret")
        #expect(server.seen[1].headers["authorization"] == "Basic " + Data("甲:s3cret".utf8).base64EncodedString())
        #expect(server.seen[2].query["key"] == "s3cret")
    }

    @Test func goesOnFromTheHighWaterMarkLessTheLag() async throws {
        let server = try WebStub { seen, number in
            let times = number == 1 ? ["2024-03-02 10:00:00", "2024-03-01 10:00:00"] : ["2024-01-01 00:00:00"]
            return .json(
                "{\"rows\":[" + times.map { "{\"id\":\(number),\"t\":\"\($0)\"}" }.joined(separator: ",") + "]}")
        }
        let sync = ", lag: 2h, cursor: { from: $.t, datetime: 'yyyy-MM-dd HH:mm:ss', start: 2020-01-01 }"
        let file = yaml(server.url, #"query: { since: "{cursor}" }"#, "", sync)
        let first = try await pullAll(try definition(file).open(["$.id"]))
        let second = try await pullAll(try definition(file).open(["$.id"]), from: first.end)
        _ = try await pullAll(try definition(file).open(["$.id"]), from: second.end)
        #expect(
            server.seen.map { $0.query["since"] } == [
                "2020-01-01 00:00:00", "2024-03-02 08:00:00", "2024-03-02 08:00:00",
            ])
    }

    @Test func postsABody() async throws {
        let server = try WebStub { _, _ in .json(#"{"rows":[]}"#) }
        let request = #"""
            body: '{"page":{"no":{page}},"名":"x"}'
            """#
        let file = yaml(server.url, request, "pages: { by: number }")
        _ = try await pullAll(try definition(file).open(["$.id"]))
        #expect(server.seen[0].body == #"{"page":{"no":1},"名":"x"}"#)
        #expect(server.seen[0].headers["content-type"] == "application/json")
    }

    @Test func readsNewlineDelimitedAnswers() async throws {
        let server = try WebStub { _, _ in .json("{\"id\":1}\n{\"id\":}\n{\"id\":3}\n") }
        let file = yaml(server.url).replacing("records: $.rows[*]", with: "format: ndjson")
        let run = try await pullAll(try definition(file).open(["$.id"]))
        #expect(run.rows == [["1"], ["3"]])
        #expect(run.faults.map(\.code) == ["R1010"])
    }

    @Test func readsChildren() async throws {
        let body =
            #"{"rows":[{"id":1,"out":[{"c":"DW001","lim":[{"v":1.50},{"v":2}]},{"c":"DA001"}]},{"id":2},{"id":3,"out":[{"c":"x","lim":[{"v":3}]}]}]}"#
        let server = try WebStub { _, _ in .json(body) }
        var shape = RecordShape(scopes: [.init(paths: ["$.id"])])
        let outlets = shape.scope(each: "$.out[*]", in: 0)
        let limits = shape.scope(each: "$.lim[*]", in: outlets)
        _ = shape.slot(of: "$.c", in: outlets)
        _ = shape.slot(of: "$.v", in: limits)
        let read = try definition(yaml(server.url))
        let environment = ConnectorEnvironment(hubDirectory: "/", stateDirectory: "/")
        let page = try await openConnector(read, plan: read.plan(for: shape), environment: environment).page(after: nil)
            .page
        #expect(scopeRows(page, 1) == [["DW001"], ["DA001"], ["x"]])
        #expect(scopeRows(page, 2) == [["1.50"], ["2"], ["3"]])
        #expect(page.scopes[1].starts == [0, 2, 2, 3])
        #expect(page.scopes[2].starts == [0, 2, 2, 3])
    }

    private func scopeRows(_ page: RecordPage, _ scope: Int) -> [[String?]] {
        (0..<page.scopes[scope].rowCount).map { row in
            (0..<page.scopes[scope].slotCount).map { page.text(of: page.field($0, row: row, scope: scope)) }
        }
    }

    @Test func stopsWhenCancelled() async throws {
        let server = try WebStub { _, _ in .json("busy", status: 503, [HTTPHeader("Retry-After", "60")]) }
        let connector = try definition(yaml(server.url)).open(["$.id"])
        let task = Task { try await connector.page(after: nil) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let error = await #expect(throws: ConnectorError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }

    @Test func saysThatNobodyAnswers() async throws {
        let port = try { try WebStub { _, _ in .json("") }.port }()
        let connector = try definition(yaml("http://127.0.0.1:\(port)")).open(["$.id"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.kind == .unavailable(retryAfter: nil))
    }
}
