/// The weight of a pair from its levels: whole hundredths of a bit, so that it is the same in whatever order it is added up.
struct PairScorer: Sendable {
    private let table: InlineArray<128, Int32>
    private let prior: Int32
    private let rarity: Double
    private let usual: Double
    let link: Int32
    let review: Int32
    let margin: Int32
    let linksPlaceless: Bool
    private let renamed: Int32

    init(_ weights: LinkWeights) {
        var table = InlineArray<128, Int32>(repeating: 0)
        for comparison in Comparison.allCases {
            for (level, weight) in (weights.levels[comparison] ?? []).enumerated() {
                table[comparison.rawValue * 16 + level] = Self.hundredths(weight)
            }
        }
        self.table = table
        prior = Self.hundredths(weights.prior)
        rarity = weights.nameRarity
        usual = weights.usualName
        link = Self.hundredths(weights.link)
        review = Self.hundredths(weights.review)
        margin = Self.hundredths(weights.margin)
        linksPlaceless = weights.linksPlaceless
        renamed = Self.hundredths(weights.renamed)
    }

    /// Weights beyond ten thousand bits, and what is no number, come of mistakes: they are cut.
    static func hundredths(_ bits: Double) -> Int32 {
        bits.isNaN ? 0 : Int32((max(-10_000, min(10_000, bits)) * 100).rounded())
    }

    /// Hundredths of a bit.
    func score(_ outcome: PairComparer.Outcome) -> Int32 {
        let sum = plainScore(outcome)
        return sum + relief(outcome.pattern, sum)
    }

    private func plainScore(_ outcome: PairComparer.Outcome) -> Int32 {
        var sum = prior + rarity(outcome)
        var bits = outcome.pattern.bits
        for comparison in 0..<8 {
            sum += table[comparison * 16 + Int(bits & 15)]
            bits >>= 4
        }
        return sum
    }

    /// The bits of a level of a pair.
    func weight(_ comparison: Comparison, in outcome: PairComparer.Outcome) -> Double {
        let bits = table[comparison.rawValue * 16 + outcome.pattern[comparison]]
        let given = comparison == .name ? relief(outcome.pattern, plainScore(outcome)) : 0
        return Double(bits + given) / 100
    }

    /// What is given back of what another name takes: who has the same sound code was renamed, or calls itself otherwise. It is
    /// enough for a link, and never more than that: where anything else speaks for another record, that one is ahead.
    private func relief(_ pattern: LevelPattern, _ sum: Int32) -> Int32 {
        guard pattern[.company] == 1, sum < link else { return 0 }
        return max(0, min(renamed - table[Comparison.name.rawValue * 16 + pattern[.name]], link - sum))
    }

    /// What a rare or a common name adds to its level.
    func rarity(_ outcome: PairComparer.Outcome) -> Int32 {
        guard outcome.pattern[.name] >= NameComparer.much else { return 0 }
        let beyond = Double(outcome.nameBits) / 8 - usual
        return Self.hundredths(max(-8, min(8, beyond * rarity)))
    }
}
