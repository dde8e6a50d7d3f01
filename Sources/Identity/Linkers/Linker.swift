/// Decides which known thing a row speaks of. The store looks up candidates, the linker decides: exact identifiers today,
/// likeness of names and places later, behind the same question.
public protocol Linker: Sendable {
    /// Whether one of `candidates` is the thing, or it is a new one.
    func link(_ candidates: [LinkCandidate]) -> LinkDecision
}

/// A known thing that a row may speak of, and why.
public struct LinkCandidate: Sendable, Equatable {
    /// What the row and the thing have in common.
    public enum Evidence: Sendable, Equatable {
        /// The key that the row's own system uses.
        case systemKey
        /// An identifier that holds in every system, by its place in the schema's list: earlier ones tell more.
        case identifier(Int)
    }

    /// The thing's row number.
    public var row: Int64
    /// What they have in common.
    public var evidence: Evidence
    /// Whether the row's own system already knows the thing under another key: then the system holds them for two.
    public var isOtherInSystem: Bool

    /// A candidate.
    public init(row: Int64, evidence: Evidence, isOtherInSystem: Bool = false) {
        self.row = row
        self.evidence = evidence
        self.isOtherInSystem = isOtherInSystem
    }
}

/// What a linker decided.
public enum LinkDecision: Sendable, Equatable {
    /// The row speaks of this thing.
    case existing(row: Int64, LinkCandidate.Evidence)
    /// It is a thing not known before.
    case new
    /// Several things share the identifier and nothing tells which is meant: a new thing for now, for a person to look at.
    case ambiguous(rows: [Int64], LinkCandidate.Evidence)
}
