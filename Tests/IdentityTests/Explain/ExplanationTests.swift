import Foundation
import Testing

@testable import Identity

@Suite struct ExplanationTests {
    @Test func theTextTellsEveryPieceAndTheRule() throws {
        var weights = LinkWeights.standard
        weights.prior = -5
        weights[.name, NameComparer.sameWords] = 7
        weights[.address, 1] = 6.5
        weights.nameRarity = 0
        let linking = Linking(
            [
                .made("permit", "p", "清远市宏祥陶瓷有限公司", address: "清远市清城区源潭镇建设路8号"),
                .made("waste", "w", "宏祥陶瓷厂", address: "清城区源潭镇建设路8号", region: "441802"),
            ], weights: weights)
        let explanation = try #require(linking.explain("p", "w"))
        #expect(
            explanation.description == """
                prior -5.00
                name same_words +7.00
                address same_number +6.50
                sum +8.50 bits
                linked: the evidence is enough and nothing keeps them apart
                """)
        #expect(explanation.bits == explanation.prior + explanation.evidence.reduce(0) { $0 + $1.bits })
        #expect(explanation.probability > 0.99)
    }

    @Test func standardWeightsAreExplainedAsThePageSays() throws {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", address: "清远市清城区源潭镇建设路8号"),
            .made("waste", "w", "宏祥陶瓷厂", address: "清城区源潭镇建设路8号", region: "441802"),
        ])
        let page = #filePath.replacing(/Tests\/IdentityTests\/.*/, with: "docs/identity.md")
        let text = try String(contentsOfFile: page, encoding: .utf8)
        let explanation = try #require(linking.explain("p", "w"))
        #expect(text.contains("```text\n\(explanation)\n```"))
    }

    @Test func whatHasNothingInCommonIsApart() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司"), .made("waste", "w", "广州市永盛化工有限公司"),
        ])
        #expect(linking.explain("p", "w")?.decision == .apart)
        #expect(linking.explain("p", "w")?.rule == .otherName)
    }
}
