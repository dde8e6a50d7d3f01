import Model
import SQLite
import Storage

/// One reading of the store: a connection inside one transaction, and the moment that is asked for.
final class DossierReading {
    let reader: DossierReader
    let database: Database
    /// The moment that is past; nil for now.
    let asOf: Int64?
    let firstRun: Int64
    private var queries: [String: RowQuery] = [:]
    private var decoders: [String: RowDecoder] = [:]
    private var ones: [String: Statement] = [:]
    private var names: [HubID: String?] = [:]

    init(_ reader: DossierReader, _ database: Database, asOf: Int64?) throws {
        self.reader = reader
        self.database = database
        self.asOf = asOf
        guard let first = try database.integer("SELECT min(started) FROM hub_run") else { throw DossierError.empty }
        firstRun = first
        if let asOf, asOf < first { throw DossierError.beforeHistory(firstRun: first) }
    }

    /// How rows of an entity are read.
    func query(_ entity: EntitySchema) throws -> RowQuery {
        if let known = queries[entity.name] { return known }
        let made = try RowQuery(entity, database, isPast: asOf != nil)
        queries[entity.name] = made
        return made
    }

    func decoder(_ entity: EntitySchema) throws -> RowDecoder {
        if let known = decoders[entity.name] { return known }
        guard let decoder = RowDecoder(entity, in: reader.schema, codes: reader.codes) else {
            throw DossierError.noEntity(entity.name)
        }
        decoders[entity.name] = decoder
        return decoder
    }

    /// The id of a thing.
    func id(_ number: Int64) throws -> HubID { try decoder(reader.subject).id(number) }

    /// A statement with the row that is looked for, and the moment.
    func statement(_ sql: String, _ row: Int64) throws -> Statement {
        let statement = try database.prepare(sql)
        try bind(statement, row)
        return statement
    }

    private func bind(_ statement: Statement, _ row: Int64) throws {
        try statement.bind(row, at: 1)
        if let asOf, statement.parameterCount > 1 { try statement.bind(asOf, at: 2) }
    }

    /// Where values are from.
    private(set) lazy var origins = OriginReading(self)

    /// Row `number` of an entity.
    func row(_ number: Int64, of entity: EntitySchema) throws -> DossierRow? {
        let query = try query(entity)
        guard query.hasRows else { return nil }
        let statement = try ones[entity.name] ?? database.prepare(query.one)
        ones[entity.name] = statement
        defer { statement.reset() }
        try bind(statement, number)
        return try statement.step() ? try decoder(entity).row(statement) : nil
    }

    func dossier(of number: Int64, _ request: DossierReader.Request, now: Int64) throws -> Dossier {
        guard let source = try row(number, of: reader.subject) else { throw try absence(of: number) }
        let parts = Set(DossierReader.parts.filter { request.sections?.contains($0) ?? true })
        let sections = try SectionReading(self, of: number).sections(request)
        let told = try parts.contains("facts") ? origins.fill(source, of: reader.subject) : source
        let points =
            parts.contains("points") ? try PointReading(self, of: number).points(limit: request.limit) : ([], 0)
        return Dossier(
            entity: reader.subject.name, title: reader.subject.title, asOf: asOf, madeAt: now,
            parts: parts, source: told, keys: parts.contains("keys") ? try keys(of: number) : [],
            sections: try sections.map(named), points: points.0,
            pointCount: points.1,
            identity: parts.contains("identity") ? try IdentityReading(self, of: number).story() : IdentityStory(),
            reach: HistoryReach(firstRun: firstRun, firstKnown: try firstKnown(number) ?? source.at))
    }

    /// The keys of systems, then the identifiers. The store keeps no time of them: they are those of now.
    private func keys(of number: Int64) throws -> [SourceKey] {
        let rows = try database.prepare(
            """
            SELECT n.name, 0, a.key FROM hub_member m JOIN hub_alias a ON a.row = m.id JOIN hub_name n ON n.id = a.scheme
              WHERE m.row = ?1
            UNION SELECT n.name, 1, m.key FROM hub_member m JOIN hub_name n ON n.id = m.system
              WHERE m.row = ?1 AND n.name NOT GLOB '=*' ORDER BY 2 DESC, 1, 3
            """)
        try rows.bind(number, at: 1)
        var keys: [SourceKey] = []
        while try rows.step() {
            keys.append(
                SourceKey(scheme: rows.text(0) ?? "", isSystem: rows.integer(1) != 0, key: rows.text(2) ?? ""))
        }
        return keys
    }

    private func firstKnown(_ number: Int64) throws -> Int64? {
        let first = try database.prepare("SELECT min(at) FROM hub_history WHERE row = ?1")
        try first.bind(number, at: 1)
        return try first.step() && !first.isNull(0) ? first.integer(0) : nil
    }

    /// Gives what rows refer to its name.
    private func named(_ section: DossierSection) throws -> DossierSection {
        DossierSection(
            key: section.key, entity: section.entity, reference: section.reference, title: section.title,
            columns: section.columns, total: section.total, rows: try section.rows.map(named))
    }

    /// Gives what a row refers to its name.
    func named(_ row: DossierRow) throws -> DossierRow {
        var row = row
        for field in row.fields.indices { row.fields[field].value = try named(row.fields[field].value) }
        return row
    }

    /// Gives what a value refers to its name.
    func named(_ value: DossierValue?) throws -> DossierValue? {
        guard case .reference(let id, _)? = value else { return value }
        return .reference(id, name: try name(of: id))
    }

    /// What another thing was called.
    private func name(of id: HubID) throws -> String? {
        if let known = names[id] { return known }
        let entity = reader.schema.entities.first { HubID.Prefix($0.prefix) == id.prefix }
        var name: String?
        if let entity, case .text(let text)? = try row(id.number, of: entity)?.field("name")?.value { name = text }
        names[id] = .some(name)
        return name
    }
}
