import Model
import Testing

@Suite struct CodeTableTests {
    private static let header = ["code", "label_zh", "label_en", "aliases", "parent", "valid_from", "valid_to", "note"]

    private func build(_ rows: [[String]], header: [String] = header) -> (
        table: CodeTable, problems: [CodeTableProblem]
    ) {
        CodeTable.build(
            name: "test", header: header, rows: rows.enumerated().map { (line: $0.offset + 2, cells: $0.element) })
    }

    private func found(_ table: CodeTable, _ text: String, at day: CivilDate? = nil) -> CodeEntry? {
        table.entry(text, at: day).map { table[$0] }
    }

    private func day(_ year: Int) -> CivilDate { CivilDate(year: year, month: 6, day: 1)! }

    @Test func findsCodesAndAliases() throws {
        let (table, problems) = build([
            ["w01018", "化学需氧量", "COD", "COD|化学需氧量(COD)| CODcr ", "", "", "", ""],
            ["w21003", "氨氮", "ammonia", "NH3-N|氨氮（NH3-N）", "", "", "", ""],
        ])
        #expect(problems == [])
        for text in ["w01018", "COD", "cod", "ＣＯＤ", "化学需氧量（COD）", "CODcr", "W01018", " COD "] {
            #expect(found(table, text)?.code == "w01018", "\(text)")
        }
        #expect(found(table, "氨氮(NH3-N)")?.labelEn == "ammonia")
        #expect(table.entry("") == nil)
        #expect(table.entry("总磷") == nil)
        #expect(table.entry(String(repeating: "氨", count: 100_000)) == nil)
    }

    @Test func codesAndAliasesMoveWithTime() throws {
        let (table, problems) = build([
            ["441827", "清新县", "", "清新", "", "", "2012-12-31", ""],
            ["441803", "清新区", "", "清新|清新县", "", "2013-01-01", "", ""],
            ["N46", "垃圾", "", "", "", "", "2012-12-31", "old"], ["N46", "垃圾处理", "", "", "", "2013-01-01", "", "new"],
        ])
        #expect(problems == [])
        #expect(found(table, "清新", at: day(2010))?.code == "441827")
        #expect(found(table, "清新", at: day(2020))?.code == "441803")
        #expect(found(table, "清新")?.code == "441803")
        #expect(table.entry("441827", at: day(2020)) == nil)
        #expect(table.entry("441827") != nil)
        #expect(found(table, "N46", at: day(2000))?.note == "old")
        #expect(found(table, "n46")?.note == "new")
    }

    @Test func codesGoBeforeAliases() throws {
        let (table, problems) = build([["1", "一", "", "2", "", "", "", ""], ["2", "二", "", "", "", "", "", ""]])
        #expect(problems == [CodeTableProblem(line: 2, kind: .clash("2", line: 3))])
        #expect(found(table, "2")?.labelZh == "二")
    }

    @Test func caseDecidesWhereItMust() throws {
        let (table, _) = build([["A", "甲", "", "", "", "", "", ""], ["a", "乙", "", "", "", "", "", ""]])
        #expect(found(table, "a")?.labelZh == "乙")
        #expect(found(table, "Ａ")?.labelZh == "甲")
    }

    @Test func reportsEveryMistakeWithItsLine() {
        let (table, problems) = build([
            ["1", "一", "", "", "9", "", "", ""], ["", "空", "", "", "", "", "", ""], ["3", "", "", "", "", "", "", ""],
            ["4", "四", "", "", "", "2024-02-30", "", ""], ["5", "五", "", "", "", "2024-01-02", "2024-01-01", ""],
            ["6", "六"], ["1", "又", "", "", "", "", "", ""], ["7", "七", "", "", "8", "", "", ""],
            ["8", "八", "", "", "7", "", "", ""], ["9x", "九", "", "一|一|七七", "9x", "", "", ""],
            ["10", "十", "", "七七", "", "", "", ""],
        ])
        let expected: [CodeTableProblem] = [
            .init(line: 2, kind: .unknownParent("9")), .init(line: 3, kind: .empty("code")),
            .init(line: 4, kind: .empty("label_zh")),
            .init(line: 5, kind: .date("valid_from", .noSuchDay(year: 2024, month: 2, day: 30))),
            .init(line: 6, kind: .period), .init(line: 7, kind: .cells(expected: 8, found: 2)),
            .init(line: 8, kind: .clash("1", line: 2)), .init(line: 9, kind: .cycle("7")),
            .init(line: 10, kind: .cycle("8")), .init(line: 11, kind: .cycle("9x")),
            .init(line: 12, kind: .clash("七七", line: 11)),
        ]
        #expect(problems == expected)
        #expect(table.entries.count == 9)
    }

    @Test func reportsTheHeader() {
        let (table, problems) = build([["1", "x"]], header: ["label", "label_en"])
        #expect(
            problems.map(\.kind) == [.unknownColumn("label"), .missingColumn("code"), .missingColumn("label_zh")])
        #expect(table.entries == [])
        #expect(build([], header: ["code", "label_zh", "code"]).problems.map(\.kind) == [.repeatedColumn("code")])
        #expect(build([["1", "一"]], header: ["code", "label_zh"]).table.entry("1") != nil)
    }
}
