import Diagnostics
import JSON
import Testing

@Suite struct ExplainTests {
    @Test func onePage() throws {
        let outcome = try Binary.run(["explain", "e2310"])
        #expect(outcome.status == 0 && outcome.out.hasPrefix("# E2310: a unit cannot become another\n"))
        #expect(outcome.out.contains("## Cause") && outcome.out.contains("## Fix") && outcome.out.contains("unit: 元"))
    }

    @Test func allCodes() throws {
        let lines = try Binary.run(["explain"]).out.split(separator: "\n")
        #expect(lines.count == DiagnosticCode.all.count)
        #expect(lines.contains("E1003  unknown key"))
        let list = try JSONValue(parsing: try Binary.run(["explain", "--json"]).out).arrayValue
        #expect(list?.count == DiagnosticCode.all.count)
    }

    @Test func forScripts() throws {
        let page = try JSONValue(parsing: try Binary.run(["explain", "R2105", "--json"]).out)
        #expect(page["severity"]?.stringValue == "record")
        let files = page["before"]?.arrayValue?.compactMap { $0["file"]?.stringValue }
        #expect(files == ["mappings/penalties.yaml", "in/ledger.csv"])
    }

    @Test func wrongCode() throws {
        let outcome = try Binary.run(["explain", "E231O"])
        #expect(outcome.status == 2 && outcome.out.isEmpty)
        #expect(outcome.err.contains("there is no code `E231O`; did you mean `E2310`?"))
    }
}
