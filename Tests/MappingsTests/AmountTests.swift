import Testing

@testable import Mappings

/// Numbers and moments as programs and people really write them into tables.
@Suite("Amounts and moments")
struct AmountTests {
    private func value(_ expression: String, _ source: String) throws -> String? {
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, name: { expr: '\(expression)' } } } }
            """
        return try Mapped(text, [["v": .text(source)]], kind: .columns).row("source")["name"]
    }

    @Test(
        "The first number in a text, and what stands behind it",
        arguments: [
            ("20mg/L", "20", "mg/L"), ("3 mg/L", "3", "mg/L"), ("≥90%", "90", "%"), ("6~9", "6", "~9"),
            ("9,800.5 吨", "9800.5", "吨"), ("1,23", "1", ",23"), ("2,160,000", "2160000", nil), ("-5℃", "-5", "℃"),
            ("GB-12 号", "12", "号"), ("温度 -5", "-5", nil), ("6-9", "6", "-9"), ("0.", "0", "."), ("全年365", "365", nil),
            ("1.5E-3g", "0.0015", "g"), ("3E", "3", "E"), ("3e5", "300000", nil), ("无", nil, nil), ("", nil, nil),
            ("99999999999999999999999999", nil, nil), ("１２", nil, nil), ("-", nil, nil),
        ] as [(String, String?, String?)])
    func amounts(source: String, number: String?, rest: String?) throws {
        #expect(try value("text(number_in($.v))", source) == number)
        #expect(try value("behind_number($.v)", source) == rest)
    }

    @Test("Numbers with an exponent, in tables too")
    func exponents() throws {
        let text = """
            mapping: m
            to:
              source: { reference: true, fields: { local_code: { const: a } } }
              outlet: { fields: { code: { const: b }, height: { from: v, unit: m } } }
            """
        let mapped = try Mapped(text, [["v": "3.89E-4"], ["v": "6.0e-1"], ["v": "E5"]], kind: .columns)
        #expect(try mapped.row("outlet")["height"] == "0.000389")
        #expect(try mapped.row("outlet", 1)["height"] == "0.6")
        #expect(mapped.codes == ["R2102"])
    }

    private func permit(_ keys: String) -> String {
        """
        mapping: m
        to:
          source: { reference: true, fields: { local_code: { const: a } } }
          permit: { fields: { number: { const: n }, \(keys) } }
        """
    }

    @Test("Counts since 1970 are days and moments of the zone")
    func epochs() throws {
        let text = permit(
            "valid_to: { from: v, date: [epoch_ms, yyyy-MM-dd] }, issued_at: { from: s, datetime: epoch_s }")
        let source: SourceRecord = ["v": "1608825600000", "s": "1608825600"]
        let mapped = try Mapped(text, [source, ["v": "2020-12-25"]], kind: .columns)
        #expect(try mapped.row("permit")["valid_to"] == "2020-12-25")
        #expect(try mapped.row("permit")["issued_at"]?.hasPrefix("2020-12-24T16:00:00") == true)
        #expect(try mapped.row("permit", 1)["valid_to"] == "2020-12-25")
        // The day of a count depends on the zone, the moment does not.
        #expect(mistakes(permit("valid_to: { from: v, date: epoch_ms }"), kind: .columns, zone: nil).count == 1)
        #expect(mistakes(permit("issued_at: { from: v, datetime: epoch_s }"), kind: .columns, zone: nil).isEmpty)
    }
}
