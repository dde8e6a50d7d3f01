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
    }

    /// Weights beyond ten thousand bits, and what is no number, come of mistakes: they are cut.
    static func hundredths(_ bits: Double) -> Int32 {
        bits.isNaN ? 0 : Int32((max(-10_000, min(10_000, bits)) * 100).rounded())
    }

    /// Hundredths of a bit.
    func score(_ outcome: PairComparer.Outcome) -> Int32 {
        var sum = prior + rarity(outcome)
        var bits = outcome.pattern.bits
        for comparison in 0..<8 {
            sum += table[comparison * 16 + Int(bits & 15)]
            bits >>= 4
        }
        return sum
    }

    /// The bits of a level.
    func weight(_ comparison: Comparison, _ level: Int) -> Double {
        Double(table[comparison.rawValue * 16 + level]) / 100
    }

    /// What a rare or a common name adds to its level.
    func rarity(_ outcome: PairComparer.Outcome) -> Int32 {
        guard outcome.pattern[.name] >= NameComparer.much else { return 0 }
        let beyond = Double(outcome.nameBits) / 8 - usual
        return Self.hundredths(max(-8, min(8, beyond * rarity)))
    }
}
