import SQLite
import TestServers
import Testing

@testable import Storage

@Suite("Layouts of stores") struct LayoutTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/hub.db" }

    init() throws { folder = try TemporaryFolder() }

    @Test("A store of another hub is refused, and nothing in it changes", arguments: [3, 99])
    func refused(layout: Int) throws {
        let database = try Database(path: path, mode: .create)
        try database.execute(
            """
            CREATE TABLE hub_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
            INSERT INTO hub_meta VALUES ('layout', \(layout));
            """)
        let error = #expect(throws: StoreError.self) { try Store(path: path) }
        #expect("\(try #require(error))".contains("layout \(layout)"))
        #expect(try database.integer("SELECT count(*) FROM sqlite_master WHERE type = 'table'") == 1)
    }

    @Test("A new store has this hub's layout, and opens again")
    func own() throws {
        #expect(try Store(path: path).meta("layout") == "\(Tables.layout)")
        #expect(try Store(path: path).meta("layout") == "\(Tables.layout)")
    }
}
