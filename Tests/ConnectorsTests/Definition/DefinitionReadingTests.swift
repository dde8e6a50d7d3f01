import Diagnostics
import Model
import Testing

@testable import Connectors

@Suite struct DefinitionReadingTests {
    static let permit = """
        connector: discharge-permit
        title: 排污许可证管理平台
        kind: http-json
        mapping: permit
        request:
          url: https://permit.example/api/v2/permits
          query: { updatedFrom: "{cursor}", pageNo: "{page}", pageSize: "{page.size}" }
          auth: { bearer: "file:/run/secrets/permit" }
        pages:   { by: number, first: 1, size: 500, total: $.data.total, max: 5000 }
        ok_when: $.code == 0
        records: $.data.rows[*]
        identity: $.xkzbh
        timezone: Asia/Shanghai
        encoding: utf-8
        limits:  { rate: 5/s, concurrency: 2, timeout: 30s, max_body: 64MB }
        retry:   { attempts: 6, backoff: 1s..60s, when: [timeout, 429, 5xx] }
        breaker: { open_after: 5, probe_every: 5m }
        sync:
          mode: incremental
          cursor: { from: $.gxsj, datetime: yyyy-MM-dd HH:mm:ss, start: 2020-01-01 }
          lag: 2h
          deletes: { flag: $.zt == "9" }
          schedule: { cron: "17 */2 * * *", missed: once, overlap: skip }
        contract:
          unknown_field: report
          missing_field: fail
          volume: { min: 50%, of: 10 runs, else: hold }
        error_budget: { share: 1%, count: 100 }
        """

    @Test func readsAWholeFile() throws {
        let read = try definition(Self.permit)
        #expect(read.name == "discharge-permit")
        #expect(read.title == "排污许可证管理平台")
        #expect(read.system == "discharge-permit")
        #expect(read.mapping == "permit")
        #expect(read.identity == ["$.xkzbh"])
        #expect(read.timezone?.name == "Asia/Shanghai")
        #expect(read.limits.rate == RateLimit(count: 5, seconds: 1))
        #expect(read.limits.timeout == .seconds(30))
        #expect(read.retry.attempts == 6)
        #expect(read.breaker == BreakerRule(openAfter: 5, probeEvery: .seconds(300)))
        #expect(read.sync.deletes == .flag(path: "$.zt", values: ["9"]))
        #expect(read.sync.lag == .seconds(7200))
        #expect(read.sync.schedule?.cron == "17 */2 * * *")
        #expect(read.contract.volume == .init(min: 0.5, runs: 10, otherwise: .hold))
        #expect(read.errorBudget == ErrorBudget(share: 0.01, count: 100))
    }

    @Test func keepsRawRecordsOnlyWhenAsked() throws {
        #expect(try definition(Self.permit).keep == nil)
        let both = try definition(Self.permit + "\nkeep: { raw: 30d, size: 500MB }").keep
        #expect(both?.raw == .seconds(30 * 86_400) && both?.size == 500 << 20)
        #expect(try definition(Self.permit + "\nkeep: { raw: 30d }").keep?.size == 2 << 30)
        #expect(try definition(Self.permit + "\nkeep: { size: 1GB }").keep?.raw == .seconds(90 * 86_400))
    }

    @Test(arguments: [
        ("{}", "one of the keys `raw`, `size` is missing"), ("{ raw: 0d }", "`0d` is not a duration above zero"),
        ("{ raw: 90 }", "`90` is not a duration"), ("{ size: 10KB }", "`10KB` is not a size to keep"),
        ("{ sise: 1GB }", "unknown key `sise`"), ("90d", "expected a mapping, found a text"),
    ])
    func saysWhatIsWrongWithKeep(_ keep: String, _ message: String) {
        let bag = DiagnosticBag()
        let text = Self.permit + "\nkeep: \(keep)"
        #expect(ConnectorDefinition.read(file: "c.yaml", bytes: Array(text.utf8), into: bag) == nil)
        #expect(bag.diagnostics.map(\.message) == [message])
    }

    @Test(arguments: [
        ("", [600, 3_600]), ("compute: { hour: 5m }", [300, 3_600]), ("compute: { day: 2h }", [600, 7_200]),
        ("compute: { hour: none }", [nil, 3_600]), ("compute: { hour: none, day: none }", [nil, nil]),
    ])
    func readsWhatDevicesLeaveToTheHub(_ compute: String, _ seconds: [Int64?]) throws {
        let text = """
            connector: online
            kind: hj212
            listen: { port: 9212 }
            \(compute)
            identity: $.id
            sync: { mode: incremental, deletes: none }
            """
        let bag = DiagnosticBag()
        let read = ConnectorDefinition.read(file: "c.yaml", bytes: Array(text.utf8), into: bag)
        let source = try #require(read?.source as? HJ212Source)
        #expect([.hour, .day].map { source.rules.computed[$0]?.components.seconds } == seconds)
    }

