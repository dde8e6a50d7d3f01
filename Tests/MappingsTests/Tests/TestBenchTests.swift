import Diagnostics
import Model
import Testing
import YAML

@testable import Mappings

/// Tests of mappings: what passes, what fails, in which words, and what `--update` would write.
@Suite("Tests of mappings")
struct TestBenchTests {
    private static let mapping = """
        mapping: m
        when: { 未作废: $.zt != "9" }
        to:
          source: { fields: { local_code: $.id, days: $.d, uscc: { from: $.u, check: uscc, on_fail: null+flag } } }
          outlet:
            fields: { code: $.o, medium: $.m, height: { from: $.h, unit: cm } }
            children:
              limit: { each: "$.l[*]", fields: { pollutant: $.p, concentration: { from: $.c, unit: $.u } } }
        tests:

        """

    private static let record: SourceRecord = [
        "id": "7", "d": "03", "o": "DW001", "m": "废水", "h": "150",
        "l": [["p": "氨氮", "c": "0.1", "u": "g/m3"], ["p": "COD", "c": "5", "u": "mg/L"]],
    ]

    private struct Judged {
        let verdict: TestVerdict
        let text: String

        /// `line:column at: expected, got`
        var told: [String] {
            verdict.differences.map {
                let start = $0.place.range.start
                return "\(start.line):\(start.column) \($0.at): \($0.expected), \($0.got)"
            }
        }

        /// The file with what `--update` writes, from the tests on.
        var updated: String {
            let bytes = TestEdit.apply(verdict.edits, to: Array(text.utf8))
            return String(String(decoding: bytes, as: UTF8.self).dropFirst(mapping.count))
        }
    }

    private func judge(_ test: String, _ record: SourceRecord = record) throws -> Judged {
        let text = Self.mapping + test + "\n"
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
        let compiled = CompiledMapping.compile(file, in: Fixture.context())
        let mapping = try #require(compiled, "\n\(TextRenderer().render(bag.diagnostics))")
        let bench = TestBench(
            mapping, schema: Fixture.schema, codes: Fixture.codes, zone: TimeZoneRules(named: "Asia/Shanghai"))
        return Judged(verdict: bench.judge(mapping.tests[0], PageMaker.page([record], for: mapping)), text: text)
    }

    @Test("Counts, fields, lists, references and numbers are compared as what they mean")
    func passes() throws {
        let test = """
              - name: a
                record: {}
                expect:
                  source: { local_code: 7, days: 3.0, uscc: null }
                  outlet: { code: DW001, source: 7, medium: water, height: 1.50 }
                  limit:
                    - { outlet: 7 DW001, pollutant: w21003, concentration: 0.1 }
                    - { concentration: 5 }
                flags: []
            """
        #expect(try judge(test).told == [])
        #expect(try judge("  - { name: a, record: {}, expect: { limit: 2, outlet: 1 } }").verdict.isPassed)
    }

