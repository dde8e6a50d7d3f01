import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct KeyTableTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/hub.db" }

    init() throws { folder = try TemporaryFolder() }

    private func key(_ number: Int64, print: UInt64 = 0) -> KeyTable.Entry {
        KeyTable.Entry(keyHash: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, number: number, print: print)
    }

    private func find(_ keys: KeyTable, _ number: Int64) throws -> KeyTable.Entry? {
        try keys.find(key(number).keyHash)
    }

    @Test func findsWhatWaitsAndWhatIsWritten() throws {
        let store = try Store(path: path)
        let keys = try store.inTransaction { try store.keys(of: 3) }
        for round in 0..<3 as Range<Int64> {
            try store.inTransaction { () throws in
                for number in 1 + round * 100...100 + round * 100 {
                    #expect(try find(keys, number) == nil)
                    keys.insert(key(number, print: 7))
                    #expect(try find(keys, number)?.number == number)
                }
                #expect(try find(keys, 1)?.print == 7)
            }
        }
        #expect(try store.database.integer("SELECT count(*) FROM hub_key_hash WHERE scope = 3") == 300)
    }

    @Test func changesWhatWaitsAndWhatIsWritten() throws {
        let store = try Store(path: path)
        let keys = try store.inTransaction { try store.keys(of: 3) }
        try store.inTransaction {
            keys.insert(key(1))
            try keys.update(key(1).keyHash, print: 5, state: 2)
        }
        #expect(try store.database.integer("SELECT print FROM hub_key_hash") == 5)
        try store.inTransaction { try keys.update(key(1).keyHash, print: 6, state: 1) }
        #expect(try find(keys, 1)?.state == 1)
    }

    @Test func forgetsAKeyWhereverItIs() throws {
        let store = try Store(path: path)
        let keys = try store.inTransaction { try store.keys(of: 3) }
        try store.inTransaction {
            keys.insert(key(1))
            keys.insert(key(2))
            try keys.delete(key(1).keyHash)
            #expect(try find(keys, 1) == nil)
            keys.insert(key(1))
        }
        try store.inTransaction { try keys.delete(key(2).keyHash) }
        #expect(try store.all("SELECT number FROM hub_key_hash", read: { $0.integer(0) }) == [1])
    }

    @Test func scopesDoNotMeet() throws {
        let store = try Store(path: path)
        try store.inTransaction {
            try store.keys(of: 3).insert(key(1))
            #expect(try find(store.keys(of: 4), 1) == nil)
        }
    }

    @Test func dropsWhatWaitedWhenItsTransactionIsGone() throws {
        let store = try Store(path: path)
        let keys = try store.inTransaction { try store.keys(of: 3) }
        try store.begin()
        keys.insert(key(1))
        store.rollback()
        let found = try store.inTransaction { try find(keys, 1) }
        #expect(found == nil)
        #expect(try store.database.integer("SELECT count(*) FROM hub_key_hash") == 0)
    }

    @Test func refusesASecondNumberOfTheSameKey() throws {
        let store = try Store(path: path)
        #expect(throws: (any Error).self) {
            try store.inTransaction {
                let keys = try store.keys(of: 3)
                keys.insert(key(1))
                keys.insert(key(1))
            }
        }
        #expect(try store.database.integer("SELECT count(*) FROM hub_key_hash") == 0)
    }
}
