import SQLite
import Testing

@testable import Storage

@Suite("Kept raw records") struct RawTableTests {
    @Test func areReadAsTheyCame() throws {
        let fixture = try RawFixture()
        try fixture.keep([(5, "甲,1"), (3, ""), (9, "乙\n\"丙\",2")])
        let ids = try fixture.store.keptBlocks(of: 1, KeptFilter(), in: 0...9, limit: 9)
        let first = try #require(ids.first)
        let (block, newest) = try #require(try fixture.store.keptBlock(first))
        #expect(ids.count == 1 && newest == block.records && newest.map(\.id) == [5, 3, 9])
        #expect(newest.map { String(decoding: block.bytes[$0.range], as: UTF8.self) } == ["甲,1", "", "乙\n\"丙\",2"])
        #expect(newest.map(\.item) == [1, 2, 3] && newest.map(\.line) == [9, 9, 9])
        #expect(block.pages == [RawPage(name: "第 1001 页", prologue: Array("编号,名称\n".utf8), layout: 1001)])
        #expect(try fixture.store.keptBlock(77) == nil)
    }

    @Test func onlyTheNewestFormOfARecordCounts() throws {
        let fixture = try RawFixture()
        try fixture.keep([(1, "a"), (2, "b"), (1, "a2")])
        #expect(try fixture.kept() == [1: "a2", 2: "b"])
        try fixture.keep([(2, "b2"), (2, "b3")], run: 2)
        #expect(try fixture.kept() == [1: "a2", 2: "b3"] && fixture.kept(KeptFilter(run: 2)) == [2: "b3"])
        #expect(try fixture.kept(KeptFilter(since: 1_002)) == [2: "b3"] && fixture.kept(KeptFilter(run: 3)) == [:])
        #expect(try fixture.state.records == 2)
    }

    @Test func whatIsKeptIsNotKeptTwice() throws {
        let fixture = try RawFixture()
        try fixture.keep([(1, "a"), (2, "b")])
        let before = try fixture.state
        try fixture.keep([(1, "a"), (2, "b")])
        #expect(try fixture.state == before)
    }

    @Test func aBlockThatIsTheNewestOfNothingIsDropped() throws {
        let fixture = try RawFixture()
        try fixture.keep([(1, "a"), (2, "b")])
        try fixture.keep([(1, "a2")], forget: [2])
        #expect(try fixture.kept() == [1: "a2"])
        #expect(try fixture.count("SELECT count(*) FROM hub_raw_body") == 1)
        try fixture.keep([(3, "c")], forget: [1, 3, 4])
        #expect(try fixture.kept() == [:] && fixture.state.bytes == 0 && fixture.state.aged == 0)
        #expect(try fixture.count("SELECT count(*) FROM hub_raw") == 0)
        try fixture.keep([(3, "c"), (1, "a")])
        #expect(try fixture.kept() == [1: "a", 3: "c"])
    }

    @Test func aRollbackTakesEverythingBack() throws {
        let fixture = try RawFixture(bytes: 3_000)
        try fixture.keep([(1, "a")])
        let before = try fixture.state
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try fixture.store.inTransaction {
                let raws = try fixture.store.raws(of: 1, limits: fixture.limits)
                try raws?.begin(RawPage(name: "p", prologue: [], layout: 0), stamp: Stamp(run: 9, version: 1, at: 9))
                try raws?.keep(1, isNew: false, hash: 4, [1, 2][...], item: 1, line: 1)
                throw Stop()
            }
        }
        #expect(try fixture.state == before && fixture.kept() == [1: "a"])
        try fixture.keep([(2, "b")])
        #expect(try fixture.kept() == [1: "a", 2: "b"])
        #expect(try fixture.store.rawCounts(of: 9) == RawCounts())
    }

    @Test func aDamagedBlockIsToldAndNothingElse() throws {
        let fixture = try RawFixture()
        try fixture.keep([(1, String(repeating: "水", count: 300))])
        for body in ["x''", "x'00'", "zeroblob(40)", "substr(body, 1, 9)"] {
            try fixture.store.run("UPDATE hub_raw_body SET body = \(body)")
            let error = #expect(throws: StoreError.self) { try fixture.kept() }
            #expect(error?.kind == .damaged)
        }
    }

    @Test func aLongPageBecomesSeveralBlocks() throws {
        let fixture = try RawFixture()
        try fixture.keep((1...20_000).map { (Int64($0), "91441802MA4UTEST0X\($0),清远市示例陶瓷有限公司") })
        #expect(try fixture.state.records == 20_000)
        #expect(try fixture.kept().count == 20_000 && fixture.kept()[777] == "91441802MA4UTEST0X777,清远市示例陶瓷有限公司")
        #expect(try fixture.count("SELECT count(*) FROM hub_raw_block") > 2)
        // Compressed with its neighbours, a record takes a fraction of its 60 bytes, its pointer included.
        #expect(try fixture.state.bytes / 20_000 < 32)
    }
}
