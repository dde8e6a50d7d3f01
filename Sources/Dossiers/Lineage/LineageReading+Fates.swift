import Identity
import Model

// Why what one member says is not what a field holds.
extension LineageReading {
    /// The rules are asked about the two of them alone.
    func fate(
        of place: Int, against winner: Int, _ candidates: [Candidate], _ field: Int, _ other: DossierValue,
        _ value: DossierValue?
    ) throws -> LosingCandidate.Fate {
        if other == value { return .same }
        let pair = origins.rules(entity).choose([candidates[winner], candidates[place]])
        let column = origins.column(of: field, entity)
        guard let reason = pair.reason(column) else { return .lessTrusted }
        if reason.rule == .union { return isWithin(other, value) ? .joined : .wouldWin }
        if reason.rule == .majority, let fate = try byCount(other, value, candidates, field) { return fate }
        if pair.place(column) == 1 { return .wouldWin }
        return reason.ground == .rule ? reason.rule.defeat : .lessTrusted
    }

    /// Whether all items of a list are in another one.
    private func isWithin(_ other: DossierValue, _ value: DossierValue?) -> Bool {
        guard case .list(let items) = other, case .list(let all)? = value else { return false }
        return items.allSatisfy(all.contains)
    }

    /// Whether fewer or more say one thing than another; nil when as many do.
    private func byCount(
        _ other: DossierValue, _ value: DossierValue?, _ candidates: [Candidate], _ field: Int
    ) throws -> LosingCandidate.Fate? {
        let all = try candidates.map { try origins.said($0.values, field, entity) }
        let (one, two) = (all.count { $0 == other }, all.count { $0 == value })
        return one == two ? nil : one < two ? .fewer : .wouldWin
    }
}

extension SurvivalRule {
    /// What is said of who lost by the rule itself.
    fileprivate var defeat: LosingCandidate.Fate {
        switch self {
        case .newest: .older
        case .mostComplete: .shorter
        case .accuracy: .lessAccurate
        case .trusted, .majority, .union: .lessTrusted
        }
    }
}
