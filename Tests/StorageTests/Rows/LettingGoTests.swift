import TestServers
import Testing

@testable import Storage

@Suite struct LettingGoTests {
    /// A store whose keys and raw records were written is let go of, and its connection with it: a hub opens one for each run, for years.
    @Test func aStoreIsLetGoOf() throws {
        let folder = try TemporaryFolder()
        weak var gone: Store?
        do {
            let store = try Store(path: folder.path + "/hub.db")
            gone = store
            try store.inTransaction {
                try RecordTable(store, connector: 3).save()
                // Raw records that are kept are the store's too.
                #expect(try store.raws(of: 3, limits: KeepLimits(age: 1_000, bytes: 1 << 20)) != nil)
            }
            #expect(gone != nil)
        }
        #expect(gone == nil)
    }
}
