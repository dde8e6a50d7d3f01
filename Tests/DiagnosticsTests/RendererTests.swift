import Testing
import YAML

@testable import Diagnostics

@Suite("Renderers")
struct RendererTests {
    private let file = SourceFile(
        name: "mappings/permit.yaml",
        text: "a: 1\n最大浓度: { from: $.nd, type: decimal, unit: $.nddw, to: t/a }\n")

    private func location(_ line: Int, _ columns: Range<Int>) -> FilePlace {
        let lineStart = YAMLMark(offset: line == 1 ? 0 : 5, line: line, column: 1)
        let start = file.mark(lineStart, advancedBy: columns.lowerBound - 1)
        let end = file.mark(lineStart, advancedBy: columns.upperBound - 1)
        return FilePlace(file: file, range: YAMLRange(start: start, end: end))
    }

    private var twoPlaces: Diagnostic {
        Diagnostic(
            .dimensionMismatch, "`mass/volume` cannot become `mass/time`", at: location(2, 54..<57),
            evidence: "mass / time",
            labels: [Diagnostic.Label(location(2, 42..<48), "units seen: mg/L (8,911)")],
            help: ["did you want field `max_load`?"], notes: ["taken by run 8841"])
    }

    @Test("Two labels on a line with Chinese text stand under what they mean")
    func labels() {
        let expected = """
            error[E2310]: `mass/volume` cannot become `mass/time`
             --> mappings/permit.yaml:2:54
              |
            2 | 最大浓度: { from: $.nd, type: decimal, unit: $.nddw, to: t/a }
              |                                              ------      ^^^ mass / time
              |                                              |
              |                                              units seen: mg/L (8,911)
              |
              = help: did you want field `max_load`?
              = note: taken by run 8841
              = see: envhub explain E2310

            """
        #expect(TextRenderer().render(twoPlaces) == expected)
    }

    @Test("A label in another file has its own excerpt")
    func otherFile() {
        let other = SourceFile(name: "schema/limit.yaml", text: "x: y\nunit: mg/L\n")
        let range = YAMLRange(
            start: YAMLMark(offset: 11, line: 2, column: 7), end: YAMLMark(offset: 15, line: 2, column: 11))
        let label = Diagnostic.Label(FilePlace(file: other, range: range), "declared here")
        let text = TextRenderer().render(Diagnostic(.typeMismatch, at: location(1, 4..<5), labels: [label]))
        #expect(
            text.hasSuffix(
                " ::: schema/limit.yaml:2\n2 | unit: mg/L\n  |       ---- declared here\n  |\n  = see: envhub explain E2205\n"
            ), "\n\(text)")
    }

    @Test("Colour changes nothing but colour")
    func color() {
        let colored = TextRenderer(isColored: true).render(twoPlaces)
        #expect(colored.contains("\u{1B}[1;31merror[E2310]"))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == TextRenderer().render(twoPlaces))
    }

    @Test("JSON has UTF-16 columns from 0 and code points from 1")
    func json() {
        let astral = SourceFile(name: "a\"b.yaml", text: "𠮷𠮷: 值\n")
        let range = YAMLRange(
            start: YAMLMark(offset: 10, line: 1, column: 5), end: YAMLMark(offset: 13, line: 1, column: 6))
        let text = JSONRenderer().render([
            Diagnostic(.invalidValue, "line\nbreak", at: FilePlace(file: astral, range: range), help: ["h"])
        ])
        #expect(
            text == """
                {"diagnostics":[
                {"code":"E1007","severity":"error","message":"line\\nbreak","file":"a\\"b.yaml","line":1,"column":5,\
                "range":{"start":{"line":0,"character":6},"end":{"line":0,"character":7}},"help":["h"]}
                ],"errors":1,"warnings":0}

                """)
    }

    @Test("The summary counts")
    func summary() {
        #expect(Summary([]).text == "no problems")
        #expect(Summary([twoPlaces]).text == "1 problem: 1 error")
        #expect(Summary([twoPlaces, twoPlaces]).text == "2 problems: 2 errors")
    }

    @Test("A diagnostic without a place has a headline alone")
    func placeless() {
        let text = TextRenderer().render(Diagnostic(.missingFile, "no folder `mappings`", at: nil, help: ["make it"]))
        #expect(text == "error[E1011]: no folder `mappings`\n  = help: make it\n  = see: envhub explain E1011\n")
    }

    @Test("A range outside the file does not crash")
    func outside() {
        let range = YAMLRange(
            start: YAMLMark(offset: 9_000, line: 90, column: 80), end: YAMLMark(offset: 9_001, line: 91, column: 3))
        let place = FilePlace(file: file, range: range)
        #expect(TextRenderer().render(Diagnostic(.syntax, at: place)).contains("90:80"))
        #expect(JSONRenderer().render([Diagnostic(.syntax, at: place)]).contains("\"line\":89"))
    }
}
