import SQLite

/// Brings a store that an older hub wrote to this hub's layout, inside the transaction that opens it.
enum Migrations {
    /// - Throws: ``StoreError`` when a newer hub wrote the store.
    static func bring(_ database: Database, from layout: Int64) throws {
        guard layout <= Tables.layout else {
            throw StoreError(
                .damaged, "the store has layout \(layout), this hub knows \(Tables.layout): use the hub that wrote it")
        }
        if layout < 2 { try moveKeys(database) }
        if layout < 3 { try addLayout(database) }
        guard layout != Tables.layout else { return }
        try database.execute("UPDATE hub_meta SET value = \(Tables.layout) WHERE key = 'layout'")
    }

    /// 3: held records know their layout. Raw records may be kept, too: an older hub would change records and leave an older raw
    /// form standing as their newest.
    private static func addLayout(_ database: Database) throws {
        let columns = try database.integer(
            "SELECT count(*) FROM pragma_table_info('hub_quarantine') WHERE name = 'layout'")
        if columns == 0 { try database.execute("ALTER TABLE hub_quarantine ADD COLUMN layout INTEGER") }
    }

    /// 2: keys are found through `hub_key_hash`, no longer through an index of each table.
    private static func moveKeys(_ database: Database) throws {
        try database.execute(
            """
            INSERT INTO hub_key_hash SELECT connector, key_hash, id, print, state FROM hub_record ORDER BY 1, 2;
            DROP INDEX hub_record_key;
            ALTER TABLE hub_record DROP COLUMN print;
            ALTER TABLE hub_record DROP COLUMN state;
            """)
        let entities = try database.prepare(
            "SELECT id, name FROM hub_name WHERE kind = 'entity' AND name IN (SELECT name FROM sqlite_master)")
        var found: [(number: Int64, name: String)] = []
        while try entities.step() { found.append((entities.integer(0), entities.text(1) ?? "")) }
        for (number, name) in found {
            try database.execute(
                """
                INSERT INTO hub_key_hash SELECT \(number), key_hash, id, 0, 0 FROM \(EntityTable.quoted(name)) ORDER BY 2;
                DROP INDEX IF EXISTS \(EntityTable.quoted(name + "_key"));
                """)
        }
    }
}
