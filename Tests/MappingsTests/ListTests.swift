import Testing

@testable import Mappings

@Suite("Lists in expressions")
struct ListTests {
    private static let record: SourceRecord = [
        "tags": ["b", "a", nil, "b"], "none": [],
        "outlets": [
            ["code": "DW001", "limits": [["v": "1.5"], ["v": "2"]]],
            ["code": "DA001", "limits": [["v": "10"], [:]]], ["code": nil],
        ],
    ]

    @Test(
        "Lists of the source, of texts and of the mapping",
        arguments: [
            ("$.tags[*]", "b, a, , b"), ("distinct($.tags[*])", "b, a"), ("sort(distinct($.tags[*]))", "a, b"),
            ("count($.outlets[*].code)", "2"), ("count($.none[*])", "0"), ("count($.missing[*].x)", "0"),
            ("count($.outlets[*])", "3"), ("first($.outlets[*].code)", "DW001"), ("item($.outlets[*].code, 2)", nil),
            ("sum(map($.outlets[*].limits[*].v, x => decimal(x)))", "13.5"),
            ("max(map($.outlets[*].limits[*].v, x => decimal(x)))", "10"),
            ("any($.outlets[*].code, c => starts_with(c, \"DW\"))", "true"),
            ("all($.none[*], c => false)", "true"), ("any($.none[*], c => true)", "false"),
            ("filter($.outlets[*].code, c => c != null)", "DW001, DA001"),
            ("join(map(split(\"1;2\", \";\"), x => pad_left(x, 2, \"0\")), \"/\")", "01/02"),
            ("sum(map([1, 2], x => sum(map([10, 20], y => x * y))))", "90"),
            ("map([1, 2], x => x + 1)", "2, 3"), ("sum([])", nil), ("min(2, [1, 3], null)", "1"),
            ("sum(map([\"1\"], x => quantity(x, \"mg/L\"))) to ug/L", "1000 ug/L"),
            ("count(map($.none[*], x => 1))", "0"), ("\"DA001\" in $.outlets[*].code", "true"),
        ] as [(String, String?)])
    func values(expression: String, expected: String?) throws {
        #expect(try Evaluated(expression, Self.record).value == expected)
    }

    @Test("The items of a lambda and definitions that use lambdas do not get in each other's way")
    func nested() throws {
        let text = """
            mapping: m
            let: { total: 'sum(map($.v[*], x => decimal(x)))', ids: 'map($.v[*], x => concat(x, "/", text(total)))' }
            to:
              source:
                fields: { local_code: { const: a }, aliases: { expr: ids } }
                children:
                  outlet:
                    each: $.o[*]
                    fields: { code: $.c, height: { expr: 'sum(map($.h[*], y => decimal(y) + total))', unit: m } }
            """
        let record: SourceRecord = ["v": ["1", "2"], "o": [["c": "x", "h": ["3", "4"]], ["c": "y", "h": []]]]
        let mapped = try Mapped(text, [record])
        #expect(try mapped.row("source")["aliases"] == #"["1/3","2/3"]"#)
        #expect(try mapped.row("outlet")["height"] == "13")
        #expect(try mapped.row("outlet", 1)["height"] == nil)
    }

    @Test(
        "The items of a list of the source have values inside",
        arguments: [
            ("map($.outlets[*], o => o.code)", "DW001, DA001, "),
            ("sum(map($.outlets[*], o => sum(map(o.limits[*], l => decimal(l.v)))))", "13.5"),
            ("map(filter([1, 2], n => n > 1), n => count(filter($.outlets[*], o => count(o.limits[*].v) >= n)))", "1"),
            ("map($.outlets[*], o => count(map($.outlets[*], p => if p.code == o.code then 1 else null)))", "1, 1, 1"),
            ("map([10], n => map($.outlets[*].limits[*], l => decimal(l.v) + n))", nil),
            ("sum(map([10], n => sum(map($.outlets[*].limits[*], l => decimal(l.v) + n))))", "43.5"),
            ("count(filter($.outlets[*], o => o.code == null))", "1"),
            ("any($.outlets[*], o => any(o.limits[*], l => l.v == \"10\" and o.code == \"DA001\"))", "true"),
        ] as [(String, String?)])
    func items(expression: String, expected: String?) throws {
        guard let expected else {
            #expect(Evaluated.mistakes(expression) == ["E2205 a list of lists"])
            return
        }
        #expect(try Evaluated(expression, Self.record).value == expected)
    }

