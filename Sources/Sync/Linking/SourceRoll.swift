public import Identity
public import Model
import SQLite
import Storage

/// The pollution sources of a hub as linking looks at them: one record a row, with the systems that speak of it.
///
/// Rows are linked exactly when they are committed; the roll is for finding those that are one in spite of it.
public struct SourceRoll: Sendable {
    /// The entity whose rows are enterprises and sites.
    public static let entity = "pollution_source"

    /// One row.
    public struct Entry: Sendable {
        /// Its id in the hub.
        public let id: HubID
        /// What linking is told of it.
        public let record: SourceRecord
        /// The systems that have a key for it, in the order of their names.
        public let systems: [String]
        /// What linking calls it.
        public var linkID: RecordID { RecordID(system: record.system, key: record.key) }
    }

    /// A number that is no row of its own any more.
    public struct Merging: Sendable {
        /// The id that it had.
        public let id: HubID
        /// The id of the row that it went into, through all that followed.
        public let into: HubID
        /// When it went, in milliseconds.
        public let at: Int64
    }

    /// The rows, by their numbers.
    public let entries: [Entry]
    /// What went into other rows.
    public let merged: [Merging]

    /// Reads the rows of a store.
    ///
    /// - Throws: ``StoreError`` when it cannot be read.
    public init(storePath: String, schema: UnifiedSchema) throws {
        guard let entity = schema.entity(Self.entity), let prefix = HubID.Prefix(entity.prefix) else {
            (entries, merged) = ([], [])
            return
        }
        do {
            let database = try Database(path: storePath, mode: .readOnly, busyTimeout: 10_000)
            (entries, merged) = try database.inTransaction(.deferred) {
                (try Self.read(database, entity, prefix), try Self.merged(database, prefix))
            }
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    private static let texts = [
        "name", "uscc", "permit_number", "source_code", "industry", "region", "address", "contact_phone",
    ]

    private static func read(_ database: Database, _ entity: EntitySchema, _ prefix: HubID.Prefix) throws -> [Entry] {
        let isThere = try database.integer(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '\(Self.entity)'")
        guard isThere == 1 else { return [] }
        let systems = try systems(database)
        // A schema of another city may lack some of these fields.
        let known = Set(entity.columns.map(\.name))
        let columns = (texts + ["lon", "lat"]).map { known.contains($0) ? $0 : "NULL" }.joined(separator: ", ")
        let rows = try database.prepare("SELECT id, \(columns) FROM \(Self.entity) ORDER BY id")
        var entries: [Entry] = []
        while try rows.step() {
            let number = rows.integer(0)
            let id = HubID(prefix: prefix, number: number)
            entries.append(Entry(id: id, record: record(rows, "\(id)"), systems: systems[number] ?? []))
        }
        return entries
    }

    private static func merged(_ database: Database, _ prefix: HubID.Prefix) throws -> [Merging] {
        let isThere = try database.integer(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'hub_merged'")
        guard isThere == 1 else { return [] }
        // A chain that closed into a circle would be damage: the numbers of links bound it.
        let rows = try database.prepare(
            """
            WITH RECURSIVE chain (row, into_row, at, links) AS (
              SELECT row, into_row, at, 1 FROM hub_merged WHERE entity =
                (SELECT id FROM hub_name WHERE kind = 'entity' AND name = '\(Self.entity)')
              UNION ALL SELECT c.row, m.into_row, c.at, c.links + 1 FROM chain c JOIN hub_merged m ON m.row = c.into_row
                WHERE c.links < 1000)
            SELECT row, into_row, at, max(links) FROM chain GROUP BY row ORDER BY row
            """)
        var found: [Merging] = []
        while try rows.step() {
            found.append(
                Merging(
                    id: HubID(prefix: prefix, number: rows.integer(0)),
                    into: HubID(prefix: prefix, number: rows.integer(1)), at: rows.integer(2)))
        }
        return found
    }

    private static func record(_ row: Statement, _ key: String) -> SourceRecord {
        func text(_ name: String) -> String {
            texts.firstIndex(of: name).flatMap { row.text($0 + 1) } ?? ""
        }
        // Every row is a system of its own: whether one system tells two rows apart is for who asks.
        var record = SourceRecord(system: key, key: key, name: text("name"))
        for (scheme, name) in [
            (SourceIdentifier.Scheme.uscc, "uscc"), (.permit, "permit_number"), (.sourceCode, "source_code"),
        ] where !text(name).isEmpty { record.identifiers.append(SourceIdentifier(scheme, text(name))) }
        record.address = text("address")
        record.region = text("region")
        record.industry = text("industry")
        record.phone = text("contact_phone")
        let (lon, lat) = (texts.count + 1, texts.count + 2)
        if !row.isNull(lon), !row.isNull(lat) {
            record.location = SourceLocation(
                Coordinate(longitude: row.double(lon), latitude: row.double(lat)), datum: .wgs84)
        }
        return record
    }

    /// The names of the systems that have a key for a row, by the row's number.
    private static func systems(_ database: Database) throws -> [Int64: [String]] {
        let rows = try database.prepare(
            """
            SELECT DISTINCT a.row, s.name FROM hub_alias a JOIN hub_name s ON s.id = a.scheme AND s.kind = 'system'
              WHERE a.entity = (SELECT id FROM hub_name WHERE kind = 'entity' AND name = '\(Self.entity)') ORDER BY s.name
            """)
        var systems: [Int64: [String]] = [:]
        while try rows.step() { systems[rows.integer(0), default: []].append(rows.text(1) ?? "") }
        return systems
    }
}
