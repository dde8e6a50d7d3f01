import SQLite

/// What a store holds, but for what tells when and by which run it came.
struct StoreContent {
    private static let told: Set = ["run", "at", "until", "until_run", "epoch"]
    private static let left: Set = ["hub_run", "hub_meta", "hub_consumer", "hub_key", "hub_grant"]

    /// The rows of each table as texts.
    let tables: [String: [String]]

    init(_ database: Database) throws {
        let names = try database.texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        var tables: [String: [String]] = [:]
        for name in names where !Self.left.contains(name) {
            tables[name] = try database.texts(Self.query(name, database))
        }
        tables["next_row"] = try database.texts("SELECT value FROM hub_meta WHERE key = 'next_row'")
        self.tables = tables
    }

    private static func query(_ table: String, _ database: Database) throws -> String {
        if table.hasPrefix("hub_feed_"), table.last?.isNumber ?? false {
            return """
                SELECT seq, entity, row, op, json_extract(body, '$.rev'), json_extract(body, '$.id'),
                  json_extract(body, '$.source.key'), json_extract(body, '$.cause'),
                  CASE op WHEN 0 THEN substr(CAST(body AS BLOB), record_at + 1) END FROM \(table) ORDER BY seq
                """
        }
        let columns = try database.texts("SELECT name FROM pragma_table_info('\(table)')").filter { !told.contains($0) }
        let cells = columns.map { "quote(\"\($0)\")" }
        return
            "SELECT \(cells.joined(separator: ", ")) FROM \"\(table)\" ORDER BY \(cells.prefix(6).joined(separator: ", "))"
    }

    /// What differs from `other`, for a person: at most a few rows of each table.
    func difference(from other: StoreContent) -> [String] {
        var found: [String] = []
        for name in Set(tables.keys).union(other.tables.keys).sorted() {
            let (mine, others) = (tables[name] ?? [], other.tables[name] ?? [])
            if mine == others { continue }
            let (here, there) = (Set(mine), Set(others))
            found.append("\(name): \(mine.count) rows, expected \(others.count)")
            found += mine.filter { !there.contains($0) }.prefix(3).map { "  + \($0.prefix(300))" }
            found += others.filter { !here.contains($0) }.prefix(3).map { "  - \($0.prefix(300))" }
        }
        return found
    }

    /// What must hold in every store at every moment.
    static func faults(_ database: Database) throws -> [String] {
        var faults = try database.texts("PRAGMA integrity_check").filter { $0 != "ok" }
        func none(_ what: String, _ sql: String) throws {
            let found = try database.texts(sql)
            if !found.isEmpty { faults.append("\(what): \(found.prefix(5))") }
        }
        guard try !database.texts("SELECT 1 FROM sqlite_master WHERE name = 'outlet'").isEmpty else { return faults }
        try none(
            "half bundles",
            """
            SELECT number, listed FROM permit p WHERE listed IS NOT NULL
              AND listed <> (SELECT count(*) FROM outlet o WHERE o.permit = p.id)
            """)
        try none(
            "runs that do not balance",
            "SELECT id, read FROM hub_run WHERE read <> stored + unchanged + quarantined + filtered + deleted")
        for feed in try database.texts("SELECT id FROM hub_feed") {
            try none(
                "numbers beyond the head",
                "SELECT max(seq) FROM hub_feed_\(feed) HAVING max(seq) > (SELECT head FROM hub_feed WHERE id = \(feed))"
            )
        }
        try none("rows of no record", orphans)
        try none("more cursors than runs", "SELECT 1 FROM hub_cursor WHERE run NOT IN (SELECT id FROM hub_run)")
        return faults
    }

    private static let orphans = """
        SELECT p.id FROM permit p WHERE p.record <> 0 AND NOT EXISTS (SELECT 1 FROM hub_record r WHERE r.id = p.record)
        """
}
