import Testing

@testable import Mappings

@Suite("Quantities, durations and moments in expressions")
struct QuantityTests {
    private static let record: SourceRecord = [
        "v": "0.1", "u": "毫克每升", "w": "t/a", "x": "斤", "t": "2024-03-01 08:00:00",
    ]

    @Test(
        "Units convert exactly",
        arguments: [
            ("quantity($.v, \"mg/L\") to ug/L", "100 ug/L"), ("amount(quantity(0.1, \"mg/L\"), \"ug/L\")", "100"),
            ("quantity($.v, $.u) to ug/L", "100 ug/L"), ("quantity($.none, $.u) to ug/L", nil),
            ("quantity($.v, \"mg/L\") + quantity(1, \"ug/L\")", "0.101 mg/L"),
            ("quantity(1, \"ug/L\") - quantity(1, \"mg/L\") to mg/L", "-0.999 mg/L"),
            ("2 * quantity($.v, \"mg/L\") / 4", "0.05 mg/L"), ("quantity(3, \"m\") / quantity(150, \"cm\")", "2"),
            ("quantity(1, \"m\") == quantity(100, \"cm\")", "true"),
            ("-quantity(1, \"m\") < quantity(1, \"cm\")", "true"),
            ("quantity(1, \"m\") in [quantity(1, \"m\")]", "true"),
            ("max(quantity(1, \"m\"), quantity(2, \"m\")) to cm", "200 cm"),
            ("if true then quantity(1, \"m\") else null", "1 m"), ("(quantity(1, \"m\") to \"cm\") * 2", "200 cm"),
        ] as [(String, String?)])
    func units(expression: String, expected: String?) throws {
        #expect(try Evaluated(expression, Self.record).value == expected)
    }

    @Test(
        "What a record's unit can be wrong in",
        arguments: [
            ("quantity($.v, $.w) to mg/L", "R2108"), ("quantity($.v, $.x) to mg/L", "R2104"),
            ("quantity($.v, $.none) to mg/L", "R2104"), ("quantity($.u, \"mg/L\")", "R2102"),
            ("quantity(1, \"m\") / quantity(0, \"m\")", "R2110"),
        ])
    func faults(expression: String, code: String) throws {
        #expect(try Evaluated(expression, Self.record).codes == [code])
    }

    @Test(
        "Moments and durations",
        arguments: [
            ("datetime($.t) + hours(1.5)", "2024-03-01T01:30:00.000Z"),
            ("datetime($.t) - days(1)", "2024-02-29T00:00:00.000Z"),
            ("(datetime($.t) - datetime(\"2024-02-29 08:00:00\")) / hours(1)", "24"),
            ("duration(\"P1DT2H\") == hours(26)", "true"), ("2 * minutes(3) / 4", "PT1M30S"),
            ("minutes(1) - hours(1)", "-PT59M"), ("duration(\"PT0.5S\")", "PT0.5S"), ("duration(\"P2W\")", "P14D"),
            ("sort([hours(2), minutes(3)])", "PT3M, PT2H"),
            ("datetime($.t) > start_of_day(date(\"2024-03-01\"))", "true"),
            ("datetime(\"2024-03-01 00:00:00+00:00\", \"yyyy-MM-dd HH:mm:ssXXX\") == datetime($.t)", "true"),
            ("format_datetime(datetime($.t), \"yyyyMMddHHmmssXXX\")", "20240301080000+08:00"),
        ] as [(String, String?)])
    func moments(expression: String, expected: String?) throws {
        #expect(try Evaluated(expression, Self.record).value == expected)
    }

    @Test(
        "Texts that are no durations",
        arguments: ["", "P", "PT", "1H", "P1Y", "PT1H1H", "PT1M1H", "P1DT", "PT1", "PTH"])
    func durations(text: String) throws {
        #expect(try Evaluated("duration(\"\(text)\")").codes == ["R2103"])
    }

    @Test("A sum beyond the calendar has no result")
    func beyond() throws {
        #expect(try Evaluated("datetime(\"9999-12-31 00:00:00\") + days(9)").codes == ["R2110"])
        #expect(try Evaluated("days(3000000) * 9").codes == ["R2110"])
        #expect(try Evaluated("days(1) / 0").codes == ["R2110"])
    }

    private static let field = """
        mapping: m
        to:
          source: { fields: { local_code: { const: a } } }
          outlet: { fields: { code: { const: o } } }
          limit: { fields: { pollutant: { const: w21003 }, %@ } }
        """

