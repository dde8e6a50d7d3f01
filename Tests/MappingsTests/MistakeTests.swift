import Diagnostics
import Testing

@testable import Mappings

@Suite("Mistakes in mapping files")
struct MistakeTests {
    /// The mistakes of one field of `limit` or `outlet`, without the lines around it.
    private func field(_ entity: String, _ field: String, zone: String? = "Asia/Shanghai") -> [String] {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: $.a } }
              permit: { fields: { number: $.a } }
              outlet: { fields: { code: $.a } }
              limit: { fields: { pollutant: $.a } }
              extra:
                entity: \(entity)
                fields:
                  \(entity == "outlet" ? "code" : entity == "permit" ? "number" : "pollutant"): $.k
                  \(entity == "limit" ? "outlet: { ref: outlet }" : "source: { ref: source }")
                  \(field)
            """
        return mistakes(text, zone: zone).map { String($0.drop { $0 != " " }.dropFirst()) }
    }

    @Test("Every mistake of a file at once, each at its place")
    func all() {
        let text = """
            mapping: permits
            use: [codes/polutant]
            to:
              sourc: { fields: { a: $.b } }
              source:
                key: [name]
                fields:
                  nme: $.a
                  name: { form: $.a }
                  uscc: { from: $.a, clean: [trimm], check: usc }
              limit:
                fields:
                  outlet: { ref: outlit }
                  pollutant: { from: $.p, codes: { 氨氮: w2100 } }
                  concentration: { from: $.c, unit: mg/l/x }
            """
        #expect(
            mistakes(text)
                == [
                    "2:7 E2401 unknown code table `polutant`", "4:3 E2103 unknown entity `sourc`",
                    "5:3 E2105 `source` needs the field `local_code`", "6:11 E2106 the key of `source` is [local_code]",
                    "8:7 E2104 `source` has no field `nme`", "9:15 E1003 unknown key `form`",
                    "10:34 E2601 unknown clean function `trimm`", "10:49 E2602 unknown check `usc`",
                    "13:22 E2107 no entity `outlit` in this mapping",
                    "14:44 E2403 `w2100` is not a code of `pollutant`",
                    "15:41 E2301 unknown unit `mg/l/x`",
                ].sorted { place($0) < place($1) })
    }

    private func place(_ line: String) -> Double {
        let parts = line.prefix { $0 != " " }.split(separator: ":").compactMap { Double($0) }
        return parts[0] * 1_000 + parts[1]
    }

    @Test(
        "One mistake of one field",
        arguments: [
            ("outlet", "height: $.h", "E2302 `height` is kept in m; nothing says the unit of the source"),
            ("outlet", "height: { from: $.h, unit: mg/L }", "E2310 `mass/volume` cannot become `length`"),
            ("outlet", "height: { from: $.h, unit: cm, to: t/a }", "E2310 `length` cannot become `mass/time`"),
            ("outlet", "height: { from: $.h, unit: cm, to: cm }", "E2205 `height` is kept in m"),
            ("outlet", "medium: { const: fire }", "E2403 `fire` is not a code of `medium`"),
            (
                "outlet", "medium: { from: $.m, codes: status }",
                "E2205 `medium` holds codes of `medium`, not of `status`"
            ),
            (
                "outlet", "height: { from: $.h, unit: m, date: yyyy }",
                "E2205 `height` is a quantity in m and has no date pattern"
            ),
            (
                "outlet", "height: { from: $.h, unit: m, default: tall }",
                "E2205 `tall` is not a quantity in m, as `height` is"
            ),
            ("outlet", "medium: { from: [$.a-b] }", "E2102 `-b` is not part of a path"),
            (
                "outlet", "medium: { from: \"$.a[*]\" }",
                "E2102 a position such as `[0]` or a quoted name belongs here; lists go in `each:`"
            ),
            ("outlet", "medium: { from: name }", "E2102 `name` is not a path of JSON"),
            ("outlet", "medium: { from: ^.a }", "E2102 there is no record above the record itself"),
            (
                "outlet", "medium: { from: $.a, split: \",\" }",
                "E2205 `medium` is a code of `medium`; `split:` makes a list"
            ),
            ("outlet", "medium: { from: $.a, type: integer }", "E2205 `medium` is a code of `medium` in the schema"),
            ("outlet", "medium: { from: $.a, on_fail: default }", "E1005 `on_fail: default` needs the key `default`"),
            ("permit", "valid_to: { from: $.v, date: yyyy-mm-dd }", "E2501 the pattern has a day but no month"),
            (
                "permit", "issued_at: { from: $.v, check: 0..5 }",
                "E2205 a range checks numbers; `issued_at` is a date-time"
            ),
            ("permit", "valid_to: { expr: 'length($.v)' }", "E2205 `valid_to` is a date, the expression gives integer"),
            (
                "permit", "valid_to: { expr: '@valid_from', when: '@valid_to == null' }",
                "E2206 a circle: `@valid_to` needs `@valid_to`"
            ),
            ("limit", "value: { from: $.v, unit: mg/L }", "E1005 `unit:` and `to:` go together at a plain decimal"),
        ])
    func one(entity: String, text: String, expected: String) {
        #expect(field(entity, text) == [expected])
    }

    @Test("A date-time needs a zone")
    func zone() {
        let text = "issued_at: { from: $.v, datetime: yyyy-MM-dd HH:mm }"
        #expect(field("permit", text, zone: nil) == ["E2502 nothing says in which zone these times are"])
        #expect(field("permit", "issued_at: { from: $.v, datetime: \"yyyy-MM-dd HH:mmXXX\" }", zone: nil) == [])
        #expect(
            field("permit", "issued_at: { from: $.v, datetime: yyyy-MM-dd HH:mm, zone: \"+08:00\" }", zone: nil) == [])
        #expect(field("permit", text) == [])
    }

    @Test(
        "Mistakes of expressions stand at the right character",
        arguments: [
            ("$.a +", "3:10 E2201"), ("$.a + 1", "3:5 E2205"), ("lenght($.a)", "3:5 E2203"),
            ("length($.a, 2)", "3:5 E2204"),
            ("length(1)", "3:12 E2204"), ("$.a == 1", "3:12 E2205"), ("nam == \"x\"", "3:5 E2202"),
            ("长 == \"x\"", "3:5 E2202"),
            ("concat(\"长期\", $.) == \"\"", "3:20 E2102"), ("@x == null", "3:5 E2202"), ("^.a == \"\"", "3:5 E2102"),
            ("if $.a then 1 else 2", "3:8 E2205"), ("$.a", "3:5 E2205"), ("date($.a, \"yyy\") == null", "3:15 E2501"),
            ("$.a in \"x\"", "3:12 E2205"), ("$.a < true", "3:11 E2205"), ("not $.a", "3:9 E2205"),
            ("$.a = \"1\"", "3:9 E2201"),
            ("\"open", "3:5 E2201"), ("(1 == 1", "3:12 E2201"), ("match $.a { }", "3:18 E2201"),
        ])
    func expressions(text: String, expected: String) {
        let found = mistakes(
            "when:\n  r: |-\n    \(text)\nmapping: m\nto: { source: { fields: { local_code: $.a } } }\n")
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test("Definitions in a circle, and names that nothing has")
    func circles() {
        let text = """
            mapping: m
            let: { a: b, b: concat(a), c: d }
            to: { source: { fields: { local_code: { expr: a } } } }
            """
        #expect(mistakes(text) == ["2:24 E2206 `a` needs itself", "2:31 E2202 unknown name `d`"])
    }

    @Test(
        "`missing:` stands where it means something",
        arguments: [
            ("reference: true, missing: quarantine", ""), ("reference: true, missing: stub", ""),
            ("reference: true, missing: defer", ""), ("reference: true, missing: { defer: 7d, at_most: 10 }", ""),
            ("reference: true, missing: { at_most: 10 }", "3:59 E1005 the key `defer` is missing"),
            ("reference: true, missing: { defr: 7d }", "3:59 E1003 unknown key `defr`"),
            ("missing: quarantine", "3:40 E1005 `missing:` needs the key `reference`"),
            ("reference: true, missing: quarantin", "3:57 E1007 `quarantin` is not allowed here"),
        ])
    func missing(keys: String, expected: String) {
        let text = """
            mapping: m
            to:
              receiver: { entity: source, \(keys), fields: { local_code: $.a } }
              permit: { fields: { number: $.n, source: { ref: receiver } } }
            """
        #expect(mistakes(text) == (expected.isEmpty ? [] : [expected]))
    }

    @Test("What is looked up is found by its key or by an identifier of the entity")
    func lookedUp() {
        func found(_ entity: String, _ fields: String) -> [String] {
            mistakes(
                "mapping: m\nto:\n  receiver: { entity: \(entity), reference: true, missing: defer, fields: { \(fields) } }\n"
                    + "  permit: { fields: { number: $.n, source: { ref: other } } }\n  other: { entity: source, "
                    + "fields: { local_code: $.c } }\n")
        }
        #expect(found("source", "uscc: $.a") == [])
        #expect(
            found("source", "usc: $.a").map { String($0.prefix(33)) } == [
                "3:3 E2105 `source` needs the fiel", "3:74 E2104 `source` has no field ",
            ])
        #expect(found("source", "name: $.a").count == 1)
        #expect(found("permit", "status: $.a").count == 1, "an entity without identifiers is found by its key alone")
    }

    @Test("What is for lists only is sent below `children:`")
    func lists() {
        let bag = DiagnosticBag()
        let text = "mapping: m\nto: { source: { each: '$.l[*]', absent: delete, fields: { local_code: $.a } } }\n"
        let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
        #expect(CompiledMapping.compile(file, in: Fixture.context()) == nil)
        #expect(bag.diagnostics.map(\.code.id) == ["E1003", "E1003"])
        #expect(
            bag.diagnostics.map(\.evidence)
                == ["each", "absent"].map { "`\($0)` belongs below `children:` of the entity that a record gives once" }
        )
    }

    @Test("`missing:` is for entities with a key of their own")
    func missingKey() {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: $.a } }
              outlet: { reference: true, missing: quarantine, fields: { code: $.o } }
              permit:
                fields: { number: $.n }
                children:
                  extra: { entity: source, reference: true, missing: quarantine, fields: { local_code: $.b } }
            """
        let found = mistakes(text).map { String($0.drop { $0 != " " }.dropFirst()) }
        #expect(
            found == [
                "E2106 `outlet` is found by `source`, which is a reference itself"
            ])
    }

    @Test("References that could be several are told")
    func ambiguous() {
        let text = """
            mapping: m
            to:
              one: { entity: source, fields: { local_code: a } }
              two: { entity: source, fields: { local_code: b } }
              permit: { fields: { number: n } }
            """
        #expect(mistakes(text) == ["5:3 E2107 `source` could be `one` or `two`"])
    }

    @Test("Hostile texts end with a mistake, not with a crash")
    func hostile() {
        let deep = String(repeating: "(", count: 5_000)
        for text in [
            deep, String(repeating: "-", count: 5_000) + "1", String(repeating: "not ", count: 2_000) + "true",
            String(repeating: "a", count: 20_000),
        ] {
            let found = mistakes(
                "when: { r: '\(text)' }\nmapping: m\nto: { source: { fields: { local_code: $.a } } }\n")
            #expect(found.count == 1)
        }
        let whole =
            "mapping: m\nlet: { u: upper($.a) }\nto: { source: { fields: { local_code: { expr: 'match u { \"a\" => u, _ => $.b[0] }' } } } }"
        for length in 0..<whole.count { _ = mistakes(String(whole.prefix(length))) }
    }
}
