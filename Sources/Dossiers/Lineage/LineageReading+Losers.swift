import Identity
import Model
import Storage

// What was said of a field that it does not hold.
extension LineageReading {
    func losers(_ field: Int, _ value: DossierValue?, _ chosen: ChosenSpeaker?) throws -> [LosingCandidate] {
        var losers: [LosingCandidate] = []
        switch speakers {
        case .record: break
        case .records: losers = try later(field, value, chosen)
        case .members(let members, let candidates, _):
            for place in members.indices {
                if place != chosen?.member, let lost = try member(place, members, candidates, field, value, chosen) {
                    losers.append(lost)
                }
                losers += try replaced(place, candidates[place].values, field)
            }
        }
        return try losers + dropped(field, value)
    }

    /// What another member says.
    private func member(
        _ place: Int, _ members: [Member], _ candidates: [Candidate], _ field: Int, _ value: DossierValue?,
        _ chosen: ChosenSpeaker?
    ) throws -> LosingCandidate? {
        let record = members[place].speaker(of: origins.column(of: field, entity))
        guard let other = try origins.said(candidates[place].values, field, entity),
            let origin = try origin(record, field, place)
        else { return nil }
        let winner = chosen?.member
        let fate =
            try winner.map { try self.fate(of: place, against: $0, candidates, field, other, value) } ?? .lessTrusted
        return LosingCandidate(
            origin: origin, value: try origins.reading.named(other), fate: fate,
            flag: flag(record, members[place].id, field))
    }

    /// What records of a member said that a newer one says otherwise; each value once.
    private func replaced(_ place: Int, _ values: RowValues, _ field: Int) throws -> [LosingCandidate] {
        let holds = try origins.said(values, field, entity)
        return try distinct(said.filter { $0.member == place }, field, but: holds, fate: .replaced)
    }

    /// What records say that are known for less long than the one that holds; each value once.
    private func later(_ field: Int, _ value: DossierValue?, _ chosen: ChosenSpeaker?) throws -> [LosingCandidate] {
        try distinct(said.filter { $0.record != chosen?.record }, field, but: value, fate: .later)
    }

    private func distinct(
        _ all: [Said], _ field: Int, but held: DossierValue?, fate: LosingCandidate.Fate
    ) throws -> [LosingCandidate] {
        var told: [DossierValue] = held.map { [$0] } ?? []
        return try all.compactMap { one in
            guard let value = try origins.said(one.values, field, entity), !told.contains(value),
                let origin = try origin(one.record, field, one.member)
            else { return nil }
            told.append(value)
            return LosingCandidate(
                origin: origin, value: try origins.reading.named(value), fate: fate,
                flag: flag(one.record, one.number, field))
        }
    }

    /// What the mapping dropped: a record has a flag of the field and no value; each original of a system once.
    private func dropped(_ field: Int, _ value: DossierValue?) throws -> [LosingCandidate] {
        if case .record(let only) = speakers { return value == nil ? try droppedAlone(only, field) : [] }
        var told: Set<String> = []
        return try said.compactMap { one in
            guard let flag = flag(one.record, one.number, field),
                !one.values.has(origins.column(of: field, entity)),
                let origin = try origin(one.record, field, one.member),
                told.insert("\(origin.system) \(flag.original)").inserted
            else { return nil }
            return LosingCandidate(origin: origin, value: nil, fate: .dropped, flag: flag)
        }
    }

    private func droppedAlone(_ record: Int64, _ field: Int) throws -> [LosingCandidate] {
        guard let flag = flag(record, head.row, field), let origin = try origin(record, field, nil)
        else { return [] }
        return [LosingCandidate(origin: origin, value: nil, fate: .dropped, flag: flag)]
    }
}
