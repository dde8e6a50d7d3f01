/// Why two records were put together, or not: each piece of evidence, its weight, the sum, the rule that decided.
public struct Explanation: Sendable, Equatable {
    /// One piece of evidence.
    public struct Evidence: Sendable, Equatable {
        /// What was compared.
        public var comparison: Comparison
        /// How alike it is, a name of ``Comparison/levels``.
        public var level: String
        /// Its weight in bits.
        public var bits: Double
    }

    /// What was decided.
    public enum Decision: String, Sendable {
        /// Both are in one cluster.
        case linked
        /// A person decides.
        case review
        /// They are two things.
        case apart
    }

    /// The rule that decided.
    public enum Rule: String, Sendable, CaseIterable {
        /// The weight is enough, and nothing speaks against it.
        case weight
        /// They are in one cluster by other records, though this pair alone would not be.
        case throughOthers = "through_others"
        /// The weight is not enough.
        case tooLittle = "too_little"
        /// They have no key in common under which records are compared.
        case notCompared = "not_compared"
        /// The weight is between the bands.
        case doubt
        /// Their own system tells them apart.
        case sameSystem = "same_system"
        /// They are two branches, or two sites by their numbers.
        case otherSite = "other_site"
        /// One is a branch, the other the firm, and no place says that they are one.
        case branchAndFirm = "branch_and_firm"
        /// Both have a sound code of another enterprise.
        case otherCompany = "other_company"
        /// The names have nothing in common and no identifier connects them: one may be the other's former name.
        case otherName = "other_name"
        /// Another record has almost the same right, or what they are grouped with keeps them apart.
        case contested
        /// People decided that they are one.
        case decidedOne = "decided_one"
        /// People decided that they are two.
        case decidedTwo = "decided_two"
        /// The weight is enough, but people decided that one of them belongs to its group and nobody else does.
        case pinned
    }

    /// What a pair weighs before anything is compared.
    public var prior: Double
    /// What was compared and known of both.
    public var evidence: [Evidence]
    /// What a rare or a common name adds.
    public var rarity: Double
    /// The sum in bits.
    public var bits: Double
    /// The decision.
    public var decision: Decision
    /// The rule.
    public var rule: Rule

    /// The probability that both are one, as far as the weights are right: 3 bits are 8 to 1.
    public var probability: Double {
        var odds = 1.0
        for _ in 0..<Int(abs(bits).rounded(.down)) { odds *= 2 }
        odds *= 1 + (abs(bits) - abs(bits).rounded(.down))
        return bits >= 0 ? odds / (1 + odds) : 1 / (1 + odds)
    }
}

extension Explanation: CustomStringConvertible {
    /// The plain text: a line a piece of evidence, then the sum and the rule.
    public var description: String {
        var lines = ["prior \(Self.signed(prior))"]
        for piece in evidence { lines.append("\(piece.comparison) \(piece.level) \(Self.signed(piece.bits))") }
        if rarity != 0 { lines.append("rarity of the name \(Self.signed(rarity))") }
        lines.append("sum \(Self.signed(bits)) bits")
        lines.append("\(decision.rawValue): \(rule.text)")
        return lines.joined(separator: "\n")
    }

    /// `+7.50`, `-0.25`.
    private static func signed(_ bits: Double) -> String {
        let hundredths = Int((abs(bits) * 100).rounded())
        let rest = hundredths % 100
        return "\(bits < 0 ? "-" : "+")\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Explanation.Rule {
    /// The rule in plain words.
    public var text: String {
        switch self {
        case .weight: "the evidence is enough and nothing keeps them apart"
        case .throughOthers: "other records of the cluster connect them"
        case .tooLittle: "too little speaks for it"
        case .notCompared: "they have too little in common to be compared at all"
        case .doubt: "the evidence is neither enough nor nothing"
        case .sameSystem: "their own system tells them apart"
        case .otherSite: "they are two sites: other branches or other numbers"
        case .branchAndFirm: "one is a branch, the other the firm, and no place says that they are one"
        case .otherCompany: "both have a sound code, and not the same"
        case .otherName: "the names have nothing in common, and no identifier says that the firm was renamed"
        case .decidedOne: "people decided that they are one"
        case .decidedTwo: "people decided that they are two"
        case .pinned: "people decided who belongs to one of them, and weight alone adds nobody"
        case .contested: "another record has almost the same right, or one that belongs to either keeps them apart"
        }
    }
}
