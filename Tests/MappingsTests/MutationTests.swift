import Diagnostics
import Foundation
import Model
import Testing

@testable import Mappings

@Suite("Mutated mapping files")
struct MutationTests {
    /// A small generator with a seed, so that a failure can be seen again.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(sides, 1)
        }
    }

    private static let pieces: [String] = [
        "{", "}", "[", "]", ": ", "- ", "'", "\"", "$", "^", "^^.a", "@", ".", "*", "null", "(", ")", "\n", "  ", "，",
        "长期",
        "-1", "99999999999999999999", "to:", "children:", "each: $.x[*]", "expr: ", "unit: ", "ref: ", "\u{0}",
        "\u{1F600}",
        "if ", " then ", "match ", "=>", "??", " in ", "a: &x b", "*x", "!!str",
    ]

    private static func mutate(_ text: String, _ dice: inout Dice) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...dice.roll(3) {
            let at = dice.roll(scalars.count)
            let end = min(scalars.count, at + dice.roll(12))
            switch dice.roll(3) {
            case 0: scalars.removeSubrange(at..<end)
            case 1: scalars.insert(contentsOf: pieces[dice.roll(pieces.count)].unicodeScalars, at: at)
            default: scalars.insert(contentsOf: scalars[at..<end], at: dice.roll(scalars.count))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test(
        "End with mistakes or with a mapping that maps anything, never with a crash",
        arguments: DocumentTests.examples.indices)
    func mutants(example: Int) {
        let rounds = ProcessInfo.processInfo.environment["MUTANTS"].flatMap(Int.init) ?? 150
        var dice = Dice(state: UInt64(example) + 7)
        let record: SourceRecord = [
            "xkzbh": "p1", "zt": "1", "jd": "112.5", "wd": "x", "qs": "2020年1月5日", "id": "1", "days": "6~9",
            "企业编码": "1",
            "pfkList": [["pfkbh": "DW001", "xzList": [["wrw": "COD", "nd": "50", "nddw": "mg/L"]]], "text", nil],
        ]
        for _ in 0..<rounds {
            let bag = DiagnosticBag()
            let text = Self.mutate(DocumentTests.examples[example], &dice)
            let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
            guard let mapping = CompiledMapping.compile(file, in: Fixture.context()) else {
                #expect(bag.hasErrors, "nothing was told of:\n\(text)")
                _ = TextRenderer().render(bag.diagnostics) + JSONRenderer().render(bag.diagnostics)
                continue
            }
            var batch = MappedBatch()
            mapping.apply(PageMaker.page([record, [:]], for: mapping), into: &batch)
            #expect(batch.outcomes.count == 2)
            #expect(batch.rowStarts.last == Int32(batch.rows.count))
        }
    }
}
