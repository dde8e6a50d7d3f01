import Foundation
import Model
import Testing

@testable import Mappings

@Suite("docs/mappings.md")
struct DocumentTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/mappings.md")

    static let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""

    static let examples = text.components(separatedBy: "```yaml\n").dropFirst().map { part in
        part.components(separatedBy: "```")[0]
    }

    @Test("Every example compiles", arguments: examples)
    func compiles(example: String) {
        #expect(mistakes(example) == [])
    }

    @Test("There are examples")
    func present() {
        #expect(Self.examples.count >= 4)
    }

    @Test("The examples map what they say")
    func runs() throws {
        let permit: SourceRecord = [
            "xkzbh": "p1", "zt": "1", "jd": "112.5", "wd": "24.1", "qs": "2020年1月5日", "dwmcOld": "旧名",
            "pfkList": [["pfkbh": "DW001", "pfklx": "废水", "xzList": [["wrw": "COD", "nd": "50", "nddw": "mg/L"]]]],
        ]
        let first = try Mapped(Self.examples[0], [permit])
        #expect(first.batch.rejections.isEmpty)
        #expect(first.count("limit") == 1)
        let transfer = try Mapped(Self.examples[1], [["产生单位编码": "a", "联单编号": "1"]])
        #expect(try transfer.row("transfer") == ["manifest": "1", "source": "row 0"])
        let row: SourceRecord = [
            "企业编码": "1", "排放口编号": " a ", "排放口类型": "雨水", "排气筒高度": "/", "污染物": "COD", "限值": "1,000", "单位": "ug/L",
        ]
        let outlets = try Mapped(Self.examples[2], [row])
        #expect(try outlets.row("outlet") == ["source": "row 0", "code": "a", "medium": "water"])
        #expect(try outlets.row("limit")["concentration"] == "1")
        let ranges = try Mapped(
            Self.examples[3], [["id": "1", "days": "6~9", "no": "7", "end": "2024-03-01", "why": "撤销"], ["id": "2"]])
        #expect(
            try ranges.row("permit") == [
                "number": "P-000007", "source": "row 0", "status": "revoked", "valid_to": "2024-02-29",
            ])
        #expect(try ranges.row("source")["days"] == "6")
        #expect(ranges.count("permit") == 1)
    }

    @Test("Quantities, times and lists give what the text says")
    func loads() throws {
        let record: SourceRecord = [
            "id": "1", "town": "清新县", "founded": "1999-05-01", "start": "2024-02-29 22:00:00",
            "end": "2024-03-01 00:20:00", "height": "1550", "unit": "cm", "name": "氨氮",
            "samples": [["v": "500"], ["v": "1500.5"], [:]],
        ]
        let loads = try Mapped(Self.examples[4], [record, ["id": "2", "samples": [[:]]]])
        #expect(try loads.row("source")["name"] == "441827")
        #expect(try loads.row("outlet")["height"] == "15.5")
        #expect(
            try loads.row("limit") == [
                "outlet": "row 1", "pollutant": "w21003", "concentration": "1.5005", "value": "2.3",
            ])
        #expect(loads.count("limit") == 1)
    }

    @Test("The table of functions is the code's")
    func functions() throws {
        let table = ExprFunction.all.map { function in
            let examples = function.examples.map { "`\($0.expression)` → \(Self.shown($0.result))" }
            let rejections = function.rejections.map { "`\($0.expression)` → \($0.result ?? "")" }
            let cells = [function.summary, examples.joined(separator: "; "), rejections.joined(separator: "; ")]
            return "| `\(function.signature)` | \(cells.joined(separator: " | ")) |\n"
        }.joined()
        let head = "| function | gives | for example | rejects |\n|---|---|---|---|\n"
        let parts = Self.text.components(separatedBy: head)
        try #require(parts.count == 2)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try (parts[0] + head + table).write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(parts[1] == table)
    }

    private static func shown(_ result: String?) -> String { result.map { "`\($0)`" } ?? "null" }
}
