import SQLite
import TestServers
import Testing

@testable import Storage

/// What readers know between two commits, and how soon they know of one.
@Suite struct FeedReaderTests {
    private let store: Store
    private let folder: TemporaryFolder
    private let reader: FeedReader

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "/hub.db")
        reader = try FeedReader(path: folder.path + "/hub.db")
    }

    private func knows(_ key: AccessKey) -> Bool {
        if case .known = reader.access.judge(Array(key.text.utf8), at: 5) { true } else { false }
    }

    @Test func whatIsCommittedIsKnownAtTheNextLook() throws {
        try reader.refresh()
        let consumer = try store.addConsumer("water", title: "水务局", at: 1)
        for _ in 0..<20 {
            let key = try store.issueKey(for: consumer, at: 0, expires: 10)
            try reader.refresh()
            #expect(knows(key))
            _ = try store.revokeKey(key.id, at: 1)
            #expect(knows(key), "nobody has looked")
            try reader.refresh()
            #expect(!knows(key))
        }
    }

    @Test func aSnapshotIsOfOneMoment() throws {
        _ = try store.addFeed("water", definition: "1", at: 1)
        try reader.snapshot {
            let before = try reader.database.integer("SELECT count(*) FROM hub_feed")
            _ = try store.addFeed("police", definition: "1", at: 1)
            #expect(try reader.database.integer("SELECT count(*) FROM hub_feed") == before)
            #expect(reader.feeds.keys.sorted() == ["water"])
        }
        try reader.refresh()
        #expect(reader.feeds.keys.sorted() == ["police", "water"])
    }

    /// A snapshot that fails leaves no transaction open, and nothing half known.
    @Test func aFailureEndsItsSnapshot() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try reader.snapshot { throw Stop() } }
        #expect(throws: StoreError.self) {
            try reader.snapshot { _ = try reader.database.integer("SELECT 1 FROM nowhere") }
        }
        _ = try store.addFeed("water", definition: "1", at: 1)
        try reader.refresh()
        #expect(reader.feeds["water"] != nil)
        // Nothing holds the log: it can be emptied.
        try store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        #expect(try store.database.integer("SELECT count(*) FROM hub_feed") == 1)
    }
}
