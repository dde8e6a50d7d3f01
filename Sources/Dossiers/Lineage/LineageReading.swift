import Identity
import Model
import SQLite
import Storage

/// Reads where each value of one row is from, and what else was said.
struct LineageReading {
    /// One saying of a record, in the order in which they hold.
    struct Said {
        let record: Int64
        let number: Int64
        let member: Int?
        let values: RowValues
    }

    typealias Flags = [FlagPlace: [String: ValueFlag]]

    struct FlagPlace: Hashable {
        let record: Int64
        let number: Int64
    }

    let origins: OriginReading
    let entity: EntitySchema
    let head: OriginReading.Head
    let speakers: RowSpeakers
    let said: [Said]
    let flags: Flags

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
            let chosen =
                try row.fields[index].value == nil
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

    func flag(_ record: Int64, _ number: Int64, _ field: Int) -> ValueFlag? {
        flags[FlagPlace(record: record, number: number)]?[entity.fields[field].name]
    }

    func origin(_ record: Int64, _ field: Int, _ member: Int?) throws -> FieldOrigin? {
        try origins.origin(record, field: entity.fields[field], entity, head, member: member.map { speakers.key($0) })
    }
}
