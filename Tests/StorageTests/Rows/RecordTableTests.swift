import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct RecordTableTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func makeStore() throws -> Store { try Store(path: folder.path + "/hub.db") }

    private let stamp = Stamp(run: 1, version: 1, at: 1)

    private func insert(_ table: RecordTable, _ id: Int64) throws {
        try table.insert(
            id, keyHash: UInt64(id) &* 0x9E37_79B9_7F4A_7C15, print: UInt64(id), state: .stored, stamp: stamp,
            key: Array("键\(id)".utf8), rows: [.init(row: id, entity: 7)])
    }

    private func find(_ table: RecordTable, _ id: Int64) throws -> RecordTable.Entry? {
        try table.find(keyHash: UInt64(id) &* 0x9E37_79B9_7F4A_7C15)
    }

    @Test func findsWhatWaitsToBeWritten() throws {
        let store = try makeStore()
        try store.inTransaction {
            let table = try RecordTable(store, connector: 3)
            for id in 1...40 as ClosedRange<Int64> {
                #expect(try find(table, id) == nil)
                try insert(table, id)
                #expect(try find(table, id)?.id == id)
            }
            #expect(try table.read(40).key == Array("键40".utf8))
            #expect(try table.read(17).rows == [.init(row: 17, entity: 7)])
            try table.save()
        }
        #expect(try store.database.integer("SELECT count(*) FROM hub_record") == 40)
    }

    @Test func tellsOfLiveRecordsThatWait() throws {
        let store = try makeStore()
        try store.inTransaction {
            let table = try RecordTable(store, connector: 3)
            for id in 1...3 as ClosedRange<Int64> { try insert(table, id) }
            try table.update(
                2, keyHash: 2 &* 0x9E37_79B9_7F4A_7C15, print: 0, state: .deleted, stamp: stamp, rows: [])
            var live: Set<Int64> = []
            try table.forEachLive { live.insert($0.id) }
            #expect(live == [1, 3])
        }
    }

    @Test func writesWholeAndBrokenGroups() throws {
        let store = try makeStore()
        for count in [1, 15, 16, 17, 33] as [Int64] {
            try store.inTransaction {
                let table = try RecordTable(store, connector: 100 + count)
                for id in 1...count { try insert(table, 1_000 * count + id) }
                try table.save()
            }
            let stored = try store.one("SELECT count(*) FROM hub_record WHERE connector = ?1", 100 + count)
            #expect(stored?.integer(0) == count)
        }
    }

    @Test func dropsWhatWaitedWhenItsTransactionIsGone() throws {
        let store = try makeStore()
        let table = try store.inTransaction { try RecordTable(store, connector: 3) }
        try store.begin()
        try insert(table, 1)
        store.rollback()
        try store.inTransaction {
            table.load()
            #expect(try find(table, 1) == nil)
            try table.save()
        }
        #expect(try store.database.integer("SELECT count(*) FROM hub_record") == 0)
    }

    @Test func findsWhatAnotherConnectionCommitted() throws {
        let store = try makeStore()
        let table = try store.inTransaction { try RecordTable(store, connector: 3) }
        let other = try Store(path: store.path)
        try other.inTransaction {
            let table = try RecordTable(other, connector: 3)
            try insert(table, 5)
            try table.save()
        }
        let found = try store.inTransaction { try find(table, 5) }
        #expect(found?.id == 5)
    }

    @Test func findsWhatAnotherTableOfTheConnectionWrote() throws {
        let store = try makeStore()
        try store.inTransaction {
            let (one, other) = (try RecordTable(store, connector: 3), try RecordTable(store, connector: 3))
            try insert(one, 1)
            try one.save()
            #expect(try find(other, 1)?.id == 1)
        }
    }

    @Test func refusesASecondRecordOfTheSameNumber() throws {
        let store = try makeStore()
        #expect(throws: (any Error).self) {
            try store.inTransaction {
                let table = try RecordTable(store, connector: 3)
                try insert(table, 1)
                try insert(table, 1)
                try table.save()
            }
        }
        #expect(try store.database.integer("SELECT count(*) FROM hub_record") == 0)
    }
}
