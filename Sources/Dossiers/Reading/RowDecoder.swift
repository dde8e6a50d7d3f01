import JSON
import Model
import SQLite

/// Makes rows of what a ``RowQuery`` gives: every field of the schema, codes with their labels.
struct RowDecoder {
    let schema: EntitySchema
    private let prefix: HubID.Prefix
    private let codes: [String: CodeTable]
    /// For each field, the index of its first column and, for references, the letters of the ids they hold.
    let fields: [(field: FieldSchema, column: Int, target: HubID.Prefix?)]

    init?(_ schema: EntitySchema, in all: UnifiedSchema, codes: [String: CodeTable]) {
        guard let prefix = HubID.Prefix(schema.prefix) else { return nil }
        self.schema = schema
        self.prefix = prefix
        self.codes = codes
        fields = schema.fields.map { field in
            let target = field.type.target.flatMap { all.entity($0) }.flatMap { HubID.Prefix($0.prefix) }
            return (field, RowQuery.columnsBefore + (schema.column(of: field.name) ?? 0), target)
        }
    }

    /// The id of a row.
    func id(_ number: Int64) -> HubID { HubID(prefix: prefix, number: number) }

    /// The row that a statement stands at.
    func row(_ statement: Statement) -> DossierRow {
        DossierRow(
            id: id(statement.integer(0)), rev: statement.integer(1), at: statement.integer(2),
            until: statement.isNull(3) ? nil : statement.integer(3),
            fields: fields.map { field, column, target in
                DossierField(
                    name: field.name, title: field.title, value: value(statement, column, field.type, target),
                    unit: field.type.unit, sensitivity: field.sensitivity, origin: nil)
            })
    }

    private func value(
        _ row: Statement, _ column: Int, _ type: FieldType, _ target: HubID.Prefix?
    ) -> DossierValue? {
        guard !row.isNull(column) else { return nil }
        switch type {
        case .text: return .text(row.text(column) ?? "")
        case .code(let table): return code(row.text(column) ?? "", table)
        case .date: return .date(row.text(column) ?? "")
        case .list: return .list(Self.texts(row.text(column) ?? ""))
        case .integer: return (try? DecimalValue(row.integer(column))).map(DossierValue.number)
        case .bool: return .bool(row.integer(column) != 0)
        case .datetime: return .instant(row.integer(column))
        case .decimal, .quantity: return Self.number(row, column).map(DossierValue.number)
        case .ref: return target.map { .reference(HubID(prefix: $0, number: row.integer(column)), name: nil) }
        case .point:
            guard let longitude = Self.number(row, column), let latitude = Self.number(row, column + 1) else {
                return nil
            }
            return .point(longitude, latitude)
        }
    }

    func code(_ code: String, _ table: String) -> DossierValue {
        .code(code, label: CodeLabels.label(of: code, in: codes[table]))
    }

    private static func number(_ row: Statement, _ column: Int) -> DecimalValue? {
        row.isNull(column) ? nil : MappedValue(decimal: row.double(column)).decimal
    }

    static func texts(_ json: String) -> [String] {
        (try? JSONValue(parsing: json))?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

/// What code tables call their codes.
enum CodeLabels {
    /// The names of a code; nil when the table does not have it, or no name for it.
    static func label(of code: String, in table: CodeTable?) -> Title? {
        guard let table, let index = table.entry(code) else { return nil }
        let entry = table[index]
        guard !entry.labelZh.isEmpty || !entry.labelEn.isEmpty else { return nil }
        return Title(
            zh: entry.labelZh.isEmpty ? entry.labelEn : entry.labelZh,
            en: entry.labelEn.isEmpty ? entry.labelZh : entry.labelEn)
    }
}

extension FieldType {
    /// The entity that it refers to.
    var target: String? { if case .ref(let entity) = self { entity } else { nil } }

    /// The unit of a quantity; empty for anything else.
    var unit: String { if case .quantity(let unit) = self { unit } else { "" } }

    /// Whether its values are numbers.
    var isNumber: Bool {
        switch self {
        case .integer, .decimal, .quantity: true
        default: false
        }
    }
}
