import Testing

@testable import YAML

@Suite("YAML problems")
struct YAMLProblemTests {
    private func problems(_ text: String) -> [YAMLProblem] { YAMLDocument(parsing: text).problems }

    @Test("A double key names both places and the first counts")
    func duplicate() throws {
        let document = YAMLDocument(parsing: "a: 1\nb: 2\na: 3\n")
        let problem = try #require(document.problems.first)
        #expect(document.problems.count == 1)
        #expect(problem.kind == .duplicateKey)
        #expect(problem.range.start.line == 3)
        #expect(problem.related?.start.line == 1)
        #expect(document.root?["a"]?.text == "1")
    }

    @Test("What is left out of YAML is told, all at once")
    func unsupported() {
        let found = problems("a: &x 1\nb: *x\nc: !!str 2\nd: {<<: {e: 1}}\n? [k]\n: v\n")
        #expect(found.map(\.range.start.line) == [1, 2, 3, 4, 5])
        #expect(found.allSatisfy { $0.kind == .unsupported })
    }

    @Test("A quoted `<<` is a key like any other")
    func quotedMerge() {
        #expect(problems("'<<': 1\n").isEmpty)
    }

    @Test("A second document is told")
    func documents() {
        let found = problems("a: 1\n---\nb: 2\n")
        #expect(found.count == 1)
        #expect(found.first?.range.start.line == 2)
    }

    @Test(
        "Syntax errors have their place and a hint",
        arguments: [
            ("a:\n\tb: 1\n", 2, 1, "tab"), ("a: b: c\n", 1, 5, "second key"), ("a: @b\n", 1, 4, "`@`"),
            ("a: {b: 1\n", 2, 1, "`}`"), ("a: \"b\n", 2, 1, "quoted"), ("a: 1\n  b: 2\n", 2, 4, "second key"),
            ("a: { b: $.c[0] }\n", 1, 12, "bracket"), ("名: [一, 二\n三: 1", 2, 2, "`]`"),
        ])
    func syntax(text: String, line: Int, column: Int, words: String) throws {
        let found = problems(text)
        let problem = try #require(found.last)
        #expect(problem.kind == .syntax)
        #expect([problem.range.start.line, problem.range.start.column] == [line, column], "\(problem)")
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    @Test("Text that is not UTF-8 is told with its place")
    func encoding() throws {
        let document = YAMLDocument(parsing: Array("名: 1\nb: ".utf8) + [0xC3, 0xFB, 0x0A])
        let problem = try #require(document.problems.first)
        #expect(problem.message.contains("UTF-8"))
        #expect(problem.range.start == YAMLMark(offset: 11, line: 2, column: 5))
    }

    @Test("Limits on size, depth, nodes and problems hold")
    func limits() {
        var limits = YAMLLimits()
        limits.bytes = 10
        #expect(YAMLDocument(parsing: "a: 12345678", limits: limits).problems.first?.kind == .limit)
        let deep = String(repeating: "[", count: 100_000)
        #expect(problems(deep).first?.kind == .limit)
        let deepBlock = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(problems(deepBlock).first?.kind == .limit)
        limits = YAMLLimits()
        limits.nodes = 50
        #expect(
            YAMLDocument(parsing: "[" + String(repeating: "1,", count: 60) + "]", limits: limits).problems.count == 1)
        let many = (0..<500).map { "k\($0): &a 1\n" }.joined()
        #expect(problems(many).count == 101)
    }

    @Test("Every cut of a document ends without a crash")
    func cuts() {
        let text = Array("a: {b: [1, \"长\\u0041\", 'x'], c: |\n".utf8) + Array("d:\n  - &e f\n  - *e\n".utf8)
        for length in 0...text.count {
            _ = YAMLDocument(parsing: Array(text[..<length]))
            _ = YAMLDocument(parsing: Array(text[length...]))
        }
    }
}
