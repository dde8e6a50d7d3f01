import Model
import Testing

@Suite struct DecimalParsingTests {
    @Test(
        arguments: [
            ("0", "0"), ("-0", "0"), ("+7", "7"), ("1.230", "1.23"), ("0.000", "0"), ("100", "100"), ("-0.05", "-0.05"),
            ("007.50", "7.5"), ("999999999999999999", "999999999999999999"),
            ("0.000000000000000001", "0.000000000000000001"),
            ("1000000000000000000000", "1000000000000000000000"), ("123456789012345678.00000", "123456789012345678"),
        ] as [(String, String)])
    func readsAndWrites(_ text: String, _ expected: String) throws {
        #expect(try DecimalValue(text).description == expected)
    }

    @Test(
        arguments: [
            ("0.1234567890123456785", "0.123456789012345678"),  // half to even: stays
            ("0.1234567890123456775", "0.123456789012345678"),  // half to even: up
            ("0.12345678901234567850000000001", "0.123456789012345679"),  // more than half
            ("99999999999999999.95", "100000000000000000"),
            ("1.23456789012345678949999999999999999999999", "1.23456789012345679"),
            ("0." + String(repeating: "0", count: 200) + "1", "0"),
        ] as [(String, String)])
    func roundsOnlyFractions(_ text: String, _ expected: String) throws {
        #expect(try DecimalValue(text).description == expected)
    }

    @Test(
        arguments: [
            ("", DecimalFault.empty), ("-", .unexpected(at: 0)), ("--1", .unexpected(at: 1)),
            ("5.", .unexpected(at: 1)),
            (".5", .unexpected(at: 0)), ("1e5", .unexpected(at: 1)), (" 1", .unexpected(at: 0)),
            ("1 ", .unexpected(at: 1)),
            ("1,000", .unexpected(at: 1)), ("１２", .unexpected(at: 0)), ("20mg/L", .unexpected(at: 2)),
            ("6~9", .unexpected(at: 1)), ("ND", .unexpected(at: 0)), ("NaN", .unexpected(at: 0)),
            ("1.2.3", .unexpected(at: 3)),
            ("1234567890123456789", .overflow), ("1234567890123456789.5", .overflow),
            ("1" + String(repeating: "0", count: 1000), .overflow),
        ] as [(String, DecimalFault)])
    func refuses(_ text: String, _ fault: DecimalFault) {
        #expect(throws: fault) { try DecimalValue(text) }
    }

    @Test func readsSeparatorsByOption() throws {
        #expect(try DecimalValue("1,234,567.8", options: .separators).description == "1234567.8")
        #expect(try DecimalValue("1234,567".replacing(",", with: ""), options: .separators).description == "1234567")
        for text in ["1,2", "1234,567", ",123", "12,3456", "1,,234", "1,234,"] {
            #expect(throws: (any Error).self, "\(text)") { try DecimalValue(text, options: .separators) }
        }
    }

    @Test func readsExponentAndBareFractionByOption() throws {
        #expect(try DecimalValue("1.5e-3", options: .exponent).description == "0.0015")
        #expect(try DecimalValue("2E+3", options: .exponent).description == "2000")
        #expect(try DecimalValue(".5", options: .bareFraction).description == "0.5")
        #expect(try DecimalValue("1e-999999999999999999999", options: .exponent) == .zero)
        #expect(throws: DecimalFault.overflow) { try DecimalValue("1e999999999999999999999", options: .exponent) }
        #expect(throws: DecimalFault.unexpected(at: 1)) { try DecimalValue("1e", options: .exponent) }
        #expect(throws: DecimalFault.unexpected(at: 0)) { try DecimalValue(".", options: .bareFraction) }
    }

    @Test func readsIntegers() throws {
        #expect(try Int64(decimal: "9223372036854775807") == .max)
        #expect(try Int64(decimal: "-9223372036854775808") == .min)
        #expect(try Int64(decimal: "+0042") == 42)
        for text in ["9223372036854775808", "-9223372036854775809", "99999999999999999999999"] {
            #expect(throws: DecimalFault.overflow) { try Int64(decimal: text) }
        }
        #expect(throws: DecimalFault.unexpected(at: 1)) { try Int64(decimal: "1.0") }
        #expect(throws: DecimalFault.unexpected(at: 0)) { try Int64(decimal: "-") }
        #expect(throws: DecimalFault.empty) { try Int64(decimal: "") }
    }

    @Test func writesIntegers() {
        for value in [0, 7, -10, Int64.max, Int64.min, 1_000_000_000_000_000_000] {
            var buffer: [UInt8] = []
            value.appendDecimal(to: &buffer)
            #expect(String(decoding: buffer, as: UTF8.self) == String(value))
        }
    }

    @Test func faultsSpeak() {
        #expect(DecimalFault.unexpected(at: 2).description == "not a number: unexpected character at byte 3")
    }
}
