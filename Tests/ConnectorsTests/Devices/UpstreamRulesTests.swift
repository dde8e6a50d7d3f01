import Diagnostics
import Testing

@testable import Connectors

@Suite struct UpstreamRulesTests {
    private static let file = """
        connector: online
        kind: hj212
        listen: { port: 9212 }
        identity: $.id
        timezone: Asia/Shanghai
        sync: { mode: incremental, deletes: none }

        """

    private func rules(_ upstream: String) throws -> UpstreamRules? {
        (try definition(Self.file + "upstream: " + upstream).source as? HJ212Source)?.rules.upstream
    }

    @Test func nothingIsForwardedUnlessAsked() throws {
        #expect((try definition(Self.file).source as? HJ212Source)?.rules.upstream == nil)
    }

    @Test func fewKeysAreNeeded() throws {
        let rules = try #require(try rules("{ to: up.example:9003, points: [\"4418*\", A1] }"))
        #expect(rules.host == "up.example" && rules.port == 9003 && rules.address == "up.example:9003")
        #expect(rules.periods == [.minute, .hour, .day] && rules.password == nil && rules.renamed == [:])
        #expect(rules.overtime == .seconds(10) && rules.recount == 3 && rules.window == 1 && rules.keep == 1 << 30)
        #expect(rules.takes("441801") && rules.takes("A1") && !rules.takes("A12") && !rules.takes("44"))
    }

    @Test func everyKeyIsRead() throws {
        let rules = try #require(
            try rules(
                "{ to: \"[fd00::5]:9003\", points: [\"*\"], periods: [realtime, day], password: env:UP, mn: { A1: B1 }, "
                    + "overtime: 5s, recount: 0, window: 16, keep: 20GB }"))
        #expect(rules.host == "fd00::5" && rules.address == "[fd00::5]:9003")
        #expect(rules.periods == [.realtime, .day] && rules.password == .environment("UP"))
        #expect(rules.renamed == ["A1": "B1"] && rules.overtime == .seconds(5) && rules.recount == 0)
        #expect(rules.window == 16 && rules.keep == 20 << 30)
        #expect(rules.takes("anything"))
    }

    @Test(arguments: [
        ("{ points: [A1] }", "the key `to` is missing"), ("{ to: \"up:1\" }", "the key `points` is missing"),
        ("{ to: up.example, points: [A1] }", "`up.example` is not an address"),
        ("{ to: \"fd00::5:9003\", points: [A1] }", "`fd00::5:9003` is not an address"),
        ("{ to: \"up:99999\", points: [A1] }", "`up:99999` is not an address"),
        ("{ to: \"up:1\", points: [] }", "not a list of devices"),
        ("{ to: \"up:1\", points: [A1], periods: [] }", "not a list of periods"),
        ("{ to: \"up:1\", points: [A1], periods: [week] }", "`week` is not possible here"),
        ("{ to: \"up:1\", points: [A1], password: \"123456\" }", "a secret must not stand in the file"),
        ("{ to: \"up:1\", points: [A1], mn: { A1: \"B;1\" } }", "`B;1` is not an MN"),
        ("{ to: \"up:1\", points: [A1], keep: 10KB }", "`10KB` is not a size to keep"),
        ("{ to: \"up:1\", points: [A1], window: 0 }", "0"), ("{ to: \"up:1\", points: [A1], recout: 3 }", "`recout`"),
        ("up:1", "expected a mapping"),
    ])
    func saysWhatIsWrong(_ upstream: String, _ message: String) {
        let bag = DiagnosticBag()
        let text = Self.file + "upstream: \(upstream)"
        #expect(ConnectorDefinition.read(file: "c.yaml", bytes: Array(text.utf8), into: bag) == nil)
        #expect(bag.diagnostics.count == 1)
        #expect(bag.diagnostics.first?.message.contains(message) == true, "\(bag.diagnostics.map(\.message))")
    }

    @Test(arguments: [("654321", true), ("6543;21", false), ("", false), ("密码", false)])
    func aPasswordThatNoPacketCanHaveIsNotSent(_ password: String, isSound: Bool) async throws {
        var rules = UpstreamRules(host: "up", port: 1, points: ["*"])
        rules.password = .command("printf '%s\\n' '\(password)'")
        let environment = ConnectorEnvironment(hubDirectory: "/", stateDirectory: "/")
        if isSound {
            #expect(try await rules.fetchPassword(in: environment)?.reveal { $0 } == password)
        } else {
            await #expect(throws: ConnectorError.self) { try await rules.fetchPassword(in: environment) }
        }
    }
}
