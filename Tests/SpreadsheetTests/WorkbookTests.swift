import Foundation
import Spreadsheet
import TestServers
import Testing

/// Workbooks as another program, openpyxl, reads them.
@Suite struct WorkbookTests {
    private static let python = TestPython.having("openpyxl", "openpyxl==3.1.5")
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/a.xlsx" }

    init() throws { folder = try TemporaryFolder() }

    private func read() throws -> String {
        let program = """
            import sys, json, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            print(json.dumps({s.title: [[c.value for c in r] for r in s.iter_rows()] + [s.freeze_panes] for s in book}, ensure_ascii=False))
            """
        let python = try #require(Self.python)
        let outcome = try TestProgram.run([python, "-c", program, path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(.enabled(if: python != nil)) func textsStayTextsAndNumbersNumbers() throws {
        var workbook = try WorkbookWriter(path: path, temporaryFolder: folder.path)
        try workbook.beginSheet("污染源", header: ["编号", "value", "note"])
        for text in ["914418020000000018", "=1+1", "清远\u{0}市\u{FFFE}", "", "a\r\nb\t<&>\"'", "_x0041_ 😀"] {
            try workbook.text(text)
            try workbook.number(0.25)
            workbook.empty()
            try workbook.endRow()
        }
        try workbook.finish()
        #expect(
            try read()
                == #"{"污染源": [["编号", "value", "note"], ["914418020000000018", 0.25, null], ["=1+1", 0.25, null], "#
                + "[\"清远\u{FFFD}市\u{FFFD}\", 0.25, null], " + #"[null, 0.25, null], ["a\nb\t<&>\"'", 0.25, null], "#
                + #"["_x0041_ 😀", 0.25, null], "A2"]}"#)
    }

    @Test(.enabled(if: python != nil)) func aFullSheetGoesOnInAnother() throws {
        var workbook = try WorkbookWriter(path: path, temporaryFolder: folder.path, rowLimit: 3)
        try workbook.beginSheet("a/b", header: ["n"])
        for number in 1...5 {
            try workbook.number(Double(number))
            try workbook.endRow()
        }
        try workbook.beginSheet("说明", header: [])
        try workbook.finish()
        #expect(
            try read() == #"{"a_b": [["n"], [1], [2], "A2"], "a_b (2)": [["n"], [3], [4], "A2"], "#
                + #""a_b (3)": [["n"], [5], "A2"], "说明": ["A2"]}"#)
    }

    @Test(.enabled(if: python != nil)) func whatNoCellHoldsIsCutAndSaysSo() throws {
        var workbook = try WorkbookWriter(path: path, temporaryFolder: folder.path)
        try workbook.beginSheet("s", header: ["t"])
        try workbook.text(String(repeating: "字", count: 32_767))
        try workbook.endRow()
        #expect(workbook.cutTexts == 0)
        try workbook.text(String(repeating: "😀", count: 20_000))
        try workbook.endRow()
        #expect(workbook.cutTexts == 1)
        try workbook.finish()
        let text = try read()
        #expect(text.contains("😀…（截断 cut）\"") && !text.contains("\u{FFFD}"))
    }

    @Test func whatCannotBeWrittenIsToldOf() throws {
        let path = folder.path + "/no/such/folder/a.xlsx"
        var workbook = try WorkbookWriter(path: path, temporaryFolder: folder.path)
        try workbook.beginSheet("s", header: ["t"])
        do {
            try workbook.finish()
            Issue.record("a file was written into a folder that is not there")
        } catch { #expect("\(error)".contains("could not be written")) }
        var wide = try WorkbookWriter(path: folder.path + "/b.xlsx", temporaryFolder: folder.path)
        #expect(throws: SpreadsheetError.tooManyColumns(20_000)) {
            try wide.beginSheet("s", header: Array(repeating: "t", count: 20_000))
        }
        wide = try WorkbookWriter(path: folder.path + "/c.xlsx", temporaryFolder: folder.path)
        try wide.beginSheet("s", header: ["t"])
    }

    @Test func aWorkbookThatIsNotFinishedLeavesNothing() throws {
        do {
            var workbook = try WorkbookWriter(path: path, temporaryFolder: folder.path)
            try workbook.beginSheet("s", header: ["t"])
            try workbook.text("x")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