    @Test("A field is filled in the unit that it is kept in")
    func fields() throws {
        let text = Self.field.replacing("%@", with: "concentration: { expr: 'quantity($.v, \"ug/L\")' }")
        #expect(try Mapped(text, [["v": "1500"]], kind: .json).row("limit")["concentration"] == "1.5")
        let recorded = Self.field.replacing(
            "%@", with: "value: { expr: 'amount(quantity($.v, $.u) to ug/L, \"mg/L\")' }")
        #expect(try Mapped(recorded, [Self.record], kind: .json).row("limit")["value"] == "0.1")
    }

    @Test(
        "Mistakes of fields",
        arguments: [
            ("concentration: { expr: 'quantity($.v, \"t/a\")' }", "E2310 `mass/time` cannot become `mass/volume`"),
            (
                "concentration: { expr: 'quantity($.v, \"ug/L\")', unit: ug/L }",
                "E1010 the expression says its unit already: ug/L"
            ),
            (
                "value: { expr: 'quantity($.v, \"ug/L\")' }",
                "E2205 `value` is a decimal, the expression gives quantity in ug/L (mass/volume)"
            ),
            ("value: { expr: 'hours(1)' }", "E2205 `value` is a decimal, the expression gives duration"),
        ])
    func fieldMistakes(field: String, expected: String) {
        let found = MappingsTests.mistakes(Self.field.replacing("%@", with: field), kind: .json)
        #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
    }

    @Test(
        "Mistakes",
        arguments: [
            ("quantity($.v, \"mg/L\") to t/a", "E2310 `mass/volume` cannot become `mass/time`"),
            ("quantity($.v, \"mg/L\") + quantity($.v, \"t/a\")", "E2310 `mass/time` cannot be added to `mass/volume`"),
            (
                "quantity($.v, \"mg/L\") - quantity($.v, \"m\")",
                "E2310 `length` cannot be subtracted from `mass/volume`"
            ),
            ("quantity($.v, \"mg/L\") / quantity($.v, \"m\")", "E2310 `mass/volume` cannot be divided by `length`"),
            (
                "quantity($.v, \"m\") * quantity($.v, \"m\")",
                "E2310 `length` times `length` is no dimension that units have"
            ),
            ("quantity($.v, \"m\") + 1", "E2205 `+` does not go with quantity in m (length) and integer"),
            ("1 / quantity($.v, \"m\")", "E2205 `/` does not go with integer and quantity in m (length)"),
            (
                "quantity($.v, \"m\") < quantity($.v, \"t/a\")",
                "E2310 `mass/time` cannot be compared with `length`"
            ),
            ("quantity($.v, $.u)", "E2204 the unit is not known before the records come"),
            ("quantity($.v, \"mg/l/x\")", "E2301 unknown unit `mg/l/x`"),
            ("quantity(1, \"m\") to cmm", "E2301 unknown unit `cmm`"),
            ("$.v to mg/L", "E2205 `to` converts a quantity, found text"),
            ("quantity(1, \"m\") to", "E2201 a unit is missing behind `to`"),
            ("amount($.v, \"m\")", "E2205 `amount` takes a quantity, found text"),
            (
                "abs(quantity(1, \"m\"))",
                "E2204 argument 1 of `abs(decimal) → decimal` is decimal, found quantity in m (length)"
            ),
            ("date($.v) + hours(1)", "E2205 `+` does not go with date and duration"),
            ("datetime($.v) + datetime($.v)", "E2205 `+` does not go with datetime and datetime"),
            ("hours(1) * hours(1)", "E2205 `*` does not go with duration and duration"),
            ("date($.v) - date($.v)", "E2205 `-` does not go with date and date"),
            ("datetime($.v, \"yyyy\")", "E2501 the pattern has no time of day"),
            ("format_date(date($.v), \"HH:mm\")", "E2501 the pattern has no date"),
            ("format_date(date($.v), \"yyyy-MM-dd HH:mm\")", "E2501 a day has no time"),
            ("date($.v, $.u)", "E2204 the pattern of `date` must be a text in quotes"),
            ("hour($.v)", "E2204 argument 1 of `hour(datetime) → integer` is datetime, found text"),
            ("code(\"polutant\", $.v)", "E2401 unknown code table `polutant`"),
            ("code($.v, $.v)", "E2204 the table of `code` must be a text in quotes"),
        ])
    func mistakes(expression: String, expected: String) {
        #expect(Evaluated.mistakes(expression) == [expected])
    }

    @Test("Clocks need a zone")
    func zones() {
        for expression in ["datetime($.v)", "hour(datetime($.v, \"yyyy-MM-dd HH:mmXXX\"))", "start_of_day(date($.v))"] {
            #expect(Evaluated.mistakes(expression, zone: nil).map { $0.prefix(5) } == ["E2502"], "\(expression)")
        }
        #expect(Evaluated.mistakes("datetime($.v, \"yyyy-MM-dd HH:mmXXX\")", zone: nil) == [])
    }
}
