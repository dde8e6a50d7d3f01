import Testing

@testable import YAML

@Suite("YAML trees")
struct YAMLTreeTests {
    private func tree(_ text: String) throws -> YAMLNode {
        let document = YAMLDocument(parsing: text)
        #expect(document.problems.isEmpty)
        return try #require(document.root)
    }

    @Test("Scalars stay texts")
    func untyped() throws {
        let root = try tree("code: 01234\nanswer: no\nbig: 1_000\ndate: 2020-01-01\nempty:\nquoted: \"\"\n")
        #expect(root["code"]?.text == "01234")
        #expect(root["answer"]?.text == "no")
        #expect(root["big"]?.text == "1_000")
        #expect(root["date"]?.text == "2020-01-01")
        #expect(root["empty"]?.isNothing == true)
        #expect(root["quoted"]?.isNothing == false)
        #expect(root["quoted"]?.text == "")
    }

    @Test("Order, nesting and styles are kept")
    func nesting() throws {
        let root = try tree("b: [1, {x: y}]\na:\n  - |\n    one\n    two\n  - 'it''s'\n")
        #expect(root.entries?.map(\.key) == ["b", "a"])
        #expect(root["b"]?.items?[1]["x"]?.text == "y")
        #expect(root["a"]?.items?[0].text == "one\ntwo\n")
        #expect(root["a"]?.items?[1].text == "it's")
        guard case .scalar(_, .literal)? = root["a"]?.items?[0].content else {
            Issue.record("not a literal block")
            return
        }
    }

    @Test("Columns count code points, offsets count bytes, under Chinese and astral text")
    func marks() throws {
        let root = try tree("\"长期\": x\n# 注释\n岗位𠮷: [值, b]\n")
        let first = try #require(root.entries?[0])
        #expect(first.keyRange.end == YAMLMark(offset: 8, line: 1, column: 5))
        #expect(first.value.range.start == YAMLMark(offset: 10, line: 1, column: 7))
        let second = try #require(root.entries?[1])
        #expect(second.keyRange.start == YAMLMark(offset: 21, line: 3, column: 1))
        #expect(second.keyRange.end == YAMLMark(offset: 31, line: 3, column: 4))
        #expect(second.value.items?[1].range.start == YAMLMark(offset: 39, line: 3, column: 10))
        #expect(second.value.range.end.column == 12)
    }

    @Test("A block mapping ends with its last value")
    func blockEnd() throws {
        let root = try tree("a:\n  b: c\n\n\nd: e\n")
        #expect(root["a"]?.range.end == YAMLMark(offset: 9, line: 2, column: 7))
    }

    @Test("A byte order mark is skipped but counted", arguments: ["\n", "\r\n", "\r"])
    func byteOrderMark(lineBreak: String) throws {
        let root = try tree("\u{FEFF}a: 1\(lineBreak)b: 2\(lineBreak)")
        let second = try #require(root.entries?[1])
        #expect(second.keyRange.start == YAMLMark(offset: 7 + lineBreak.utf8.count, line: 2, column: 1))
        #expect(root.entries?[0].keyRange.start == YAMLMark(offset: 3, line: 1, column: 1))
    }

    @Test("A file that is one long line is read in a time that grows with its length", .timeLimit(.minutes(1)))
    func longLine() throws {
        let count = 200_000
        let document = YAMLDocument(parsing: "[" + Array(repeating: "长", count: count).joined(separator: ", ") + "]")
        let items = try #require(document.root?.items)
        #expect(items.count == count && document.problems.isEmpty)
        let last = items[count - 1].range
        #expect(last.start.column == 2 + 3 * (count - 1) && last.start.offset == 1 + 5 * (count - 1))
        #expect(last.end.column == last.start.column + 1 && last.end.offset == last.start.offset + 3)
    }

    @Test("No text has no tree and no problem", arguments: ["", "# only a comment\n", "\n\n"])
    func empty(text: String) {
        let document = YAMLDocument(parsing: text)
        #expect(document.root == nil)
        #expect(document.problems.isEmpty)
    }
}
