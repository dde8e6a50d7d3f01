import Testing

@testable import Mappings

@Suite("Circles and depths")
struct CircleTests {
    private func permit(_ fields: String) -> [String] {
        mistakes(
            """
            mapping: m
            to:
              source: { fields: { local_code: $.a } }
              permit:
                fields:
            \(fields)
            """)
    }

    @Test("Fields that need each other are named in their order, once a circle")
    func fields() {
        let found = permit(
            """
                  number: { expr: 'text(@valid_from)' }
                  valid_from: { expr: '@valid_to' }
                  valid_to: { expr: 'date_of(@issued_at)' }
                  issued_at: { expr: 'start_of_day(@valid_from)' }
            """)
        #expect(found == ["7:7 E2206 a circle: `@valid_from` needs `@valid_to` needs `@issued_at` needs `@valid_from`"])
        let other = permit(
            """
                  number: $.n
                  valid_from: { from: $.x, when: '@valid_to != null' }
                  valid_to: { from: $.y, when: '@valid_from != null' }
                  issued_at: { from: $.z, when: '@issued_at != null' }
            """)
        #expect(
            other == [
                "7:7 E2206 a circle: `@valid_from` needs `@valid_to` needs `@valid_from`",
                "9:7 E2206 a circle: `@issued_at` needs `@issued_at`",
            ])
    }

    @Test("Fields are mapped in the order in which they need each other, `at:` too")
    func order() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: $.a } }
              permit:
                fields:
                  number: { expr: 'concat($.a, text(@valid_from))' }
                  valid_from: { expr: 'add_days(@valid_to, -1)' }
                  valid_to: $.d
            """
        #expect(
            try Mapped(text, [["a": "x", "d": "2024-01-02"]], kind: .json).row("permit")["number"] == "x2024-01-01")
    }

    @Test("Definitions: a circle through several, and chains that are too long")
    func definitions() {
        let circle = """
            mapping: m
            let: { a: 'join(b, "")', b: 'map([1], x => c)', c: '1 + a' }
            to: { source: { fields: { local_code: $.a } } }
            """
        #expect(mistakes(circle).first == "2:57 E2206 `a` needs itself")
        let chain = (0..<900).map { "a\($0): \($0 == 0 ? "'\"x\"'" : "a\($0 - 1)")" }
        for order in [chain, chain.reversed()] {
            let text = """
                mapping: m
                let:
                  \(order.joined(separator: "\n  "))
                to: { source: { fields: { local_code: { expr: a899 } } } }
                """
            let found = mistakes(text)
            #expect(found.contains { $0.contains("E2201 more than 400 levels inside one another") })
            #expect(found.count < 10, "\(found.count)")
        }
    }

    @Test("Deep expressions of deep definitions are told before they can be worked out")
    func together() throws {
        func wide(_ inner: String) -> String { inner + String(repeating: " + 1", count: 150) }
        func names(_ count: Int) -> String {
            (0..<count).map { "  a\($0): \(wide($0 == 0 ? "1" : "a\($0 - 1)"))" }.joined(separator: "\n")
        }
        let end = "\nto: { source: { fields: { local_code: { expr: text(%@) } } } }\n"
        let short = "mapping: m\nlet:\n" + names(2) + end.replacing("%@", with: "a1")
        #expect(try Mapped(short, [[:]], kind: .json).row("source")["local_code"] == "301")
        let long = "mapping: m\nlet:\n" + names(3) + end.replacing("%@", with: "a2")
        #expect(mistakes(long).count == 1)
        let deep = (0..<15).reduce("1") { inner, _ in "(" + wide(inner) + ")" }
        #expect(Evaluated.mistakes(deep).map { $0.prefix(5) } == ["E2201"])
    }

    @Test(
        "What is nested or chained too deep is told, not survived",
        arguments: [
            String(repeating: "1+", count: 4_900) + "1", String(repeating: "not ", count: 2_000) + "true",
            String(repeating: "(", count: 9_000), String(repeating: "[", count: 9_000),
            String(repeating: "upper(", count: 1_600), String(repeating: "if true then ", count: 700),
            String(repeating: "match 1 { _ => ", count: 600), String(repeating: "map([1], x => ", count: 700),
            String(repeating: "-", count: 9_000) + "1", "1" + String(repeating: " to m", count: 1_900),
            "$" + String(repeating: ".a", count: 4_000), "$" + String(repeating: "[*]", count: 3_000),
            String(repeating: "true or ", count: 1_200) + "true", String(repeating: "^", count: 9_000),
        ])
    func depths(expression: String) {
        #expect(Evaluated.mistakes(expression).count == 1, "\(Evaluated.mistakes(expression).prefix(3))")
    }

    @Test("As deep as is allowed is worked out")
    func deep() throws {
        let levels = ExpressionParser.deepest - 3
        let text = String(repeating: "upper(", count: levels) + "\"a\"" + String(repeating: ")", count: levels)
        #expect(try Evaluated(text).value == "A")
        #expect(try Evaluated(String(repeating: "1+", count: 200) + "1").value == "201")
    }
}