    @Test func plansTheRoles() throws {
        let plan = try definition(Self.permit).plan(for: RecordShape(scopes: [.init(paths: ["$.dwmc", "$.zt"])]))
        #expect(plan.shape.scopes[0].paths == ["$.dwmc", "$.zt", "$.xkzbh", "$.gxsj"])
        #expect(plan.identity == [2])
        #expect(plan.cursor == 3)
        #expect(plan.deleteFlag == .init(slot: 1, values: ["9"]))
    }

    /// Every line changes one thing of the sound file; what is told must name it.
    @Test(arguments: [
        ("kind: http-json", "kind: http-jsn", "`http-jsn` is not possible here"),
        ("identity: $.xkzbh", "", "the key `identity` is missing"),
        ("identity: $.xkzbh", "identity: xkzbh", "`xkzbh` is no JSONPath"),
        ("identity: $.xkzbh", "identity: $.a[*]", "leads to many values"),
        ("ok_when: $.code == 0", "ok_when: $.code = 0", "write `==` to compare"),
        ("bearer: \"file:/run/secrets/permit\"", "bearer: abc123", "a secret must not stand in the file"),
        ("\"{page}\"", "\"{pge}\"", "`{pge}` is no variable"),
        ("\"{page}\"", "\"{offse}\"", "`{offse}` is no variable"),
        ("\"{page}\"", "\"{token}\"", "`{token}` has no value here"),
        ("\"{page}\"", "\"1\"", "pages by number needs `{page}` in the request"),
        ("\"{cursor}\"", "\"\"", "an incremental pull needs `{cursor}` in the request"),
        ("url: https://permit.example", "url: permit.example", "is not an address"),
        ("url: https://permit", "url: https://u:p@permit", "a user and password must not stand in an address"),
        ("max: 5000", "count: $.data.pages", "a pull ends by `count` or by `total`"),
        (
            "by: number, first: 1, size: 500, total: $.data.total", "by: offset, count: $.n",
            "pages by offset have no `count`"
        ),
        ("timezone: Asia/Shanghai", "timezone: Asia/Shanghia", "is not a time zone"),
        ("encoding: utf-8", "encoding: gb18003", "is not an encoding that is known"),
        ("deletes: { flag: $.zt == \"9\" }", "", "the key `deletes` is missing"),
        ("deletes: { flag: $.zt == \"9\" }", "deletes: snapshot", "an incremental pull never sees what is absent"),
        ("deletes: { flag: $.zt == \"9\" }", "deletes: { flag: $.a == 1 or $.b == 2 }", "is not a delete flag"),
        ("datetime: yyyy-MM-dd HH:mm:ss", "datetime: yyyy-mm-dd", "E1007"),
        ("start: 2020-01-01", "start: soon", "is not a value of this cursor"),
        ("mode: incremental", "mode: snapshot", "a snapshot has no cursor"),
        ("when: [timeout, 429, 5xx]", "when: [timeout, soon]", "is not a reason to try again"),
        ("max_body: 64MB", "max_body: 64GB", "is not a size that a page can have"),
        ("lag: 2h", "lagg: 2h", "unknown key `lagg`"),
        ("error_budget:", "files: x\nerror_budget:", "`files` is a key of kind `files`, not of `http-json`"),
        ("of: 10 runs", "of: many", "is not a number of runs"),
    ])
    func tellsMistakes(_ sound: String, _ wrong: String, _ expected: String) throws {
        let yaml = Self.permit.replacing(sound, with: wrong)
        #expect(yaml != Self.permit)
        let bag = DiagnosticBag()
        let read = ConnectorDefinition.read(file: "c.yaml", bytes: Array(yaml.utf8), into: bag)
        #expect(read == nil)
        let told = bag.diagnostics.map { "\($0.code.id) \($0.message)" }
        #expect(told.contains { $0.contains(expected) }, "\(told)")
        #expect(bag.diagnostics.allSatisfy { $0.location != nil })
    }

    @Test func tellsAllMistakesAtOnce() {
        let bag = DiagnosticBag()
        let yaml = """
            connector: a b
            kind: soap
            request: { url: x }
            sync: { mode: often }
            limitz: 3
            csv: { delimiter: ";" }
            """
        #expect(ConnectorDefinition.read(file: "c.yaml", bytes: Array(yaml.utf8), into: bag) == nil)
        #expect(bag.diagnostics.count >= 8)
    }

    @Test(arguments: ["", "- a", "x", "{", "connector: 1"])
    func survivesAnything(_ yaml: String) {
        let bag = DiagnosticBag()
        #expect(ConnectorDefinition.read(file: "c.yaml", bytes: Array(yaml.utf8), into: bag) == nil)
        #expect(bag.hasErrors)
    }
}
