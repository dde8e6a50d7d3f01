import Model
import Testing

@testable import Mappings

@Suite("Codes of a day")
struct DatedCodeTests {
    private func mapping(_ keys: String) -> String {
        """
        mapping: m
        to:
          source: { fields: { local_code: { const: a }, name: { from: v, codes: gbt2260, \(keys) } } }
          permit: { fields: { number: { const: n }, valid_from: { from: d } } }
        """
    }

    @Test("`at:` chooses the row that held on the day; without a day the latest counts")
    func fields() throws {
        let text = mapping("at: 'date($.d)'")
        let records: [SourceRecord] = [
            ["v": "清新县", "d": "2012-12-31"], ["v": "清新县", "d": "2013-01-01"], ["v": "清新县"],
            ["v": "清新区", "d": "2010-01-01"], ["v": "清新县", "d": "x"],
        ]
        let mapped = try Mapped(text, records, kind: .columns)
        #expect(try (0..<3).map { try mapped.row("source", $0)["name"] } == ["441827", "441803", "441803"])
        #expect(mapped.codes == ["R2105", "R2103"])
        #expect(mapped.batch.rejections[0].message == "not a code of `gbt2260` on 2010-01-01: \"清新区\"")
    }

    @Test("The day may be another field, mapped before")
    func otherField() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: { const: a } } }
              permit:
                fields:
                  number: { from: v, codes: [{ 特: x }, gbt2260], at: '@valid_from' }
                  valid_from: { from: d, date: yyyy/M/d }
            """
        let mapped = try Mapped(text, [["v": "清新县", "d": "2000/1/1"], ["v": "特", "d": "2000/1/1"]], kind: .columns)
        #expect(try mapped.row("permit")["number"] == "441827")
        #expect(try mapped.row("permit", 1)["number"] == "x")
    }

    @Test("Lists of codes too")
    func lists() throws {
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, aliases: { from: v, split: 、, codes: gbt2260, at: 'date($.d)' } } } }
            """
        let mapped = try Mapped(text, [["v": "清新县、清远市", "d": "2001-01-01"]], kind: .columns)
        #expect(try mapped.row("source")["aliases"] == #"["441827","441800"]"#)
    }

    @Test("Functions take the day as their last argument")
    func functions() throws {
        #expect(try Evaluated("code(\"gbt2260\", \"清新县\", date(\"2001-01-01\"))").value == "441827")
        #expect(try Evaluated("code(\"gbt2260\", \"清新县\")").value == "441803")
        #expect(try Evaluated("code_label(\"gbt2260\", \"清新县\", date(\"2001-01-01\"))").value == "清新县")
        #expect(try Evaluated("is_code(\"gbt2260\", \"清新区\", date(\"2001-01-01\"))").value == "false")
        #expect(try Evaluated("code_parent(\"gbt2260\", \"清远市\")").value == nil)
    }

    @Test("Asked tables belong to the mapping's version")
    func pins() throws {
        let text = "mapping: m\nto: { source: { fields: { local_code: { expr: 'code(\"gbt2260\", $.a)' } } } }\n"
        #expect(try Mapped(text, []).mapping.pins.map(\.name).contains("codes/gbt2260"))
    }

    @Test(
        "Mistakes",
        arguments: [
            ("at: $.d", "E2205 `at:` needs a day, found text"), ("at: d", "E2202 unknown name `d`"),
            ("at: 'date($.d, \"yy\")'", "E2501"), ("on_fail: null+flag, att: x", "E1003 unknown key `att`"),
        ])
    func mistakes(keys: String, expected: String) {
        let found = MappingsTests.mistakes(mapping(keys), kind: .columns)
        #expect(found.count == 1 && found[0].contains(expected), "\(found)")
    }

    @Test("A field without codes needs no day")
    func useless() {
        let text = "mapping: m\nto: { source: { fields: { local_code: { from: a, at: 'date($.d)' } } } }\n"
        #expect(MappingsTests.mistakes(text, kind: .columns).map { $0.contains("looks up no code") } == [true])
    }
}
