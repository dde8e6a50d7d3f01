import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct CheckpointerTests {
    @Test func copiesALargeLoadIntoTheFileWhileTheWriterGoesOn() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/hub.db"
        let store = try Store(path: path)
        try store.inTransaction {
            try store.run(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
                INSERT INTO hub_version (hash, kind, name, text, at) SELECT i, 'test', 'test', hex(randomblob(50)), 0 FROM n
                """)
        }
        #expect(try eventually { try Self.size(path) > 4 << 20 })
        try store.inTransaction { try store.run("DELETE FROM hub_version WHERE kind = 'test' AND id > 10") }
        let reader = try Database(path: path, mode: .readOnly)
        #expect(try reader.integer("SELECT count(*) FROM hub_version") == 10)
    }

    private static func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
