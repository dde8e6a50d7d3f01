import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct MigrationTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/hub.db" }

    init() throws { folder = try TemporaryFolder() }

    /// The tables that changed since layout 1, as it had them.
    private static let layout1 = """
        CREATE TABLE hub_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        INSERT INTO hub_meta VALUES ('layout', 1), ('next_row', 9), ('feed_secret', x'00'), ('epoch', 'e');
        CREATE TABLE hub_name (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
        INSERT INTO hub_name VALUES (1, 'connector', 'permits'), (2, 'entity', 'permit'), (3, 'entity', 'never laid');
        CREATE TABLE hub_record (id INTEGER PRIMARY KEY, connector INTEGER NOT NULL, key_hash INTEGER NOT NULL,
          print INTEGER NOT NULL, state INTEGER NOT NULL, run INTEGER NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL,
          at INTEGER NOT NULL, rows BLOB);
        CREATE INDEX hub_record_key ON hub_record (connector, key_hash, print, state);
        INSERT INTO hub_record VALUES (1, 1, -55, 77, 0, 1, 1, '证1', 5, x''), (2, 1, 44, 88, 3, 1, 1, '证2', 5, x'');
        CREATE TABLE permit (id INTEGER PRIMARY KEY, key_hash INTEGER NOT NULL, rev INTEGER NOT NULL,
          record INTEGER NOT NULL, run INTEGER NOT NULL, at INTEGER NOT NULL, print INTEGER NOT NULL, number TEXT);
        CREATE INDEX permit_key ON permit (key_hash);
        INSERT INTO permit VALUES (8, 1234, 1, 1, 1, 5, 99, '证1');
        """

    @Test func bringsAStoreOfLayout1() throws {
        try Database(path: path, mode: .create).execute(MigrationTests.layout1)
        let store = try Store(path: path)
        try store.inTransaction {
            let records = try RecordTable(store, connector: 1)
            let known = try records.find(keyHash: UInt64(bitPattern: -55))
            #expect(known?.id == 1 && known?.print == 77 && known?.state == .stored)
            let (deleted, stored) = (try records.find(keyHash: 44), try records.read(1))
            #expect(deleted?.state == .deleted && stored.key == Array("证1".utf8))
            let row = try store.keys(of: 2).find(1234)
            #expect(row?.number == 8)
        }
        #expect(try store.meta("layout") == "3")
        let old = "SELECT count(*) FROM sqlite_master WHERE name IN ('hub_record_key', 'permit_key')"
        #expect(try store.database.integer(old) == 0)
        _ = try Store(path: path)
    }

    @Test func refusesAStoreOfANewerHub() throws {
        try Database(path: path, mode: .create).execute(
            "CREATE TABLE hub_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID; INSERT INTO hub_meta VALUES ('layout', 99)"
        )
        #expect(throws: StoreError.self) { try Store(path: path) }
    }
}
