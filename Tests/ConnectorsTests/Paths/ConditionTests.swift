import Testing

@testable import Connectors

@Suite struct ConditionTests {
    @Test(
        arguments: [
            ("$.code == 0", ["0"], true),
            ("$.code == 0", ["0.0"], true),
            ("$.code == 0", ["500"], false),
            ("$.code == 0", [nil], false),
            ("$.zt == \"9\"", ["9"], true),
            ("$.zt == \"9\"", ["09"], false),
            ("$.zt in [\"8\", '九']", ["九"], true),
            ("$.zt in [8, 9] and $.ok == true", ["8", "true"], true),
            ("$.zt in [8, 9] and $.ok == true", ["8", "false"], false),
            ("not $.zt == 1 or $.ok != null", ["1", nil], false),
            ("not ($.zt == 1 or $.ok != null)", ["2", nil], true),
            ("/r/m:code[@a = 'x = y'] == \"OK\"", ["OK"], true),
            ("$['列 名'] == null", [nil], true),
        ] as [(String, [String?], Bool)])
    func evaluates(_ text: String, _ values: [String?], _ expected: Bool) throws {
        #expect(try Condition(text).holds(values) == expected)
    }

    @Test func namesItsPathsOnce() throws {
        let condition = try Condition("$.a == 1 or $.b == 2 or $.a == 3")
        #expect(condition.paths == ["$.a", "$.b"])
    }

    @Test(arguments: [
        "", "$.a", "$.a = 1", "$.a ==", "$.a == x", "$.a in", "$.a in []", "($.a == 1", "$.a == 1 and", "$.a == \"x",
        "$.a == 1 $.b == 2",
    ])
    func refuses(_ text: String) {
        #expect(throws: ConditionError.self) { try Condition(text) }
    }

    @Test func refusesDepth() {
        #expect(throws: ConditionError.self) { try Condition(String(repeating: "not ", count: 5_000) + "$.a == 1") }
    }

    @Test(arguments: ["and", "or"]) func refusesLongChains(word: String) {
        let text = Array(repeating: "$.a == 1", count: 100_000).joined(separator: " \(word) ")
        #expect(throws: ConditionError.self) { try Condition(text) }
    }

    @Test func pointsAtTheEndOfAQuoteThatEndsInABackslash() {
        let error = #expect(throws: ConditionError.self) { try Condition("$['a\\") }
        #expect(error?.column == 5)
    }

    @Test func knowsAMembership() throws {
        let flag = try Condition("$.zt in [\"8\", 9]").membership
        #expect(flag?.path == "$.zt")
        #expect(flag?.values == ["8", "9"])
        #expect(try Condition("$.a == 1 and $.b == 2").membership == nil)
        #expect(try Condition("$.a == null").membership == nil)
    }
}
