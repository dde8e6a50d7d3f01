public import Connectors
public import Model
import SQLite
import Storage

/// Reads from the hub's store which limits hold at which monitoring point: the point stands at an outlet of a source, whose permit
/// has limits for factors, each from one day to another.
public struct LimitBookReader: Sendable {
    private let storePath: String
    private let units: UnitTable
    private let reported: [String: String]
    private let zone: TimeZoneRules

    /// - Parameters:
    ///   - storePath: the hub's store.
    ///   - units: converts limits to the units in which points report.
    ///   - rules: says in which units points report, where that is not the standard's.
    ///   - zone: in which days begin and end.
    public init(storePath: String, units: UnitTable, rules: DeviceRules, zone: TimeZoneRules) {
        self.storePath = storePath
        self.units = units
        reported = rules.units
        self.zone = zone
    }

    /// The limits as they are now. Limits that cannot be compared, because of their unit or because a condition that only people
    /// can judge decides whether they hold, are left out.
    ///
    /// - Throws: ``StoreError``.
    public func read() throws -> LimitBook {
        do {
            let database = try Database(path: storePath, mode: .readOnly, busyTimeout: 10_000)
            let tables = try database.integer(
                """
                SELECT count(*) FROM sqlite_master
                  WHERE type = 'table' AND name IN ('monitoring_point', 'permit_limit', 'pollution_source')
                """)
            guard tables == 3 else { return LimitBook() }
            return LimitBook(try points(database).values.map(Self.soot))
        } catch let error as SQLiteError {
            if error.isUnopenable { return LimitBook() }
            throw StoreError(error)
        }
    }

    private static let (dimensionless, acidity) = ("1", "pH")
    /// Particulate matter, as permits say, and soot, as devices at stacks report the same (HJ 212-2017, appendix B).
    private static let (particles, sootReported) = ("a34000", "a34013")

    /// A limit on particulate matter holds for what a stack's device reports as soot, unless soot has a limit of its own.
    private static func soot(_ point: LimitBook.Point) -> LimitBook.Point {
        var point = point
        point.limits[sootReported] = point.limits[sootReported] ?? point.limits[particles]
        point.yearly[sootReported] = point.yearly[sootReported] ?? point.yearly[particles]
        return point
    }

    private func points(_ database: Database) throws -> [String: LimitBook.Point] {
        // A schema of an earlier hub may have no yearly mass.
        let hasMass = try database.integer(
            "SELECT count(*) FROM pragma_table_info('permit_limit') WHERE name = 'annual_mass'")
        let mass = hasMass == 1 ? "l.annual_mass" : "NULL"
        let rows = try database.prepare(
            """
            SELECT p.code, p.name, p.medium, p.outlet_code, s.uscc, l.pollutant, l.value_min, l.value_max, l.unit,
                l.valid_from, l.valid_to, l.permit_number, l.standard_name, p.source, \(mass)
              FROM monitoring_point p LEFT JOIN pollution_source s ON s.id = p.source
                LEFT JOIN permit_limit l ON l.source = p.source AND l.outlet_code = p.outlet_code
                  AND coalesce(l.condition, '') = ''
                  AND (l.value_min IS NOT NULL OR l.value_max IS NOT NULL OR \(mass) IS NOT NULL)
              ORDER BY p.code, l.pollutant, l.id
            """)
        var points: [String: LimitBook.Point] = [:]
        while try rows.step() {
            guard let code = rows.text(0) else { continue }
            var point =
                points[code]
                ?? LimitBook.Point(
                    code: code, name: rows.text(1), medium: rows.text(2), outlet: rows.text(3), uscc: rows.text(4))
            point.source = rows.text(13)
            if let factor = rows.text(5) {
                if let rule = rule(rows, factor) { point.limits[factor, default: []].append(rule) }
                if let rule = yearly(rows) { point.yearly[factor, default: []].append(rule) }
            }
            points[code] = point
        }
        return points
    }

    /// The mass allowed in a year, in t: the schema has it in t/a.
    private func yearly(_ row: Statement) -> LimitRule? {
        guard !row.isNull(14), let mass = try? DecimalValue(double: row.double(14)) else { return nil }
        var rule = dated(row)
        rule.max = mass
        return rule
    }

    private func rule(_ row: Statement, _ factor: String) -> LimitRule? {
        guard !row.isNull(6) || !row.isNull(7) else { return nil }
        var rule = dated(row)
        let unit = row.text(8) ?? ""
        for (column, path) in [(6, \LimitRule.min), (7, \LimitRule.max)] where !row.isNull(column) {
            guard let written = try? DecimalValue(double: row.double(column)),
                let value = converted(written, from: unit, factor)
            else { return nil }
            rule[keyPath: path] = value
        }
        return rule
    }

    /// A limit that says when it holds, and where it is written.
    private func dated(_ row: Statement) -> LimitRule {
        var rule = LimitRule(basis: [row.text(11), row.text(12)].compactMap { $0 }.joined(separator: " "))
        if let from = day(row.text(9)) { rule.from = from }
        if let last = day(row.text(10)) { rule.until = last + 86_400_000 }
        return rule
    }

    /// A limit without a unit is in the one in which such values are reported.
    private func converted(_ value: DecimalValue, from written: String, _ factor: String) -> DecimalValue? {
        let wanted = reported[factor] ?? StandardUnits.unit(of: factor)
        if written.isEmpty || written == wanted { return value }
        guard let source = units.unit(written), let target = units.unit(wanted) else { return nil }
        // Permits write pH without a dimension (无量纲), which is how it is measured.
        if source == units.unit(Self.dimensionless), target == units.unit(Self.acidity) { return value }
        return try? units.convert(value, from: source, to: target)
    }

    private func day(_ text: String?) -> Int64? {
        let parts = (text ?? "").split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
        return CivilDateTime(startOf: date).instant(in: zone).milliseconds
    }
}
