import Foundation
import Testing

@testable import Identity

@Suite struct LinkWeightsTests {
    @Test func theTextIsReadBack() throws {
        var weights = LinkWeights.standard
        weights.prior = -3.25
        weights.linksPlaceless = false
        weights[.location, 1] = 4.5
        weights.commonness.table[NameUnit.word(ScalarText.scalars("river")[...])] = 40
        weights.commonness.table[NameUnit.word(ScalarText.scalars("cogeneration")[...])] = 12
        weights.commonness.table[NameUnit.character(0x9E3F)] = 24
        weights.commonness.table[NameUnit.group(12)] = 9
        #expect(try LinkWeights(text: weights.text) == weights)
        #expect(weights.text.contains("common.cogenerati~12: 1.500\n"))
        #expect(weights.text.contains("common.鸿: 3.000\n"))
    }

    @Test func aFileNamesOnlyWhatItChanges() throws {
        let weights = try LinkWeights(text: "# ours\nlink: 4.5   # careful\n\nname.same: 8\n")
        var expected = LinkWeights.standard
        expected.link = 4.5
        expected[.name, NameComparer.same] = 8
        #expect(weights == expected)
    }

    @Test(arguments: [
        ("prior -4", 1), ("link: 3\nname.same: much", 2), ("\n\nname.identical: 3", 3), ("links_placeless: 2", 1),
        ("name.missing: 1", 1), ("common.a b: 1", 1), ("prior: nan", 1), ("link: 1e9", 1),
    ])
    func mistakesHaveALine(text: String, line: Int) {
        let fault = #expect(throws: LinkWeights.Fault.self) { try LinkWeights(text: text) }
        #expect(fault?.line == line)
    }

    @Test func everyLevelHasAStandardWeight() {
        for comparison in Comparison.allCases {
            #expect(LinkWeights.standard.levels[comparison]?.count == comparison.levels.count, "\(comparison)")
        }
    }

    @Test func thePageTellsTheStandardWeights() throws {
        let page = #filePath.replacing(/Tests\/IdentityTests\/.*/, with: "docs/identity.md")
        let lines = try String(contentsOfFile: page, encoding: .utf8).split(separator: "\n")
        func written(_ bits: Double) -> String {
            let text = "\(abs(bits))".replacing(/\.0$/, with: "")
            return (bits < 0 ? "\u{2212}" : "") + text
        }
        #expect(lines.contains("| prior | \(written(LinkWeights.standard.prior)) |"))
        for comparison in Comparison.allCases {
            let row = try #require(lines.first { $0.hasPrefix("| `\(comparison)` |") })
            let cells = Set(
                row.dropFirst("| `\(comparison)` | ".count).dropLast(2).split(separator: ", ").map(String.init))
            let expected = comparison.levels.enumerated().dropFirst().map {
                "\($1) \(written(LinkWeights.standard[comparison, $0]))"
            }
            #expect(cells == Set(expected), "\(comparison)")
        }
    }

    @Test func weightsCanBeOverridden() {
        let records: [SourceRecord] = [
            .made("permit", "p", "清远市宏祥陶瓷有限公司", address: "清远市清城区源潭镇建设路8号"),
            .made("waste", "w", "宏祥陶瓷厂", address: "清城区源潭镇建设路8号", region: "441802"),
        ]
        #expect(Linking(records).band("w") == .linked)
        var careful = LinkWeights.standard
        careful.link = 30
        #expect(Linking(records, weights: careful).band("w") == .review)
        careful.review = 29
        #expect(Linking(records, weights: careful).band("w") == .new)
    }
}
