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