    @Test("A list that is a child too is read apart from the child's own row")
    func shared() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: $.id } }
              outlet:
                fields: { code: { const: x } }
                children:
                  limit:
                    each: $.list[*]
                    fields:
                      pollutant: $.p
                      value: { expr: 'sum(map(^.list[*], x => if x.p == $.p then decimal(x.n) else null))' }
                      unit: { expr: 'concat($.p, text(count(^.list[*].p)))' }
            """
        let record: SourceRecord = [
            "id": "1", "list": [["p": "COD", "n": "1"], ["p": "氨氮", "n": "2"], ["p": "COD", "n": "4"]],
        ]
        let mapped = try Mapped(text, [record])
        #expect(try (0..<3).map { try mapped.row("limit", $0)["value"] } == ["5", "2", "5"])
        #expect(try mapped.row("limit", 1)["unit"] == "氨氮3")
    }

    @Test("Elements of XML, the elements' own text too")
    func xml() throws {
        let record: SourceRecord = ["Lines/Line": [["Code": "COD"], ["Code": "pH"]], "Tag": [[".": "a"], [".": "b"]]]
        #expect(try Evaluated("join($['Lines/Line'][*].Code, \"+\")", record, kind: .xml).value == "COD+pH")
        let codes = "join(map($['Lines/Line'][*], l => l.Code), \"+\")"
        #expect(try Evaluated(codes, record, kind: .xml).value == "COD+pH")
        #expect(try Evaluated("join($.Tag[*], \"+\")", record, kind: .xml).value == "a+b")
    }

    @Test("A fault in an item rejects; lists inside lists end")
    func faults() throws {
        #expect(try Evaluated("sum(map([\"1\", \"x\"], v => decimal(v)))").codes == ["R2102"])
        let many: SourceRecord = ["v": .list(Array(repeating: "1", count: 400))]
        let nested = "count(map($.v[*], a => count(map($.v[*], b => a))))"
        #expect(try Evaluated(nested, many).codes == ["R2110"])
        #expect(try Evaluated("count(map($.v[*], a => a))", many).value == "400")
    }

    @Test("A text that grows without end has no result")
    func growth() throws {
        let names = (0..<24).map { "a\($0): 'concat(\($0 == 0 ? "\"0123456789\", \"x\"" : "a\($0 - 1), a\($0 - 1)"))'" }
        let text = """
            mapping: m
            let: { \(names.joined(separator: ", ")) }
            to: { source: { fields: { local_code: { const: a }, uscc: { expr: a23 } } } }
            """
        #expect(try Mapped(text, [[:]]).codes == ["R2110"])
    }

    @Test(
        "Mistakes",
        arguments: [
            ("map($.a, x => x)", "E2204 argument 1 of `map(list of any, x => any) → any` is list of any, found text"),
            (
                "map(split($.a, \",\"), upper)",
                "E2204 argument 2 of `map(list of any, x => any) → any` says what is done with an item"
            ),
            ("filter([1], x => x)", "E2205 `filter` needs a condition behind `=>`, found integer"),
            ("map([1], x => upper(x))", "E2204 argument 1 of `upper(text) → text` is text, found integer"),
            ("map([1], x => y)", "E2202 unknown name `y`"), ("upper(x => x)", "E2204 `x => ...` has no place here"),
            ("map([1], x => map([2], x => x))", "E2202 `x` is already the name of something else"),
            ("map([1], x => [x])", "E2205 a list of lists"), ("[[1]]", "E2205 a list of lists"),
            ("map([1], x => 1, 2)", "E2204 3 arguments for `map(list of any, x => any) → any`"),
            ("map([1], 1 => 2)", "E2201 a name for the item belongs before `=>`"),
            ("mapp([1], x => x)", "E2203 unknown function `mapp`"),
            ("sort([point(1, 2)])", "E2205 `sort` needs items with an order, found point"),
            (
                "sum([\"a\"])",
                "E2204 argument 1 of `sum(number or list, ...) → any` is number or list, found list of text"
            ),
            (
                "sum(1, quantity(1, \"mg/L\"))",
                "E2205 the arguments of `sum` need one type: integer is not, found quantity in mg/L (mass/volume)"
            ),
            ("$.a[*].b[*].c[*].d[*].e[*]", "E2102 more than 4 lists inside one another"),
            ("map([\"a\"], x => x.b)", "E2205 `x` is text and has no values inside"),
            ("map($.a[*].b, x => x.c)", "E2205 `x` is text and has no values inside"),
            ("map($.a[*], x => y.c)", "E2202 unknown name `y`"),
            ("map($.a[*], x => x.)", "E2102 a name is missing behind `.`; write other signs as `['a-b']`"),
            ("$.a[*", "E2102 `]` is missing behind `*`"),
        ])
    func mistakes(expression: String, expected: String) {
        #expect(Evaluated.mistakes(expression) == [expected])
    }

    @Test("A table's row has no lists, and `from:` takes no `[*]`")
    func places() {
        #expect(Evaluated.mistakes("count($.a[*])", kind: .columns) == ["E2102 a row of a table has no lists"])
    }
}
