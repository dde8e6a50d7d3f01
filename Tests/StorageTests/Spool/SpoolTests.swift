import SQLite
import Testing

@testable import Storage

@Suite("Spool: what waits to be forwarded is there until it is let go, and known to the byte")
struct SpoolTests {
    private func add(_ fixture: SeriesFixture, _ text: String, at time: Int64 = 1, needsQN: Bool = false) throws
        -> Spool.Addition
    {
        try fixture.store.inTransaction {
            try unsafe fixture.store.spool.add(
                Array(text.utf8).span.bytes, at: time, needsQN: needsQN, limit: 1 << 20)
        }
    }

    private func waiting(_ fixture: SeriesFixture, after id: Int64 = 0) throws -> [String] {
        try SpoolReader(path: fixture.path).packets(after: id, limit: 1_000).map {
            String(decoding: $0.frame, as: UTF8.self)
        }
    }

    private func remove(_ fixture: SeriesFixture, _ outcome: SpoolOutcome) throws -> Bool {
        try fixture.store.inTransaction { try fixture.store.spool.remove(outcome) }
    }

    @Test("Packets wait in the order of their commits, over a restart, and no number comes twice")
    func order() throws {
        let fixture = try SeriesFixture()
        for text in ["a", "b", "c"] { #expect(try add(fixture, text) == .added) }
        try fixture.reopen()
        #expect(try waiting(fixture) == ["a", "b", "c"])
        for id in 1...3 { #expect(try remove(fixture, .taken(id: Int64(id)))) }
        #expect(try remove(fixture, .taken(id: 2)) == false)
        #expect(try waiting(fixture) == [])
        try fixture.reopen()
        #expect(try add(fixture, "d") == .added)
        // Whoever has read up to 3 would miss a number that comes again.
        #expect(try waiting(fixture, after: 3) == ["d"])
        let counts = try SpoolReader(path: fixture.path).counts()
        #expect(counts.waiting == 1 && counts.bytes == 1 + Spool.rowCost && counts.sent == 3 && counts.refused == 0)
    }

    @Test("A file that never had a spool gets one when it is opened, and keeps its readings")
    func migration() throws {
        let fixture = try SeriesFixture()
        try fixture.append(1230, scale: 3, at: 1_764_000_000_000)
        let old = try Database(path: fixture.path, mode: .readWrite)
        try old.execute("DROP TABLE spool; DROP TABLE spool_total")
        #expect(throws: StoreError.self) { try SpoolReader(path: fixture.path) }
        try fixture.reopen()
        #expect(try add(fixture, "a") == .added)
        #expect(try waiting(fixture) == ["a"])
        #expect(try fixture.texts() == ["1764000000000 Avg=1.230,Flag=N"])
    }

    @Test("A full spool takes nothing until a tenth is free, and then says what is missing")
    func full() throws {
        let fixture = try SeriesFixture()
        let large = String(repeating: "x", count: 100_000)
        for _ in 0..<10 { #expect(try add(fixture, large, at: 5) == .added) }
        #expect(try add(fixture, large, at: 6) == .full(isFirst: true))
        #expect(try add(fixture, large, at: 7) == .full(isFirst: false))
        #expect(try add(fixture, "small", at: 8) == .full(isFirst: false))
        try fixture.reopen()
        #expect(try fixture.store.spool.counts().gap == SpoolGap(since: 6, missed: 3))
        #expect(try remove(fixture, .taken(id: 1)))
        // 900 KB wait, and 944 KB may: one more fits only when another has gone.
        #expect(try add(fixture, large, at: 9) == .full(isFirst: false))
        #expect(try remove(fixture, .setAside(id: 2, why: "no")))
        #expect(try add(fixture, large, at: 10) == .addedAfter(SpoolGap(since: 6, missed: 4)))
        #expect(try add(fixture, "small", at: 11) == .added)
        let counts = try fixture.store.spool.counts()
        #expect(counts.gap == nil && counts.missed == 4 && counts.sent == 1 && counts.refused == 1)
    }

    @Test("Moments that stand for a QN are never the same, though packets come in one millisecond or a clock goes back")
    func madeQNs() throws {
        let fixture = try SeriesFixture()
        for time in [100, 100, 50, 200] as [Int64] { _ = try add(fixture, "a", at: time, needsQN: true) }
        try fixture.reopen()
        _ = try add(fixture, "a", at: 150, needsQN: true)
        _ = try add(fixture, "a", at: 150)
        let made = try SpoolReader(path: fixture.path).packets(after: 0, limit: 10).map(\.qn)
        #expect(made == [100, 101, 102, 200, 201, nil])
    }

    @Test("What a transaction did that is rolled back is not counted")
    func rollback() throws {
        struct Stop: Error {}
        let fixture = try SeriesFixture()
        #expect(try add(fixture, "a") == .added)
        #expect(throws: Stop.self) {
            try fixture.store.inTransaction {
                _ = try unsafe fixture.store.spool.add(
                    Array("b".utf8).span.bytes, at: 1, needsQN: false, limit: 1 << 20)
                try fixture.store.spool.remove(.taken(id: 1))
                throw Stop()
            }
        }
        #expect(try waiting(fixture) == ["a"])
        #expect(try fixture.store.spool.counts().waiting == 1)
    }
}
