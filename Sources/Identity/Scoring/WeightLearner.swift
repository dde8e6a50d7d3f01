internal import Glibc

/// Learns weights from pairs without knowing which are right (Fellegi and Sunter's model, by expectation and maximisation).
///
/// The pairs that were worth comparing are a mixture of two kinds. Beginning with weights that are given, each pattern of levels is
/// right with some probability; from that follows how often each level comes in right and in other pairs, from that better
/// weights, and so on until they stay.
struct WeightLearner {
    private let patterns: [(pattern: LevelPattern, count: Double)]
    private var weights: LinkWeights
    private let given: LinkWeights
    /// How many pairs the weights that were given count for.
    private static let trust = 200.0

    init(_ counts: [UInt32: Int], from weights: LinkWeights) {
        patterns = counts.sorted { $0.key < $1.key }.map { (LevelPattern(bits: $0.key), Double($0.value)) }
        self.weights = weights
        given = weights
    }

    /// The learned weights.
    mutating func learn(rounds: Int) -> LinkWeights {
        for _ in 0..<rounds { step() }
        return weights
    }

    private mutating func step() {
        var right = Tally()
        var wrong = Tally()
        for (pattern, count) in patterns {
            let probability = probability(pattern)
            right.add(pattern, count * probability)
            wrong.add(pattern, count * (1 - probability))
        }
        for comparison in Comparison.allCases {
            for level in 1..<comparison.levels.count where right.known[comparison.rawValue] > 0 {
                let bits = log2(right.share(comparison, level)) - log2(wrong.share(comparison, level))
                let seen = min(right.count(comparison, level), wrong.count(comparison, level) / 4)
                let mean = (bits * seen + given[comparison, level] * Self.trust) / (seen + Self.trust)
                weights[comparison, level] = max(-12, min(12, mean))
            }
        }
        weights.prior = max(-12, min(6, log2((right.total + 1) / (wrong.total + 1))))
    }

    private func probability(_ pattern: LevelPattern) -> Double {
        var bits = weights.prior
        for comparison in Comparison.allCases { bits += weights[comparison, pattern[comparison]] }
        return 1 / (1 + exp2(-bits))
    }

    /// How often each level came.
    private struct Tally {
        var total = 0.0
        var known = [Double](repeating: 0, count: 8)
        private var levels = [Double](repeating: 0, count: 128)

        mutating func add(_ pattern: LevelPattern, _ count: Double) {
            total += count
            for comparison in Comparison.allCases {
                let level = pattern[comparison]
                levels[comparison.rawValue * 16 + level] += count
                if level != 0 { known[comparison.rawValue] += count }
            }
        }

        func count(_ comparison: Comparison, _ level: Int) -> Double { levels[comparison.rawValue * 16 + level] }

        /// The share of a level among the pairs that are known in the comparison; one pair more for each level keeps it from 0.
        func share(_ comparison: Comparison, _ level: Int) -> Double {
            let levels = Double(comparison.levels.count - 1)
            return (self.levels[comparison.rawValue * 16 + level] + 0.5) / (known[comparison.rawValue] + 0.5 * levels)
        }
    }
}
