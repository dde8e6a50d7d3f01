import Dossiers
import Foundation
import Model
public import SQLite
public import Storage
import TestServers

/// A store whose rows and revisions a test writes by itself.
final class MadeUpStore {
    /// A value of a column.
    typealias Cell = (any Bindable)?

    private let folder: TemporaryFolder
    let store: Store
    let schema = MadeUpSchema.schema
    var path: String { folder.path + "/hub.db" }
    var seriesPath: String { folder.path + "/series.db" }

    /// When the first run began: 2026-01-01T00:00:00Z. Times of tests are hours since.
    static let start: Int64 = 1_767_225_600_000

    static func time(_ hours: Int) -> Int64 { start + Int64(hours) * 3_600_000 }

    init(hasRun: Bool = true) throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "/hub.db")
        try store.inTransaction {
            for entity in schema.entities { _ = try EntityTable(store, schema: entity) }
            guard hasRun else { return }
            try store.run(
                """
                INSERT INTO hub_run (connector, version, mode, state, started) VALUES (1, '', 'snapshot', 'ok', ?1)
                """, Self.start)
        }
    }

    /// Writes a row as it is since `hours`.
    func put(_ entity: String, _ row: Int64, since hours: Int = 0, rev: Int = 1, _ values: [String: Cell]) throws {
        let names = values.keys.sorted()
        let columns = names.map { ", \"\($0)\"" }.joined()
        let cells: [any Bindable] =
            [row, row, rev, Self.time(hours)] + names.map { values[$0].flatMap { $0 } ?? Int64?.none }
        let places = cells.indices.map { "?\($0 + 1)" }
        try store.inTransaction {
            let statement = try store.database.prepare(
                """
                INSERT OR REPLACE INTO "\(entity)" (id, key_hash, rev, at, record, run, print\(columns))
                  VALUES (\(places.prefix(4).joined(separator: ", ")), 0, 1, 0\(places.dropFirst(4).map { ", " + $0 }.joined()))
                """)
            try statement.bind(all: cells)
            try statement.run()
        }
    }

    /// Writes a revision that held from `hours` on, up to, not including, the end.
    func keep(_ entity: String, _ row: Int64, rev: Int = 1, _ hours: Range<Int>, _ body: String) throws {
        try store.inTransaction {
            let number = try store.number(of: entity, .entity)
            try store.run(
                "INSERT INTO hub_history VALUES (?1, ?2, ?3, 1, ?4, 2, ?5, ?6)", row, rev, number,
                Self.time(hours.lowerBound), Self.time(hours.upperBound), body)
        }
    }

    func delete(_ entity: String, _ row: Int64) throws {
        try store.inTransaction { try store.run("DELETE FROM \"\(entity)\" WHERE id = ?1", row) }
    }

    func run(_ sql: String, _ values: any Bindable...) throws {
        try store.inTransaction {
            let statement = try store.database.prepare(sql)
            try statement.bind(all: values)
            try statement.run()
        }
    }

    /// What linked things of a system are called: their number in the store.
    func number(ofSystem name: String) throws -> Int64 {
        try store.inTransaction { try store.number(of: name, .system) }
    }

    var reader: DossierReader {
        get throws {
            try DossierReader(storePath: path, seriesPaths: [seriesPath], schema: schema, codes: MadeUpSchema.codes)
        }
    }

    /// The dossier of a source.
    func dossier(
        _ row: Int64, asOf hours: Int? = nil, limit: Int = 50, sections: Set<String>? = nil
    ) throws -> Dossier {
        var request = DossierReader.Request()
        request.asOf = hours.map(Self.time)
        request.limit = limit
        request.sections = sections
        return try reader.read(Self.id(row), request, now: Self.time(1_000))
    }

    static func id(_ row: Int64, _ prefix: String = "ps") -> HubID { HubID(prefix: HubID.Prefix(prefix)!, number: row) }
}

extension Dossier {
    /// The section of a key.
    func section(_ key: String) -> DossierSection? { sections.first { $0.key == key } }
}

extension DossierSection {
    /// The texts of a field, row by row.
    func texts(_ field: String) -> [String] {
        rows.map { row in
            if case .text(let text)? = row.field(field)?.value { text } else { "" }
        }
    }
}

extension Double: Bindable {
    /// Binds the number.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) { try statement.bind(self, at: index) }
}
