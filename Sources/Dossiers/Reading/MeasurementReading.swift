import Model
import SQLite

/// Reads the newest measurement of each pollutant at each point, of those that refer to the thing.
struct MeasurementReading {
    /// A point as its measurements tell of it.
    struct Point {
        var name = ""
        var values: [PointValues.Value] = []
    }

    private static let fields = [
        "point_code", "pollutant", "time", "period", "value", "unit", "qualifier", "point_name",
    ]
    private let reading: DossierReading
    private let number: Int64

    init(_ reading: DossierReading, of number: Int64) {
        self.reading = reading
        self.number = number
    }

    /// The points by their codes.
    func newest() throws -> [String: Point] {
        let plans = SectionPlan.all(of: reading.reader.subject, in: reading.reader.schema)
        guard let plan = plans.first(where: { $0.entity.name == "measurement" }),
            Self.fields.allSatisfy({ plan.entity.field($0) != nil }), try reading.query(plan.entity).hasRows
        else { return [:] }
        let columns = Self.fields.map { $0 == "time" ? "max(\"time\")" : RowQuery.quoted($0) }
        // Beside max() SQLite takes the other columns from the row that has it.
        let rows = try reading.statement(
            """
            SELECT \(columns.joined(separator: ", ")) FROM (\(try reading.query(plan.entity).all)) WHERE \(plan.condition)
              GROUP BY "point_code", "pollutant"
            """, number)
        var points: [String: Point] = [:]
        while try rows.step() {
            var point = points[rows.text(0) ?? "", default: Point()]
            if let name = rows.text(7) { point.name = name }
            point.values.append(value(rows, plan.entity))
            points[rows.text(0) ?? ""] = point
        }
        return points
    }

    private func value(_ row: Statement, _ entity: EntitySchema) -> PointValues.Value {
        let pollutant = row.text(1) ?? ""
        let period = row.text(3) ?? ""
        let number = row.isNull(4) ? nil : MappedValue(decimal: row.double(4)).decimal?.description
        return PointValues.Value(
            pollutant: pollutant, label: CodeLabels.label(of: pollutant, in: table(of: "pollutant", entity)),
            time: row.integer(2), period: period,
            periodLabel: CodeLabels.label(of: period, in: table(of: "period", entity)), value: number,
            unit: row.text(5) ?? "", flag: row.text(6) ?? "")
    }

    private func table(of field: String, _ entity: EntitySchema) -> CodeTable? {
        guard case .code(let name)? = entity.field(field)?.type else { return nil }
        return reading.reader.codes[name]
    }
}
