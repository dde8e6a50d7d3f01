import Identity
import Model
import SQLite
import Storage

/// Finds out who said what the fields of rows hold, in one reading of the store.
final class OriginReading {
    /// What is read once, when it is needed first.
    struct Tables {
        let records: RecordReading
        let mappings: MappingReading
        let sayings: SayingReader
        let flags: Statement

        init(_ database: Database, files: [String: String]) throws {
            records = try RecordReading(database)
            mappings = try MappingReading(database, files: files)
            sayings = try SayingReader(database)
            flags = try database.prepare("SELECT field, code, value FROM hub_flag WHERE record = ?1 AND row = ?2")
        }
    }

    /// What the table of an entity says of who speaks of a row.
    struct Head {
        let row: Int64
        let record: Int64
        let run: Int64
        let at: Int64
    }

    unowned let reading: DossierReading
    private var made: Tables?
    private var heads: [String: Statement] = [:]

    init(_ reading: DossierReading) { self.reading = reading }

    var tables: Tables {
        get throws {
            if let made { return made }
            let tables = try Tables(reading.database, files: reading.reader.mappingFiles)
            made = tables
            return tables
        }
    }

    /// Gives the fields of a row their origins. A row that is another one now keeps its fields without: what was said of it then is
    /// not kept.
    func fill(_ row: DossierRow, of entity: EntitySchema) throws -> DossierRow {
        guard row.until == nil, let head = try head(row.id.number, of: entity) else { return row }
        let speakers = try speakers(of: head, entity)
        var row = row
        for index in row.fields.indices where row.fields[index].value != nil {
            guard let chosen = try chosen(row.fields[index].value, index, head, speakers, entity) else { continue }
            row.fields[index].origin = try origin(
                chosen.record, field: entity.fields[index], entity, head, member: chosen.member.map { speakers.key($0) }
            )
        }
        return row
    }

    func head(_ row: Int64, of entity: EntitySchema) throws -> Head? {
        let statement =
            try heads[entity.name]
            ?? reading.database.prepare("SELECT record, run, at FROM \(RowQuery.quoted(entity.name)) WHERE id = ?1")
        heads[entity.name] = statement
        try statement.bind(row, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return Head(row: row, record: statement.integer(0), run: statement.integer(1), at: statement.integer(2))
    }

    /// Who speaks of a row.
    func speakers(of head: Head, _ entity: EntitySchema) throws -> RowSpeakers {
        if entity.identity == .linked {
            let members = try tables.sayings.members(of: head.row)
            let candidates = try Saying.of(members, in: reading.database).map {
                Candidate(system: $0.system, key: $0.key, values: $0.values, times: $0.times)
            }
            return .members(members, candidates, rules(entity).choose(candidates))
        }
        if head.record != 0 { return .record(head.record) }
        return .records(try tables.sayings.contributions(to: head.row))
    }

    func rules(_ entity: EntitySchema) -> SurvivorshipRules {
        reading.reader.identity.survivorship[entity.name] ?? .standard(for: entity)
    }

    /// Who said what field number `field` holds; nil when nobody is known to have.
    func chosen(
        _ value: DossierValue?, _ field: Int, _ head: Head, _ speakers: RowSpeakers, _ entity: EntitySchema
    ) throws -> ChosenSpeaker? {
        let column = column(of: field, entity)
        switch speakers {
        case .record(let record): return ChosenSpeaker(record: record, number: head.row, member: nil, choice: .only)
        case .records(let said):
            guard let first = said.first(where: { $0.values.has(column) }) else { return nil }
            return ChosenSpeaker(record: first.record, number: head.row, member: nil, choice: .first)
        case .members(let members, let candidates, let survivors):
            guard let (place, choice) = try member(value, field, candidates, survivors, entity) else { return nil }
            return ChosenSpeaker(
                record: members[place].speaker(of: column), number: members[place].id, member: place, choice: choice)
        }
    }

    /// Which member said a value. What survives by the rules of today may be something else: rules change, and rows follow when
    /// something is said of them.
    private func member(
        _ value: DossierValue?, _ field: Int, _ candidates: [Candidate], _ survivors: Survivors, _ entity: EntitySchema
    ) throws -> (Int, FieldLineage.Choice)? {
        let column = column(of: field, entity)
        if try said(survivors.values, field, entity) == value, let place = survivors.place(column),
            let reason = survivors.reason(column)
        {
            return (place, FieldLineage.Choice(reason))
        }
        let speakers = try candidates.indices.filter { try said(candidates[$0].values, field, entity) == value }
        let among = rules(entity).choose(speakers.map { candidates[$0] })
        guard let place = among.place(column), let reason = among.reason(column) else { return nil }
        return (speakers[place], .earlier(reason))
    }

    /// What somebody says of a field.
    func said(_ values: RowValues, _ field: Int, _ entity: EntitySchema) throws -> DossierValue? {
        let isLinked =
            entity.fields[field].type.target.flatMap { reading.reader.schema.entity($0) }?.identity == .linked
        return try reading.decoder(entity).value(values, field) { isLinked ? try tables.sayings.thing(of: $0) : $0 }
    }

    func column(of field: Int, _ entity: EntitySchema) -> Int { entity.column(of: entity.fields[field].name) ?? .max }

    /// Where what a record says of a field is from; nil when there is no such record.
    func origin(
        _ record: Int64, field: FieldSchema, _ entity: EntitySchema, _ head: Head, member: String? = nil
    ) throws -> FieldOrigin? {
        guard let known = try tables.records.read(record) else { return nil }
        let (run, at, version) = try last(known, record, head)
        return FieldOrigin(
            system: known.system, record: known.key, member: member ?? "", connector: known.connector, run: run, at: at,
            version: try version.flatMap { try tables.mappings.version($0) }?.hash ?? "",
            lines: try version.map { try tables.mappings.places($0, of: field, in: entity.name) } ?? [],
            isHeld: known.isHeld)
    }

    /// By which run and version a record says what holds. Of one whose newest version is held only the row can tell, if nobody else
    /// speaks of it.
    private func last(
        _ record: SpeakingRecord, _ number: Int64, _ head: Head
    ) throws -> (run: Int64?, at: Int64?, version: Int64?) {
        guard record.isHeld else { return (record.run, record.at, record.version) }
        guard head.record == number,
            let version = try tables.mappings.version(ofRun: head.run, of: record.connector)
        else { return (nil, nil, nil) }
        return (head.run, head.at, version)
    }
}

extension RowSpeakers {
    /// What the system calls a member.
    func key(_ place: Int) -> String {
        if case .members(_, let candidates, _) = self { candidates[place].key } else { "" }
    }
}

extension Survivors {
    func place(_ column: Int) -> Int? { column < chosen.count ? chosen[column] : nil }
    func reason(_ column: Int) -> Reason? { column < reasons.count ? reasons[column] : nil }
}
