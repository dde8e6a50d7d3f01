import Model
import SQLite
import Testing
import TestServers

@testable import Storage

/// What members say, read by a connection that may only read.
@Suite struct SayingTests {
    private let folder: TemporaryFolder
    private let store: Store
    private let system: Int64

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "/hub.db")
        let store = store
        system = try store.inTransaction {
            try store.run(
                "INSERT INTO hub_record VALUES (1, 1, 11, 1, 1, 'R1', 500, NULL), (2, 1, 12, 1, 1, 'R2', 900, NULL)")
            return try store.number(of: "permits", .system)
        }
    }

    private func row(_ texts: String?...) -> RowValues {
        var row = RowValues()
        for text in texts {
            if let text { row.append(.text, bytes: text.utf8) } else { row.values.append(.null) }
        }
        return row
    }

    private func member(_ id: Int64, _ key: String, record: Int64, _ values: RowValues) -> Member {
        var member = Member(id: id, entity: 1, system: system, key: Array(key.utf8))
        (member.row, member.records, member.record, member.values) = (7, 1, record, values)
        return member
    }

    @Test func eachColumnHasTheTimeOfItsRecord() throws {
        var member = member(7, "P1", record: 0, row("一厂", "111", nil))
        member.speakers = [2, 1, 0]
        let sayings = try Saying.of([member], in: store.database)
        #expect(sayings.map(\.system) == ["permits"] && sayings.map(\.key) == ["P1"])
        #expect(sayings[0].values == member.values && sayings[0].times == [900, 500, .min])
    }

    @Test func membersAndContributionsAreReadInTheirOrder() throws {
        try store.inTransaction {
            let members = try MemberTable(store)
            try members.load()
            for id in [9, 8] as [Int64] { try members.insert(member(id, "P\(id)", record: 1, row("\(id)"))) }
            var silent = member(10, "P10", record: 0, row(nil))
            silent.records = 0
            try members.insert(silent)
            let said = try ContributionTable(store)
            try said.put(row: 5, record: 2, entity: 1, rank: 0, row("二"))
            try said.put(row: 5, record: 1, entity: 1, rank: 1, row("一"))
        }
        let reader = try SayingReader(try Database(path: store.path, mode: .readOnly))
        #expect(try reader.members(of: 7).map(\.id) == [8, 9])
        #expect(try reader.contributions(to: 5).map(\.record) == [2, 1])
        #expect(try reader.contributions(to: 5).map(\.values) == [row("二"), row("一")])
        #expect(try reader.contributions(to: 6).isEmpty && reader.thing(of: 8) == 7 && reader.thing(of: 77) == 77)
    }
}
