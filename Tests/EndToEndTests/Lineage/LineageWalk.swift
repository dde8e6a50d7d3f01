import Foundation
import Identity
import Model
import SQLite
import Sync
import Testing

@testable import Dossiers
@testable import envhub

/// Walks every row of a store and holds the origins of its fields against what the store has of records, runs and mappings.
enum LineageWalk {
    /// What is held against what the lineage says.
    private struct Known {
        let database: Database
        /// Systems of records, and the rows that they give, by connector and key.
        var systems: [String: String] = [:]
        var rows: [String: Set<Int64>] = [:]
        var runs: Set<Int64> = []
        /// The lines of the mappings as they ran, by their files.
        var texts: [String: [String]] = [:]

        init(_ database: Database) throws {
            self.database = database
            let things = Dictionary(
                uniqueKeysWithValues: try database.texts("SELECT id || ' ' || row FROM hub_member").map { pair in
                    let numbers = pair.split(separator: " ").compactMap { Int64($0) }
                    return (numbers[0], numbers[1])
                })
            let records = try database.prepare(
                """
                SELECT c.name, r.key, s.name, r.rows FROM hub_record r JOIN hub_name c ON c.id = r.connector
                  JOIN hub_source h ON h.connector = r.connector JOIN hub_name s ON s.id = h.system
                """)
            while try records.step() {
                let record = "\(records.text(0)!) \(records.text(1)!)"
                systems[record] = records.text(2)
                rows[record] = Set(Self.numbers(records.blob(3) ?? []).map { things[$0] ?? $0 })
            }
            runs = Set(try database.texts("SELECT id FROM hub_run").compactMap { Int64($0) })
            let versions = try database.prepare("SELECT name, text FROM hub_version WHERE kind = 'mapping'")
            while try versions.step() {
                texts["mappings/\(versions.text(0)!).yaml"] = versions.text(1)!.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
            }
        }

        /// The rows of pairs of a row and an entity, as records keep them.
        private static func numbers(_ bytes: [UInt8]) -> [Int64] {
            stride(from: 0, to: bytes.count - 15, by: 16).map { start in
                bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | Int64($1) }
            }
        }

        /// What is wrong with an origin; nil when nothing is.
        func fault(_ origin: FieldOrigin?, _ field: FieldSchema, of row: Int64) -> String? {
            guard let origin else { return "no origin" }
            let record = "\(origin.connector) \(origin.record)"
            guard systems[record] == origin.system else { return "no such record" }
            guard rows[record]?.contains(row) == true else { return "the record does not speak of the row" }
            guard let run = origin.run, runs.contains(run), origin.at != nil else { return "no such run" }
            guard !origin.lines.isEmpty else { return "no line" }
            return origin.lines.allSatisfy { names($0, field) } ? nil : "the line is another one: \(origin.lines)"
        }

        /// Whether a line of a mapping begins with the field at its column; of a reference it may be the entity that refers.
        private func names(_ line: String, _ field: FieldSchema) -> Bool {
            let parts = line.split(separator: ":")
            guard parts.count == 3, let number = Int(parts[1]), let column = Int(parts[2]),
                let text = texts[String(parts[0])]?[number - 1].dropFirst(column - 1)
            else { return false }
            if text.hasPrefix("\(field.name):") { return true }
            return field.type.target != nil && text.firstMatch(of: /^[a-z_]+:\s*$/) != nil
        }
    }

    /// Looks at every field of every row: each must name a record that speaks of the row, its run, and a line that names the field.
    ///
    /// - Returns: how many fields of each entity have a value.
    static func counts(_ hub: Hub) throws -> [String: Int] {
        let known = try Known(Database(path: hub.storePath, mode: .readOnly))
        var (counts, faults): ([String: Int], [String]) = ([:], [])
        let reader = try DossierReader(of: hub)
        try reader.inSnapshot(asOf: nil) { reading in
            for entity in reader.schema.entities where try reading.query(entity).hasRows {
                let numbers = try known.database.prepare("SELECT id FROM \"\(entity.name)\"")
                while try numbers.step() {
                    let row = try #require(try reading.row(numbers.integer(0), of: entity))
                    for (told, field) in zip(try reading.origins.fill(row, of: entity).fields, entity.fields)
                    where told.value != nil {
                        counts[entity.name, default: 0] += 1
                        if let fault = known.fault(told.origin, field, of: row.id.number) {
                            faults.append("\(row.id) \(field.name): \(fault)")
                        }
                    }
                    faults += try outdated(row, of: entity, reading)
                }
            }
        }
        #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(10))")
        return counts
    }

    /// The fields of a linked thing that are not what the rules choose among its members.
    private static func outdated(
        _ row: DossierRow, of entity: EntitySchema, _ reading: DossierReading
    ) throws -> [String] {
        guard entity.identity == .linked, let head = try reading.origins.head(row.id.number, of: entity),
            case .members(_, _, let survivors) = try reading.origins.speakers(of: head, entity)
        else { return [] }
        return try row.fields.indices.compactMap { index in
            try reading.origins.said(survivors.values, index, entity) == row.fields[index].value
                ? nil : "\(row.id) \(row.fields[index].name): the rules choose another value"
        }
    }
}
