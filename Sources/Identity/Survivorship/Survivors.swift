public import Model

/// The golden record of a thing: what survives of what its members say, and why.
public struct Survivors: Sendable, Equatable {
    /// A value for each column of the entity.
    public internal(set) var values = RowValues()
    /// For each column the candidate that it is from, by its place among those given; of a union the most trusted one. Nil where
    /// nobody says anything.
    public internal(set) var chosen: [Int?] = []
    /// For each column why; nil where nobody says anything.
    public internal(set) var reasons: [Reason?] = []

    /// Why a value was chosen.
    public struct Reason: Sendable, Equatable {
        /// What decided.
        public enum Ground: String, Sendable, CaseIterable {
            /// Nobody else says anything.
            case alone
            /// The rule.
            case rule
            /// The rule left several, so trust did.
            case trust
        }

        /// The field's rule.
        public var rule: SurvivalRule
        /// What decided.
        public var ground: Ground
    }
}

extension Survivors.Reason: CustomStringConvertible {
    /// In plain words: `newest: it was said last`.
    public var description: String { "\(rule.rawValue): \(words)" }

    /// What decided, without the rule's name: `it was said last`.
    public var words: String {
        switch (ground, rule) {
        case (.alone, _): "nobody else says anything"
        case (_, .trusted): "who says it is trusted most"
        case (.rule, .newest): "it was said last"
        case (.rule, .mostComplete): "it says most"
        case (.rule, .majority): "most say it"
        case (_, .union): "what all say, each once"
        case (.rule, .accuracy): "it is the most accurate"
        case (.trust, .newest): "of what was said last, who says it is trusted most"
        case (.trust, .mostComplete): "of what says most, who says it is trusted most"
        case (.trust, .majority): "of what most say, who says it is trusted most"
        case (.trust, .accuracy): "of the most accurate, who says it is trusted most"
        }
    }
}
