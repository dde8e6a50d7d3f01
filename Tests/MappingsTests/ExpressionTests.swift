import Model
import Testing

@testable import Mappings

@Suite("Expressions")
struct ExpressionTests {
    private static let record: SourceRecord = [
        "a": "Abc", "n": "12.5", "i": "7", "空": "", "日": "2024-02-29", "x": ["y": ["z", "长期"]], "a b": "c", "num": 1.5,
    ]

    /// What an expression gives as text; nil for null.
    private func value(_ expression: String) throws -> String? {
        let quoted = expression.replacing("'", with: "''")
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, name: { expr: 'text(\(quoted))' } } } }
            """
        return try Mapped(text, [Self.record], kind: .json).row("source")["name"]
    }

    @Test(
        "Values",
        arguments: [
            (#""长" "#, "长"), ("1.50", "1.5"), ("true", "true"), ("null", nil), ("$.a", "Abc"), ("$.x.y[1]", "长期"),
            ("$['a b']", "c"), ("$.空", nil), ("$.none", nil), ("$.num", "1.5"), ("$.日", "2024-02-29"),
            ("1 + 2 * 3 - 4 / 8", "6.5"), ("-(1 + 2)", "-3"), ("0.1 + 0.2", "0.3"), ("decimal($.n) * 2", "25"),
            ("decimal($.none) * 2", nil), ("1 < 2 and not (2 < 1)", "true"), ("$.a == \"Abc\"", "true"),
            ("$.none == null", "true"), ("$.none < \"a\"", "false"), ("$.none >= \"a\"", "false"),
            ("null == null", "true"), ("null != null", "false"), ("$.none == $.none2", "true"),
            ("$.none == \"a\"", "false"), ("$.none != \"a\"", "true"), ("$.a != null", "true"),
            ("null <= null", "false"),
            ("$.none in [\"a\"]", "false"), ("$.none in [\"a\", null]", "true"), ("$.none ?? $.a", "Abc"),
            ("$.i in [\"6\", \"7\"]", "true"),
            ("if $.i == \"7\" then \"y\" else \"n\"", "y"),
            ("match $.i { \"6\" => \"a\", \"7\" => \"b\", _ => \"c\" }", "b"),
            ("match $.i { _ => \"c\" }", "c"), ("date($.日) < date(\"2024年3月1日\", \"yyyy年M月d日\")", "true"),
        ] as [(String, String?)])
    func values(expression: String, expected: String?) throws {
        #expect(try value(expression) == expected)
    }

    @Test(
        "Functions",
        arguments: [
            ("upper($.a)", "ABC"), ("lower($.a)", "abc"), ("trim(\"　x \")", "x"), ("halfwidth(\"ＡＢ\")", "AB"),
            ("replace($.a, \"b\", \"长\")", "A长c"), ("replace($.a, \"\", \"x\")", "Abc"),
            ("substring(\"一二三四\", 1, 2)", "二三"),
            ("substring(\"一二三四\", 2)", "三四"), ("substring(\"ab\", -5, 99)", "ab"), ("before(\"6~9\", \"~\")", "6"),
            ("after(\"6~9\", \"~\")", "9"), ("after(\"6\", \"~\")", nil), ("before(\"6\", \"~\")", "6"),
            ("contains($.a, \"bc\")", "true"), ("starts_with($.a, \"Ab\")", "true"),
            ("ends_with($.a, \"Ab\")", "false"),
            ("length(\"长期e\u{301}\")", "4"), ("concat($.a, $.none, \"-\")", "Abc-"),
            ("join(split(\"a,b\", \",\"), \"+\")", "a+b"),
            ("pad_left(\"7\", 3, \"0\")", "007"), ("decimal(\"1,234.5\")", "1234.5"), ("integer(\"12\")", "12"),
            ("round(2.5)", "2"), ("round(1.005, 2)", "1"), ("abs(-1.5)", "1.5"), ("min(3, 1, null)", "1"),
            ("max(3, 1)", "3"),
            ("add_days(date($.日), 1)", "2024-03-01"), ("year(date($.日))", "2024"), ("month(date($.日))", "2"),
            ("day(date($.日))", "29"), ("coalesce($.none, $.a)", "Abc"), ("is_blank($.none)", "true"),
            ("is_blank(\"　\")", "true"),
            ("null_if($.a, \"x\", \"Abc\")", nil), ("is_uscc(\"91110108MA01ABCD5X\")", "false"),
            ("uscc_org_code(\"91350100M000100Y43\")", "M000100Y4"), ("longitude(point(112.5, 24))", "112.5"),
            ("latitude(gcj02_to_wgs84(point(2.5, 48)))", "48"), ("longitude(bd09_to_wgs84(point(2.5, 48)))", "2.5"),
        ] as [(String, String?)])
    func functions(expression: String, expected: String?) throws {
        #expect(try value(expression) == expected)
    }

    @Test(
        "An expression without a result rejects the record",
        arguments: [
            ("1 / 0", "R2110"), ("decimal($.a)", "R2102"), ("integer($.n)", "R2102"), ("date($.a)", "R2103"),
            ("match $.a { \"x\" => 1 }", "R2110"), ("point(1, 91)", "R2111"),
            ("add_days(date($.日), 99999999)", "R2110"),
            (
                "999999999999999999 * 999999999999999999 * 999999999999999999 * 999999999999999999 * 999999999999999999",
                "R2110"
            ),
        ])
    func faults(expression: String, code: String) throws {
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, name: { expr: 'text(\(expression))' } } } }
            """
        let mapped = try Mapped(text, [Self.record], kind: .json)
        #expect(mapped.codes == [code])
    }

    @Test("Records above, definitions and fields above are reached from a child")
    func scopes() throws {
        let text = """
            mapping: m
            let: { tag: 'concat($.id, "!")' }
            to:
              source:
                fields: { local_code: $.id, name: { expr: 'concat(@local_code, "-", tag)' } }
              outlet:
                fields: { code: { const: x } }
                children:
                  limit:
                    each: $.list[*]
                    fields:
                      pollutant: { from: $.p }
                      unit: { expr: 'concat(^.id, $.u, tag, @outlet.code)' }
            """
        let mapped = try Mapped(text, [["id": "7", "list": [["p": "COD", "u": "a"], ["p": "氨氮", "u": "b"]]]])
        #expect(try mapped.row("source")["name"] == "7-7!")
        #expect(try mapped.row("limit")["unit"] == "7a7!x")
        #expect(try mapped.row("limit", 1)["unit"] == "7b7!x")
    }

    @Test("Columns with any name are reached")
    func columns() throws {
        let text = """
            mapping: m
            to: { source: { fields: { local_code: "$['编号 (新)']", name: { expr: 'concat($.名称, "/", $["编号 (新)"])' } } } }
            """
        let mapped = try Mapped(text, [["编号 (新)": "1", "名称": "n"]], kind: .columns)
        #expect(try mapped.row("source") == ["local_code": "1", "name": "n/1"])
    }

    @Test("Elements of XML are named by XPath, lists too")
    func xml() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: Generator/Id } }
              outlet:
                fields: { code: { const: x } }
                children:
                  limit: { each: Lines/Line, fields: { pollutant: Code, value: ^.Factor } }
            """
        let record: SourceRecord = [
            "Generator/Id": "1", "Factor": "2.5", "Lines/Line": [["Code": "COD"], ["Code": "??"]],
        ]
        let mapped = try Mapped(text, [record], kind: .xml)
        #expect(try mapped.row("limit") == ["outlet": "row 1", "pollutant": "w01018", "value": "2.5"])
        #expect(mapped.batch.rejections.first?.path == "Lines/Line[2]/Code")
    }
}
