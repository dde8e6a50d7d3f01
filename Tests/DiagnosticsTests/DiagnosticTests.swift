import Testing
import YAML

@testable import Diagnostics

@Suite("Diagnostics")
struct DiagnosticTests {
    private func at(_ offset: Int, _ file: SourceFile) -> FilePlace {
        let mark = YAMLMark(offset: offset, line: 1, column: offset + 1)
        return FilePlace(file: file, range: YAMLRange(start: mark, end: mark))
    }

    @Test("A bag keeps one of a code at a place, in the order of files and places")
    func bag() {
        let bag = DiagnosticBag()
        let a = SourceFile(name: "a", text: "xyz")
        let b = SourceFile(name: "b", text: "xyz")
        bag.add(Diagnostic(.unknownName, at: at(0, b)))
        bag.add(Diagnostic(.unknownName, at: at(2, a)))
        bag.add(Diagnostic(.unknownName, "again", at: at(2, a)))
        bag.add(Diagnostic(.unknownField, at: at(1, a)))
        #expect(bag.diagnostics.map { $0.location?.description } == ["a:1:2", "a:1:3", "b:1:1"])
        #expect(bag.errorCount == 3)
    }

    @Test("A bag is bounded and says so")
    func bounded() {
        let bag = DiagnosticBag(limit: 2)
        let file = SourceFile(name: "a", text: "xyz")
        for offset in 0..<5 { bag.add(Diagnostic(.unknownName, at: at(offset, file))) }
        #expect(bag.diagnostics.count == 2)
        #expect(bag.omitted == 3)
        #expect(bag.hasErrors)
    }

    @Test("Every code stands once, has a letter, four digits, a title and an explanation")
    func codes() {
        let ids = DiagnosticCode.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for code in DiagnosticCode.all {
            #expect(code.id.wholeMatch(of: /[EWR][0-9]{4}/) != nil, "\(code.id)")
            #expect(!code.title.isEmpty)
            #expect(code.explanation.count > 30, "\(code.id)")
        }
        #expect(DiagnosticCode.named("e1003") == .unknownKey)
        #expect(DiagnosticCode.named("E9999") == nil)
        #expect(DiagnosticCode.named("R1020") == .noKey)
    }

    @Test(
        "Did you mean",
        arguments: [
            ("form", ["expr", "from"], "from"), ("cleen", ["from", "clean"], "clean"), ("ｆｒｏｍ", ["from"], "from"),
            ("FROM", ["from"], "from"), ("xkzbh2", ["xkzbh"], "xkzbh"), ("许可证号", ["许可证編号", "名称"], "许可证編号"),
            ("zzz", ["from", "expr"], nil), ("", ["from"], nil), ("a", ["b"], nil),
        ] as [(String, [String], String?)])
    func suggestion(written: String, names: [String], expected: String?) {
        #expect(Suggestion.nearest(to: written, among: names) == expected)
    }

    @Test("A very long name asks for no suggestion")
    func longName() {
        #expect(Suggestion.nearest(to: String(repeating: "a", count: 10_000), among: ["from"]) == nil)
    }

    @Test(
        "A place inside a scalar is found under quotes, escapes, folds and blocks",
        arguments: [
            ("a: one two", 4..<7, "1:8-1:11"), ("a: 'it''s $.x'", 5..<8, "1:11-1:14"),
            ("a: \"\\u957f$.x\"", 1..<4, "1:11-1:14"), ("a: |\n  若 x\n  $.y", 4..<7, "3:3-3:6"),
            ("a: one\n  two $.x", 8..<11, "2:7-2:10"), ("a: >\n  one\n  $.x\n", 4..<7, "3:3-3:6"),
        ])
    func scalarPlaces(text: String, characters: Range<Int>, expected: String) throws {
        let file = SourceFile(name: "a", text: text)
        let node = try #require(YAMLDocument(parsing: text).root?["a"])
        let range = file.range(of: characters, in: node)
        let found = "\(range.start.line):\(range.start.column)-\(range.end.line):\(range.end.column)"
        #expect(found == expected)
    }
}
