import Identity
import Model
import SQLite
import Storage

/// Reads where each value of one row is from, and what else was said.
struct LineageReading {
    /// One saying of a record, in the order in which they hold.
    private struct Said {
        let record: Int64
        let number: Int64
        let member: Int?
        let values: RowValues
    }

    private typealias Flags = [FlagPlace: [String: ValueFlag]]

    private struct FlagPlace: Hashable {
        let record: Int64
        let number: Int64
    }

    private let origins: OriginReading
    private let entity: EntitySchema
    private let head: OriginReading.Head
    private let speakers: RowSpeakers
    private let said: [Said]
    private let flags: Flags

    /// - Throws: when a row that the head is of cannot be read.
    init(_ origins: OriginReading, _ head: OriginReading.Head, of entity: EntitySchema) throws {
        self.origins = origins
        self.entity = entity
        self.head = head
        speakers = try origins.speakers(of: head, entity)
        said = try Self.said(speakers, head, origins.tables.sayings)
        flags = try Self.flags(said, speakers, head, origins)
    }

    /// The lineage of the fields of `row`; of those that are empty only where the mapping dropped something.
    func fields(_ row: DossierRow) throws -> [FieldLineage] {
        try row.fields.indices.compactMap { index in
            let chosen = try row.fields[index].value == nil
                ? nil : origins.chosen(row.fields[index].value, index, head, speakers, entity)
            let losers = try losers(index, row.fields[index].value, chosen)
            if row.fields[index].value == nil, losers.isEmpty { return nil }
            var field = row.fields[index]
            field.origin = try chosen.flatMap { try origin($0.record, index, $0.member) }
            field.value = try origins.reading.named(field.value)
            return FieldLineage(
                field: field, choice: chosen?.choice, flag: chosen.flatMap { flag($0.record, $0.number, index) },
                losers: losers)
        }
    }

    // MARK: What is said

    private static func said(
        _ speakers: RowSpeakers, _ head: OriginReading.Head, _ sayings: SayingReader
    ) throws -> [Said] {
        switch speakers {
        case .record: []
        case .records(let all): all.map { Said(record: $0.record, number: head.row, member: nil, values: $0.values) }
        case .members(let members, _, _):
            try members.enumerated().flatMap { place, member in
                let alone = Said(record: member.record, number: member.id, member: place, values: member.values)
                if member.record != 0 { return [alone] }
                return try sayings.contributions(to: member.id).map {
                    Said(record: $0.record, number: member.id, member: place, values: $0.values)
                }
            }
        }
    }

    private static func flags(
        _ said: [Said], _ speakers: RowSpeakers, _ head: OriginReading.Head, _ origins: OriginReading
    ) throws -> Flags {
        var places = said.map { FlagPlace(record: $0.record, number: $0.number) }
        if case .record(let only) = speakers { places.append(FlagPlace(record: only, number: head.row)) }
        let statement = try origins.tables.flags
        var flags: Flags = [:]
        for place in places {
            try statement.bind(place.record, at: 1)
            try statement.bind(place.number, at: 2)
            defer { statement.reset() }
            while try statement.step() {
                flags[place, default: [:]][statement.text(0) ?? ""] = ValueFlag(
                    code: statement.text(1) ?? "", original: statement.text(2) ?? "")
            }
        }
        return flags
    }

    private func flag(_ record: Int64, _ number: Int64, _ field: Int) -> ValueFlag? {
        flags[FlagPlace(record: record, number: number)]?[entity.fields[field].name]
    }

    private func origin(_ record: Int64, _ field: Int, _ member: Int?) throws -> FieldOrigin? {
        try origins.origin(record, field: entity.fields[field], entity, head, member: member.map { speakers.key($0) })
    }

    // MARK: What lost

    private func losers(_ field: Int, _ value: DossierValue?, _ chosen: ChosenSpeaker?) throws -> [LosingCandidate] {
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
        let fate = try winner.map { try self.fate(place, against: $0, candidates, field, other, value) } ?? .lessTrusted
        return LosingCandidate(
            origin: origin, value: try origins.reading.named(other), fate: fate,
            flag: flag(record, members[place].id, field))
    }

    /// Why one member lost against another: the rules are asked about the two of them alone.
    private func fate(
        _ place: Int, against winner: Int, _ candidates: [Candidate], _ field: Int, _ other: DossierValue,
        _ value: DossierValue?
    ) throws -> LosingCandidate.Fate {
        if other == value { return .same }
        let pair = origins.rules(entity).choose([candidates[winner], candidates[place]])
        guard let reason = pair.reason(origins.column(of: field, entity)) else { return .lessTrusted }
        if reason.rule == .union { return .joined }
        if reason.rule == .majority { return try isFewer(other, than: value, candidates, field) ? .fewer : .lessTrusted }
        return reason.ground == .rule ? reason.rule.defeat : .lessTrusted
    }

    private func isFewer(
        _ other: DossierValue, than value: DossierValue?, _ candidates: [Candidate], _ field: Int
    ) throws -> Bool {
        let all = try candidates.map { try origins.said($0.values, field, entity) }
        return all.count { $0 == other } < all.count { $0 == value }
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
