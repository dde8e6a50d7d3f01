/// Links by equality alone: the system's own key first, then the identifiers in the schema's order.
///
/// A wrong link is worse than a missing one: what the own system tells apart is never put together, and an identifier that
/// several things share (one company, several sites) decides nothing.
public struct ExactLinker: Linker {
    /// A linker.
    public init() {}

    /// See ``Linker/link(_:)``.
    public func link(_ candidates: [LinkCandidate]) -> LinkDecision {
        if let own = candidates.first(where: { $0.evidence == .systemKey }) {
            return .existing(row: own.row, .systemKey)
        }
        for identifier in candidates.compactMap(\.identifier).sorted() {
            let rows = Set(
                candidates.filter { $0.evidence == .identifier(identifier) && !$0.isOtherInSystem }.map(\.row)
            ).sorted()
            if rows.count == 1 { return .existing(row: rows[0], .identifier(identifier)) }
            if rows.count > 1 { return .ambiguous(rows: rows, .identifier(identifier)) }
        }
        return .new
    }
}

extension LinkCandidate {
    var identifier: Int? {
        if case .identifier(let place) = evidence { place } else { nil }
    }
}
