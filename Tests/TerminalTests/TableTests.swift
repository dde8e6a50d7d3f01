import Terminal
import Testing

@Suite struct TableTests {
    @Test func columnsLineUp() {
        var table = Table(columns: ["系统", "rows"], alignments: [.left, .right])
        table.add(["permits", "1,234"])
        table.add(["危废", "7"])
        #expect(
            table.rendered() == """
                系统      rows
                ───────  ─────
                permits  1,234
                危废         7

                """)
        #expect(table.count == 2)
    }

    @Test func raggedAndHostileRowsAreTamed() {
        var table = Table(columns: ["a", "b"])
        table.add([])
        table.add(["x", "\u{1b}[2J", "dropped"])
        #expect(table.rendered() == "a  b\n─  ─────────\n\nx  \\u{1b}[2J\n")
    }

    @Test func emptyTablesAreFine() {
        #expect(Table(columns: []).rendered() == "\n\n")
        #expect(Table(columns: ["a"]).rendered(maxWidth: 0) == "a\n─\n")
    }

    @Test(arguments: [100, 60, 40, 31, 26])
    func wideTablesAreCutToFit(width: Int) {
        var table = Table(columns: ["name", "清源县重点排污单位", "n"])
        table.add([String(repeating: "长", count: 30), String(repeating: "x", count: 25), "5"])
        for line in table.rendered(maxWidth: width).split(separator: "\n") {
            #expect(DisplayWidth.of(line) <= width)
        }
        #expect(table.rendered(maxWidth: 5).contains("…"))
    }
}
