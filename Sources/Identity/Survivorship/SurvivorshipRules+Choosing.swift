import Model

extension SurvivorshipRules {
    /// The golden record of the members of one thing. It depends on the set of members alone, not on their order; a value that
    /// is null never wins, and a point is of one member.
    public func choose(_ candidates: [Candidate]) -> Survivors {
        var survivors = Survivors()
        var places = [[Int]?](repeating: nil, count: orders.count)
        for field in fields {
            let order = places[field.order] ?? orders[field.order].places(candidates)
            places[field.order] = order
            let speakers = order.filter { candidates[$0].says(field.columns) }
            survivors.add(field, speakers, candidates)
        }
        return survivors
    }
}

extension Survivors {
    /// Adds a field's columns.
    fileprivate mutating func add(
        _ field: SurvivorshipRules.FieldRule, _ speakers: [Int], _ candidates: [Candidate]
    ) {
        guard let (winner, ground) = field.winner(speakers, candidates) else {
            for _ in field.columns { add(nil, nil) { $0.values.append(.null) } }
            return
        }
        let (reason, said) = (Reason(rule: field.rule, ground: ground), candidates[winner].values)
        for column in field.columns {
            add(winner, reason) { values in
                if field.rule == .union, speakers.count > 1 {
                    values.append(.list, bytes: Self.union(speakers.map { candidates[$0] }, column))
                } else {
                    values.append(said.values[column], from: said.arena)
                }
            }
        }
    }

    private mutating func add(_ winner: Int?, _ reason: Reason?, _ value: (inout RowValues) -> Void) {
        value(&values)
        chosen.append(winner)
        reasons.append(reason)
    }

    /// The items of all, each where it comes first.
    private static func union(_ members: [Candidate], _ column: Int) -> [UInt8] {
        var seen: Set<ArraySlice<UInt8>> = []
        let items = members.flatMap { ListItems.of($0.values.arena[$0.values.values[column].range]) }
        return ListItems.list(items.filter { seen.insert($0).inserted })
    }
}

extension SurvivorshipRules.FieldRule {
    /// Whose value survives of those that say something, the most trusted first, and what decided.
    fileprivate func winner(_ speakers: [Int], _ candidates: [Candidate]) -> (Int, Survivors.Reason.Ground)? {
        guard let first = speakers.first else { return nil }
        if speakers.count == 1 { return (first, .alone) }
        return switch rule {
        case .trusted, .union: (first, .rule)
        case .newest: best(speakers) { candidates[$0].time(columns) }
        case .mostComplete: best(speakers) { candidates[$0].extent(columns.lowerBound) }
        case .majority: mostSaid(speakers, candidates)
        case .accuracy: best(speakers) { precision(candidates[$0]) }
        }
    }

    /// The first of those with the greatest merit.
    private func best<Merit: Comparable>(
        _ speakers: [Int], by merit: (Int) -> Merit
    ) -> (Int, Survivors.Reason.Ground)? {
        let merits = speakers.map(merit)
        guard let greatest = merits.max(), let place = merits.firstIndex(of: greatest) else { return nil }
        return (speakers[place], merits.count { $0 == greatest } == 1 ? .rule : .trust)
    }

    /// The first of those who say what most say.
    private func mostSaid(_ speakers: [Int], _ candidates: [Candidate]) -> (Int, Survivors.Reason.Ground)? {
        var counts: [(speaker: Int, count: Int)] = []
        for speaker in speakers {
            let known = counts.firstIndex { candidates[$0.speaker].says(columns, as: candidates[speaker]) }
            if let known { counts[known].count += 1 } else { counts.append((speaker, 1)) }
        }
        let most = counts.map(\.count).max()
        let leading = counts.filter { $0.count == most }
        return leading.first.map { ($0.speaker, leading.count == 1 ? .rule : .trust) }
    }

    private func precision(_ candidate: Candidate) -> PointPrecision {
        let values = candidate.values.values
        return PointPrecision(
            metres: metres[candidate.system], values[columns.lowerBound], values[columns.upperBound - 1])
    }
}
