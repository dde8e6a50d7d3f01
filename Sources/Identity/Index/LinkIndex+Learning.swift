internal import Glibc

extension LinkIndex {
    /// Weights that fit the loaded records, learned without labels from this index's weights on.
    ///
    /// What was learned is a value like any other: it may be looked at, changed and kept, and is used by a new index.
    public func learnedWeights(rounds: Int = 20) -> LinkWeights {
        var counts: [UInt32: Int] = [:]
        forEachCandidate { one, two in
            counts[records.compare(one, two).pattern.bits, default: 0] += 1
        }
        var learner = WeightLearner(counts, from: weights)
        return learner.learn(rounds: rounds)
    }
}

extension LinkIndex {
    /// What the units of the loaded names tell: those that at least eight names have and that tell less than units of their kind
    /// usually do.
    public func learnedCommonness() -> UnitCommonness {
        var counts: [UInt64: Int] = [:]
        for row in 0..<Int32(records.rows.count) where records.isPresent(row) {
            let name = records.rows.span[Int(row)].name
            for place in 0..<Int(name.count) { counts[name.units[place], default: 0] += 1 }
        }
        var table: [UInt64: UInt8] = [:]
        for (unit, count) in counts where count >= 8 {
            let bits = log2(Double(max(self.count, 1)) / Double(count))
            table[unit] = UInt8(min(max((bits * 8).rounded(), 1), 255))
        }
        return UnitCommonness(table: table)
    }
}
