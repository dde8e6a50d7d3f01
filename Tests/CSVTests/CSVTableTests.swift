@testable import CSV
import Testing

@Suite struct CSVTableTests {
    @Test func smallFileIsReadWhole() throws {
        let table = try CSVTable(Array("\u{FEFF}code,名称\n\n1,\"a\nb\"\n2\n3,c\n".utf8))
        #expect(table.header.names == ["code", "名称"])
        #expect(table.header.index(of: "名称") == 1 && table.header.index(of: "x") == nil)
        #expect(table.rows.map(\.cells) == [["1", "a\nb"], ["3", "c"]])
        #expect(table.rows.map(\.line) == [3, 6])
        #expect(table.problems.map(\.line) == [5])
    }

    @Test func emptyFileHasNoColumns() throws {
        let table = try CSVTable([])
        #expect(table.header.count == 0 && table.rows.isEmpty && table.problems.isEmpty)
    }

    @Test func doubledNameNamesBothColumns() {
        #expect(throws: CSVHeaderError(name: "a", first: 1, second: 3)) { try CSVTable(Array("a,b,a\n".utf8)) }
        #expect(CSVHeaderError(name: "a", first: 1, second: 3).description == "columns 1 and 3 are both named \"a\"")
    }

    @Test func namesAreComparedByteForByte() throws {
        let header = try CSVHeader(["é", "e\u{301}", " a", "a", "A", "", ""])
        #expect(header.index(of: "é") == 0)
        #expect(header.index(of: "e\u{301}") == 1)
        #expect(header.index(of: " a") == 2)
        #expect(header.index(of: "A") == 4)
        #expect(header.index(of: "") == nil)
    }
}
