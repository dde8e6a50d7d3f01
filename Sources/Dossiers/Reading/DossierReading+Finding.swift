import Model
import SQLite

// Which thing people mean, and why there is none.
extension DossierReading {
    /// The things that were called `text`: by their names and identifiers, else by a key that they have in a system or once had.
    func find(_ text: String) throws -> [HubID] {
        let query = try query(reader.subject)
        guard query.hasRows else { return [] }
        var numbers = try named(text, query)
        if numbers.isEmpty { numbers = try keyed(text) }
        return try numbers.sorted().map(id)
    }

    private func keyed(_ key: String) throws -> Set<Int64> {
        // With its scheme a key is found by the table's own order.
        let rows = try database.prepare(
            """
            SELECT m.row FROM hub_alias a JOIN hub_member m ON m.id = a.row
              WHERE a.entity = (SELECT id FROM hub_name WHERE kind = 'entity' AND name = ?2)
                AND a.scheme IN (SELECT id FROM hub_name WHERE kind = 'identifier') AND a.key = ?1
            UNION SELECT row FROM hub_member
              WHERE entity = (SELECT id FROM hub_name WHERE kind = 'entity' AND name = ?2)
                AND system IN (SELECT id FROM hub_name WHERE kind = 'system') AND key = ?1
            """)
        try rows.bind(key, at: 1)
        try rows.bind(reader.subject.name, at: 2)
        var numbers: Set<Int64> = []
        while try rows.step() {
            // A key may be of a thing that came after the moment, or was gone by then.
            if try row(rows.integer(0), of: reader.subject) != nil { numbers.insert(rows.integer(0)) }
        }
        return numbers
    }

    private func named(_ text: String, _ query: RowQuery) throws -> Set<Int64> {
        let fields = (["name"] + reader.subject.identifiers).filter { reader.subject.field($0) != nil }
        guard !fields.isEmpty else { return [] }
        let any = fields.map { "\(RowQuery.quoted($0)) = ?1" }.joined(separator: " OR ")
        let statement = try database.prepare("SELECT id FROM (\(query.ever)) WHERE \(any)")
        try statement.bind(text, at: 1)
        if let asOf, statement.parameterCount > 1 { try statement.bind(asOf, at: 2) }
        var numbers: Set<Int64> = []
        while try statement.step() { numbers.insert(statement.integer(0)) }
        return numbers
    }

    /// Why there is no row `number`: it is part of another thing, or the hub did not know it then.
    func absence(of number: Int64) throws -> DossierError { try absence(of: number, in: reader.subject) }

    /// The same of a row of any entity.
    func absence(of number: Int64, in entity: EntitySchema) throws -> DossierError {
        let decoder = try decoder(entity)
        if let (into, at) = try survivor(of: number) {
            return .merged(decoder.id(number), into: decoder.id(into), at: at)
        }
        return .unknown(decoder.id(number), known: try span(of: number, in: entity))
    }

    /// What a thing went into, through all that followed, and when it went.
    private func survivor(of number: Int64) throws -> (row: Int64, at: Int64)? {
        let merged = try database.prepare("SELECT into_row, at FROM hub_merged WHERE row = ?1 AND at <= ?2")
        var (row, first) = (number, Int64?.none)
        // What went in a circle would be damage: no chain is as long as this.
        for _ in 0..<1_000 {
            try merged.bind(row, at: 1)
            try merged.bind(asOf ?? .max, at: 2)
            defer { merged.reset() }
            guard try merged.step() else { break }
            row = merged.integer(0)
            first = first ?? merged.integer(1)
        }
        return first.map { (row, $0) }
    }

    /// From when to when the hub knew a row.
    private func span(of number: Int64, in entity: EntitySchema) throws -> ClosedRange<Int64>? {
        let query = try query(entity)
        let table = RowQuery.quoted(entity.name)
        let now = query.hasRows ? " UNION ALL SELECT at, \(Int64.max) FROM \(table) WHERE id = ?1" : ""
        let span = try database.prepare(
            """
            SELECT min(at), max(until) FROM (SELECT at, until FROM hub_history
              WHERE row = ?1 AND entity = (SELECT id FROM hub_name WHERE kind = 'entity' AND name = ?2)\(now))
            """)
        try span.bind(number, at: 1)
        try span.bind(entity.name, at: 2)
        guard try span.step(), !span.isNull(0), span.integer(0) <= span.integer(1) else { return nil }
        return span.integer(0)...span.integer(1)
    }
}
