public import Model

/// Why there is no dossier.
public enum DossierError: Error, Sendable, Equatable {
    /// The store has no run yet.
    case empty
    /// The hub knew nothing then: its first run began at `firstRun`, in milliseconds.
    case beforeHistory(firstRun: Int64)
    /// The hub knew the thing not yet, or no more; `known` are the moments of its first and last revision, nil when it never did.
    case unknown(HubID, known: ClosedRange<Int64>?)
    /// The thing went into another one, which has the dossier, at a moment in milliseconds.
    case merged(HubID, into: HubID, at: Int64)
    /// The schema has no such entity.
    case noEntity(String)
}
