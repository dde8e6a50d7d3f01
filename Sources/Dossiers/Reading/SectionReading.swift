import Model
import SQLite

/// Reads what refers to a thing, a section for each field that does.
struct SectionReading {
    private let reading: DossierReading
    private let number: Int64
    private let plans: [SectionPlan]

    init(_ reading: DossierReading, of number: Int64) throws {
        self.reading = reading
        self.number = number
        plans = SectionPlan.all(of: reading.reader.subject, in: reading.reader.schema)
        guard let asOf = reading.asOf else { return }
        let all = try plans.map { (query: try reading.query($0.entity), fields: $0.fields.map(\.name)) }
        try PastRows.gather(all, of: number, at: asOf, in: reading.database)
    }

    func sections(_ request: DossierReader.Request) throws -> [DossierSection] {
        try plans.flatMap { plan in
            try plan.fields.filter { plan.isWanted($0, request.sections) }.map { field in
                try section(plan, field, limit: request.limit)
            }
        }
    }

    private func section(_ plan: SectionPlan, _ field: FieldSchema, limit: Int) throws -> DossierSection {
        let (numbers, total) = try newest(plan, field, limit)
        let rows = try numbers.compactMap { number in
            try reading.row(number, of: plan.entity).map { try reading.origins.fill($0, of: plan.entity) }
        }
        return DossierSection(
            key: plan.key(field), entity: plan.entity.name, reference: field.name, title: plan.title(field),
            columns: plan.columns(field), total: total, rows: rows)
    }

    /// The numbers of the newest rows, and how many there are. What has no time comes last, then by when it last changed.
    private func newest(_ plan: SectionPlan, _ field: FieldSchema, _ limit: Int) throws -> ([Int64], Int) {
        let query = try reading.query(plan.entity)
        guard query.hasRows else { return ([], 0) }
        let time = plan.time.map { RowQuery.quoted($0.name) } ?? "NULL"
        let found = try reading.statement(
            """
            SELECT id, count(*) OVER () FROM (\(query.all)) WHERE \(RowQuery.quoted(field.name)) = ?1
              ORDER BY \(time) DESC NULLS LAST, at DESC, id LIMIT \(limit)
            """, number)
        var (numbers, total) = ([Int64](), 0)
        while try found.step() {
            numbers.append(found.integer(0))
            total = Int(found.integer(1))
        }
        return (numbers, total)
    }
}
