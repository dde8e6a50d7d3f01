import Model
import SQLite

/// Reads the newest values of a thing's monitoring points: what their devices reported, else rows of measurements.
struct PointReading {
    private let reading: DossierReading
    private let number: Int64

    init(_ reading: DossierReading, of number: Int64) {
        self.reading = reading
        self.number = number
    }

    /// The points in the order of their codes, at most `limit`, and how many there are.
    func points(limit: Int) throws -> ([PointValues], Int) {
        var names = try points()
        let measured = try MeasurementReading(reading, of: number).newest()
        for (code, point) in measured where names[code] == nil { names[code] = point.name }
        let devices = try DeviceReading(reading.reader.seriesPaths, asOf: reading.asOf, codes: reading.reader.codes)
        let values = try names.sorted { $0.key < $1.key }.prefix(limit).map { code, name in
            let reported = try devices.newest(code)
            let isDevice = !reported.isEmpty
            let values = isDevice ? reported : measured[code]?.values ?? []
            return PointValues(
                code: code, name: name, origin: values.isEmpty ? nil : isDevice ? .device : .measurement,
                values: values.sorted { $0.pollutant < $1.pollutant })
        }
        return (values, names.count)
    }

    /// The names of the points that refer to the thing, by their codes.
    private func points() throws -> [String: String] {
        guard let plan = plan("monitoring_point", needs: ["code"]) else { return [:] }
        let query = try reading.query(plan.entity)
        guard query.hasRows else { return [:] }
        let name = plan.entity.field("name") == nil ? "NULL" : "\"name\""
        let rows = try reading.statement(
            "SELECT \"code\", \(name) FROM (\(query.all)) WHERE \(plan.condition)", number)
        var names: [String: String] = [:]
        while try rows.step() { names[rows.text(0) ?? ""] = rows.text(1) ?? "" }
        return names
    }

    private func plan(_ entity: String, needs fields: [String]) -> SectionPlan? {
        SectionPlan.all(of: reading.reader.subject, in: reading.reader.schema).first { plan in
            plan.entity.name == entity && fields.allSatisfy { plan.entity.field($0) != nil }
        }
    }
}

extension SectionPlan {
    /// That a row refers to row ?1, as a condition.
    var condition: String { "(" + fields.map { "\(RowQuery.quoted($0.name)) = ?1" }.joined(separator: " OR ") + ")" }
}
