import Diagnostics
import Testing

@testable import Mappings

/// What `check` tells of tests that could never come true.
@Suite("Mistakes in tests of mappings")
struct TestMistakeTests {
    private static let mapping = """
        mapping: m
        when: { 未作废: $.zt != "9" }
        to:
          source: { fields: { local_code: $.id, days: $.d, location: { lon: $.x, lat: $.y }, aliases: $.a } }
          permit: { fields: { number: $.no, valid_to: { from: $.e, date: yyyy-MM-dd } } }
        tests:

        """

    private static func told(_ test: String) -> [String] {
        mistakes(mapping + test.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") + "\n")
    }

    @Test("A sound test is not complained of")
    func sound() {
        let test = """
            - name: a
              record: { id: 1 }
              expect:
                source: { local_code: 1, days: 3, location: [112.5, 24.1], lon: 112.5, aliases: [a], name: null }
                permit: [{ valid_to: 2024-02-29 }, { number: "7" }]
              quarantine: { code: r2103 }
              flags: []
              filtered: 未作废
            """
        #expect(Self.told(test) == [])
    }

    @Test(
        "Names and values that cannot be are told with their place",
        arguments: [
            ("- { name: a, record: {}, expect: { permti: 1 } }", "7:38 E2103 this mapping gives no `permti`"),
            ("- { name: a, record: {}, expect: { limit: 1 } }", "7:38 E2103 this mapping gives no `limit`"),
            ("- { name: a, record: {}, expect: { permit: many } }", "7:46 E1007 `many` is not a whole number"),
            (
                "- { name: a, record: {}, expect: { permit: { no: 1 } } }",
                "7:48 E2104 `permit` has no field `no`"
            ),
            (
                "- { name: a, record: {}, expect: { permit: { valid_to: 2023-02-29 } } }",
                "7:58 E1007 `2023-02-29` cannot be a date, as `valid_to` is"
            ),
            (
                "- { name: a, record: {}, expect: { source: { location: 3 } } }",
                "7:58 E1007 `location` is a point: write [longitude, latitude]"
            ),
            (
                "- { name: a, record: {}, expect: { source: { aliases: a } } }",
                "7:57 E1007 `aliases` is a list: write [a, b]"
            ),
            ("- { name: a, record: {}, quarantine: [{ code: R2199 }] }", "7:49 E1007 `R2199` is no code of a record"),
            ("- { name: a, record: {}, quarantine: [{ entity: x }] }", "7:51 E2103 this mapping gives no `x`"),
            (
                "- { name: a, record: {}, flags: [{ entity: permit, field: days }] }",
                "7:61 E2104 `permit` has no field `days`"
            ),
            ("- { name: a, record: {}, filtered: 作废 }", "7:38 E2202 no rule `作废` stands under `when:`"),
            ("- { name: a, record: {}, expects: {} }", "7:28 E1003 unknown key `expects`"),
            ("- { name: a, expect: { permit: 1 } }", "7:7 E1005 one of the keys `record`, `record_file` is missing"),
            ("- { name: a, record: [{}] }", "7:24 E1006 a test has one record, found a list"),
            (
                "- { name: a, record_file: ../secret }",
                "7:29 E1007 `../secret` is not a file beside the test"
            ),
            ("- { record: {} }", "7:7 E1005 the key `name` is missing"),
        ])
    func told(test: String, mistake: String) {
        #expect(Self.told(test) == [mistake])
    }

    @Test("Two tests of one name are one too many")
    func twice() {
        let test = "- { name: a, record: {} }\n- { name: a, record: {} }"
        #expect(Self.told(test) == ["8:13 E1009 two tests are called `a`"])
    }

    @Test("An entity that is not known is told where it stands, not again in the tests")
    func onePerCause() {
        let text = "mapping: m\nto: { permti: { fields: { a: $.a } } }\ntests:\n"
        let test = "  - { name: a, record: {}, expect: { permti: 1 }, quarantine: [{ entity: permti }] }\n"
        #expect(mistakes(text + test) == ["2:7 E2103 unknown entity `permti`"])
    }
}
