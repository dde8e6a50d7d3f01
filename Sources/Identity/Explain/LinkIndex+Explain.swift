extension LinkIndex {
    /// Why two records are in one cluster or not; nil when one of them is not there.
    public func explain(_ one: RecordID, _ two: RecordID) -> Explanation? {
        guard let left = records.row(one.hash), let right = records.row(two.hash) else { return nil }
        let outcome = records.compare(left, right)
        let score = scorer.score(outcome)
        let (decision, rule) = decision(left, right, outcome, score)
        var evidence: [Explanation.Evidence] = []
        for comparison in Comparison.allCases where outcome.pattern[comparison] > 0 {
            let level = outcome.pattern[comparison]
            evidence.append(
                .init(
                    comparison: comparison, level: comparison.levels[level],
                    bits: scorer.weight(comparison, in: outcome)))
        }
        return Explanation(
            prior: weights.prior, evidence: evidence, rarity: Double(scorer.rarity(outcome)) / 100,
            bits: Double(score) / 100, decision: decision, rule: rule)
    }

    private func decision(
        _ one: Int32, _ two: Int32, _ outcome: PairComparer.Outcome, _ score: Int32
    ) -> (Explanation.Decision, Explanation.Rule) {
        if clusterOf[Int(one)] == clusterOf[Int(two)] {
            if decided.areOne(identity(one), identity(two)) { return (.linked, .decidedOne) }
            return (.linked, score >= scorer.link ? .weight : .throughOthers)
        }
        if areDecidedTwo(one, two) { return (.apart, .decidedTwo) }
        if let veto = PairRules.veto(records[one], records[two], outcome.pattern) {
            let isKept = edges[Int(one)].contains { $0.row == two }
            return (isKept ? .review : .apart, Explanation.Rule(veto))
        }
        if score < scorer.review { return (.apart, .tooLittle) }
        guard edges[Int(one)].contains(where: { $0.row == two }) else { return (.apart, .notCompared) }
        if score < scorer.link { return (.review, .doubt) }
        return (.review, mayCount(one, two) ? .contested : .pinned)
    }
}

extension Explanation.Rule {
    fileprivate init(_ veto: PairRules.Veto) {
        switch veto {
        case .sameSystem: self = .sameSystem
        case .otherSite: self = .otherSite
        case .branchAndFirm: self = .branchAndFirm
        case .otherCompany: self = .otherCompany
        case .otherName: self = .otherName
        }
    }
}
