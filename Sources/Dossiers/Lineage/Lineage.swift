public import Model

/// Where every value of a row is from, and what it was preferred to.
///
///     row ── members or contributions ──> record ──> connector, run, mapping as it ran ──> line
public struct Lineage: Sendable {
    /// The entity.
    public let entity: String
    /// What people call rows of that entity.
    public let title: Title
    /// The row's id.
    public let id: HubID
    /// The row's revision.
    public let rev: Int64
    /// The fields that have a value, or of which the mapping dropped one, in the schema's order.
    public let fields: [FieldLineage]

    /// The field called `name`.
    public func field(_ name: String) -> FieldLineage? { fields.first { $0.field.name == name } }
}

/// Where the value of one field is from.
public struct FieldLineage: Sendable, Equatable {
    /// The field, with its value and its origin. Without an origin nobody is known to have said it.
    public let field: DossierField
    /// What chose the value; nil when there is none, or it is not known.
    public let choice: Choice?
    /// What the mapping noted of the value.
    public let flag: ValueFlag?
    /// Who else said something.
    public let losers: [LosingCandidate]

    /// What chose a value among those that are said.
    public struct Choice: Sendable, Equatable {
        /// A rule of `mappings/identity.yaml`; of rows that are no linked things `only` or `first`.
        public let rule: String
        /// Why, in plain words.
        public let why: String
    }
}

/// That the mapping altered, dropped or kept a value that it could not use.
public struct ValueFlag: Sendable, Equatable {
    /// The problem's code, such as `R2106`.
    public let code: String
    /// What the source had.
    public let original: String
}

/// What somebody said of a field that is not what it holds, or not alone.
public struct LosingCandidate: Sendable, Equatable {
    /// Who said it.
    public let origin: FieldOrigin
    /// What; nil when the mapping dropped it.
    public let value: DossierValue?
    /// What became of it.
    public let fate: Fate
    /// What the mapping noted of it.
    public let flag: ValueFlag?

    /// What became of what somebody said.
    public enum Fate: String, Sendable, CaseIterable {
        /// It is the same value.
        case same
        /// Its items are among those of the value.
        case joined
        /// Its system is trusted less.
        case lessTrusted = "less_trusted"
        /// It was said earlier.
        case older
        /// It says less.
        case shorter
        /// Fewer say it.
        case fewer
        /// It is less accurate.
        case lessAccurate = "less_accurate"
        /// The rules would choose it now; the row follows when something is said of it.
        case wouldWin = "would_win"
        /// The same system said something newer of the same key.
        case replaced
        /// A record that the hub knows longer says something.
        case later
        /// The mapping could not use it.
        case dropped

        /// Why it is not the value, in plain words.
        public var words: String {
            switch self {
            case .same: "says the same"
            case .joined: "its items are in it"
            case .lessTrusted: "is trusted less"
            case .older: "was said earlier"
            case .shorter: "says less"
            case .fewer: "fewer say it"
            case .lessAccurate: "is less accurate"
            case .wouldWin: "the rules would choose it now"
            case .replaced: "a newer record of the same key says otherwise"
            case .later: "a record that was known before says otherwise"
            case .dropped: "the mapping dropped it"
            }
        }
    }
}
