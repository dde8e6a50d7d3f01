import Model
import SQLite

/// How rows of an entity are read from its table and, for a moment that is past, from the history: as the same columns.
///
/// Parameters of every text that it gives: ?1 the row that is looked for or referred to, ?2 the moment.
struct RowQuery {
    let schema: EntitySchema
    /// The entity's number in the store; nil when it has none, and so no rows.
    private let number: Int64?
    /// The columns that the table has. A field may be in the schema and not yet in the table.
    private let present: Set<String>
    private let isPast: Bool

    init(_ schema: EntitySchema, _ database: Database, isPast: Bool) throws {
        self.schema = schema
        self.isPast = isPast
        let numbers = try database.prepare("SELECT id FROM hub_name WHERE kind = 'entity' AND name = ?1")
        try numbers.bind(schema.name, at: 1)
        number = try numbers.step() ? numbers.integer(0) : nil
        let columns = try database.prepare("SELECT name FROM pragma_table_info(?1)")
        try columns.bind(schema.name, at: 1)
        var present: Set<String> = []
        while try columns.step() { present.insert(columns.text(0) ?? "") }
        self.present = present
    }

    /// Whether there can be rows.
    var hasRows: Bool { number != nil && !present.isEmpty }

    /// How many columns stand before those of the schema: id, rev, at, until.
    static let columnsBefore = 4

    /// The row ?1.
    var one: String {
        let names = ["id", "rev", "at", "until"] + schema.columns.map { Self.quoted($0.name) }
        return "SELECT \(names.joined(separator: ", ")) FROM (\(rows("hub_history", where: "row = ?1"))) WHERE id = ?1"
    }

    /// All rows that a section looks through. Of the past only what ``PastRows`` has put aside is looked through.
    var all: String { rows(PastRows.table, where: "TRUE") }

    /// All rows, whatever they refer to: goes through the whole history for a moment that is past.
    var ever: String { rows("hub_history", where: "TRUE") }

    private func rows(_ past: String, where condition: String) -> String {
        let columns = schema.columns
        let now = columns.map { present.contains($0.name) ? Self.quoted($0.name) : "NULL AS \(Self.quoted($0.name))" }
        var text = "SELECT id, rev, at, NULL AS until, \(now.joined(separator: ", ")) FROM \(Self.quoted(schema.name))"
        guard isPast, let number else { return text }
        let then = columns.map { "\(Self.past($0)) AS \(Self.quoted($0.name))" }
        text += " WHERE at <= ?2 UNION ALL SELECT row, rev, at, until, \(then.joined(separator: ", ")) FROM \(past)"
        return text + " WHERE entity = \(number) AND at <= ?2 AND until > ?2 AND \(condition)"
    }

    /// A column out of a revision's JSON, as the table would have it.
    static func past(_ column: ColumnSchema) -> String {
        let value = member(column.name)
        guard column.type == .datetime else { return value }
        // RFC 3339 with milliseconds in UTC, as the history writes it.
        return "(CAST(strftime('%s', \(value)) AS INTEGER) * 1000 + CAST(substr(\(value), 21, 3) AS INTEGER))"
    }

    /// A member of a revision's JSON.
    static func member(_ name: String) -> String { "json_extract(body, '$.\"\(name)\"')" }

    /// Names of entities and columns are small letters, digits and `_`; quotes keep them apart from SQL's words.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// Which revisions refer to row ?1 by one of `fields`, as a condition on the history.
    func refers(by fields: [String]) -> String? {
        guard let number, !fields.isEmpty else { return nil }
        let any = fields.map { "\(Self.member($0)) = ?1" }.joined(separator: " OR ")
        return "(entity = \(number) AND (\(any)))"
    }
}
