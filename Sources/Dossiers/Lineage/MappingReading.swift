import Mappings
import Model
import SQLite

/// Reads where mappings make fields, from the texts that the store kept of them.
final class MappingReading {
    /// A version of a mapping.
    struct Version {
        let hash: String
        let file: String
        let lines: MappingLines
    }

    private struct Place: Hashable {
        let version: Int64
        let entity: String
        let field: String
    }

    private let statement: Statement
    private let ofRuns: Statement
    private let files: [String: String]
    private var versions: [Int64: Version] = [:]
    private var places: [Place: [String]] = [:]

    /// - Parameter files: the files of mappings by their names, where a file is not called as its mapping.
    init(_ database: Database, files: [String: String]) throws(SQLiteError) {
        statement = try database.prepare("SELECT hash, name, text FROM hub_version WHERE id = ?1")
        ofRuns = try database.prepare(
            """
            SELECT v.id FROM hub_run r JOIN hub_name c ON c.id = r.connector JOIN hub_version v ON v.hash = r.version
              WHERE r.id = ?1 AND c.name = ?2
            """)
        self.files = files
    }

    /// Version number `id`; nil when its text was not kept.
    func version(_ id: Int64) throws -> Version? {
        if let known = versions[id] { return known }
        try statement.bind(id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let name = statement.text(1) ?? ""
        let version = Version(
            hash: statement.text(0) ?? "", file: files[name] ?? "mappings/\(name).yaml",
            lines: MappingLines(text: statement.text(2) ?? ""))
        versions[id] = version
        return version
    }

    /// The version that a run of a connector ran with; nil when it was no run of that one.
    func version(ofRun run: Int64, of connector: String) throws -> Int64? {
        try ofRuns.bind(run, at: 1)
        try ofRuns.bind(connector, at: 2)
        defer { ofRuns.reset() }
        return try ofRuns.step() ? ofRuns.integer(0) : nil
    }

    /// Where a version makes a field, such as `mappings/permits.yaml:7:7`.
    func places(_ id: Int64, of field: FieldSchema, in entity: String) throws -> [String] {
        let place = Place(version: id, entity: entity, field: field.name)
        if let known = places[place] { return known }
        guard let version = try version(id) else { return [] }
        let found = version.lines.places(of: field.name, in: entity, referringTo: field.type.target)
        let texts = found.map { "\(version.file):\($0.line):\($0.column)" }
        places[place] = texts
        return texts
    }
}