    @Test("Each field that differs is told where the test says it, with the source's value")
    func fields() throws {
        let test = """
              - name: a   # stays
                record: {}
                expect:
                  outlet: { medium: air, height: "2" }   # 米
                  limit: [{ pollutant: w21003 }, { pollutant: 'w9', concentration: ~ }]
            """
        let judged = try judge(test)
        #expect(
            judged.told == [
                "13:25 outlet[0].medium: air, water", "13:38 outlet[0].height: 2, 1.5",
                "14:51 limit[1].pollutant: w9, w01018", "14:72 limit[1].concentration: null, 5",
            ])
        #expect(judged.verdict.differences[0].why == "source \"废水\" at $.m")
        #expect(judged.verdict.differences[2].why == "source \"COD\" at $.p")
        let mended = test.replacing("air", with: "water").replacing("\"2\"", with: "1.5")
            .replacing("'w9'", with: "w01018").replacing("~", with: "5")
        #expect(judged.updated == mended + "\n")
        #expect(try judge(mended).verdict.isPassed)
    }

    @Test("Rows too many or too few are written anew with the fields that the test speaks of")
    func rows() throws {
        let test = """
              - name: a
                record: {}
                expect:
                  outlet: 2
                  limit:
                    - pollutant: w21003
                # behind
            """
        let judged = try judge(test)
        #expect(judged.told == ["13:15 outlet: 2, 1", "15:9 limit: 1 row, 2 rows"])
        let mended = test.replacing("outlet: 2", with: "outlet: 1")
            .replacing("- pollutant: w21003", with: "- { pollutant: w21003 }\n        - { pollutant: w01018 }")
        #expect(judged.updated == mended + "\n")
    }

    @Test("What is held is compared whole; the row that is missing for it is not told again")
    func held() throws {
        var record = Self.record
        if case .object(var members) = record {
            members["l"] = [["p": "ＣＯＤ　", "c": "1", "u": "mg/L"], ["p": "COD", "c": "5", "u": "桶"]]
            members["u"] = "123"
            record = .object(members)
        }
        let test = """
              - name: a
                record: {}
                expect: { outlet: 1, limit: 2 }
                quarantine: [{ entity: limit, field: pollutant }]
            """
        let judged = try judge(test, record)
        #expect(
            judged.told == [
                "13:17 quarantine: nothing more, R2104 limit.concentration: unit not known: \"桶\"",
                "13:18 quarantine: limit.pollutant, something else",
            ])
        #expect(judged.updated.contains("quarantine: [{ entity: limit, field: concentration, code: R2104 }]"))
        #expect(judged.updated.contains("limit: 1 }"))
    }

    @Test("A code that cleaning would have matched says which cleaning")
    func advice() throws {
        let record: SourceRecord = ["id": "7", "o": "a", "l": [["p": "氨氮<br>"]]]
        let judged = try judge("  - { name: a, record: {}, expect: { outlet: 1, limit: 1 } }", record)
        #expect(judged.verdict.differences.count == 1)
        let why = judged.verdict.differences.first?.why ?? ""
        #expect(
            why.contains("at $.l[0].p, m.yaml:8:") && why.contains("with `clean: [strip_tags]` it would match w21003"))
    }

    @Test("Flags are compared where the test names them, and `flags: []` means none")
    func flags() throws {
        let record: SourceRecord = ["id": "7", "o": "a", "u": "91441802MA5DEM004N"]
        #expect(try judge("  - { name: a, record: {}, expect: { source: 1 } }", record).verdict.isPassed)
        let none = try judge("  - { name: a, record: {}, expect: { source: 1 }, flags: [] }", record)
        #expect(
            none.told == ["10:58 flags: nothing more, R2106 source.uscc, source \"91441802MA5DEM004N\""])
        #expect(none.updated.contains("flags: [{ entity: source, field: uscc, code: R2106 }]"))
        let named = "  - { name: a, record: {}, flags: [{ field: uscc, code: R2106, value: 91441802MA5DEM004N }] }"
        #expect(try judge(named, record).verdict.isPassed)
    }

    @Test("The rule that leaves a record out is named")
    func filtered() throws {
        let out: SourceRecord = ["id": "7", "zt": "9"]
        #expect(try judge("  - { name: a, record: {}, filtered: 未作废 }", out).verdict.isPassed)
        let told = try judge("  - { name: a, record: {}, expect: { source: 0 } }", out)
        #expect(told.told == ["10:13 filtered: no rule leaves the record out, the rule `未作废`"])
        let kept = try judge("  - { name: a, record: {}, filtered: 未作废 }")
        #expect(kept.told == ["10:38 filtered: the rule `未作废`, source: 1, outlet: 1, limit: 2"])
    }

    @Test("A test without expectations fails, and gets what the mapping gives behind all that stands there")
    func missing() throws {
        let judged = try judge("  - name: a\n    record: { id: 1 }   # 一\n  # next")
        #expect(judged.told.count == 1)
        let written = """
              - name: a
                record: { id: 1 }   # 一
                expect:
                  source:
                    - { local_code: 7, days: 3 }
                  outlet:
                    - { source: 7, code: DW001, medium: water, height: 1.5 }
                  limit:
                    - { outlet: 7 DW001, pollutant: w21003, concentration: 0.1 }
                    - { outlet: 7 DW001, pollutant: w01018, concentration: 5 }
              # next
            """
        #expect(judged.updated == written + "\n")
        #expect(try judge(written).verdict.isPassed)
        let flow = try judge("  - { name: a, record: { id: 1 } }")
        #expect(flow.updated.hasPrefix("  - { name: a, record: { id: 1 }, expect: { source: [{ local_code: 7"))
        #expect(try judge(String(flow.updated.dropLast())).verdict.isPassed)
    }

    @Test("A file of another line end and with a byte order mark stays what it is")
    func windows() throws {
        let judged = try judge("  - name: a\r\n    record: {}\r\n    expect: { outlet: 3 }\r\n  # 完")
        #expect(judged.updated == "  - name: a\r\n    record: {}\r\n    expect: { outlet: 1 }\r\n  # 完\n")
    }

    @Test("Texts that YAML would read as something else are quoted")
    func quoting() {
        let texts = [
            "", "null", "- a", "a: b", "a #b", "a,b", "[x]", "'", " a", "a ", "a\nb", "-5", "2024-01-01", "水", "@a",
        ]
        let shown = texts.map { TestText.scalar($0) }
        #expect(
            shown == [
                "\"\"", "\"null\"", "\"- a\"", "\"a: b\"", "\"a #b\"", "\"a,b\"", "\"[x]\"", "\"'\"", "\" a\"",
                "\"a \"",
                "\"a\\nb\"", "-5", "2024-01-01", "水", "\"@a\"",
            ])
    }
}
