import SQLite
import Testing

@testable import Storage

@Suite("The limits of kept raw records") struct RawLimitsTests {
    /// A text that does not compress.
    private static func noise(_ length: Int, _ random: inout some RandomNumberGenerator) -> String {
        String(decoding: (0..<length).map { _ in UInt8.random(in: 33...126, using: &random) }, as: UTF8.self)
    }

    @Test("After every commit of many runs the blocks take no more than they may", arguments: 1...3)
    func size(_ round: Int) throws {
        var random = SystemRandomNumberGenerator()
        let limit: Int64 = 60_000
        let fixture = try RawFixture(bytes: limit)
        var newest: [Int64: String] = [:]
        for run in 1...120 as ClosedRange<Int64> {
            let records = (0..<Int.random(in: 0...40)).map { _ in
                (id: Int64.random(in: 1...200), raw: Self.noise(Int.random(in: 1...400), &random))
            }
            let forgotten = (0..<2).map { _ in Int64.random(in: 1...200) }
            try fixture.keep(records, forget: forgotten, run: run)
            for record in records { newest[record.id] = record.raw }
            for id in forgotten { newest[id] = nil }
            let (state, kept) = (try fixture.state, try fixture.kept())
            let taken = try fixture.taken()
            #expect(state.bytes <= limit && state.bytes == taken)
            // What is kept is the newest of its record, never an older one.
            #expect(kept.allSatisfy { newest[$0.key] == $0.value } && Int64(kept.count) == state.records)
        }
        let state = try fixture.state
        #expect(state.crowded > 0 && state.aged == 0 && state.records > 20)
        let told = try (1...120).map { try fixture.store.rawCounts(of: $0) }
        #expect(told.reduce(0) { $0 + $1.crowded } == state.crowded)
    }

    @Test func theOldestGoFirst() throws {
        let fixture = try RawFixture(bytes: 1_200)
        var random = SystemRandomNumberGenerator()
        for id in 1...20 as ClosedRange<Int64> { try fixture.keep([(id, Self.noise(200, &random))], run: id) }
        let kept = try fixture.kept().keys.sorted()
        #expect(kept == Array(20 - Int64(kept.count) + 1...20) && kept.count >= 3)
        #expect(try fixture.state.crowded == 20 - Int64(kept.count))
    }

    @Test func whatIsTooOldGoes() throws {
        let fixture = try RawFixture(age: 100)
        for id in 1...50 as ClosedRange<Int64> {
            fixture.at += 9
            try fixture.keep([(id, "r\(id)")])
        }
        let state = try fixture.state
        #expect(try fixture.kept().keys.sorted() == Array(40...50))
        #expect(state.aged == 39 && state.crowded == 0 && (state.oldest ?? 0) >= fixture.at - 100)
    }

    @Test func whatFindsNoRoomIsNotKeptAndNothingOlderStandsInItsPlace() throws {
        let fixture = try RawFixture(bytes: 1_000)
        var random = SystemRandomNumberGenerator()
        try fixture.keep([(1, "a"), (2, "b")])
        try fixture.keep([(1, Self.noise(5_000, &random)), (3, "c")])
        #expect(try fixture.kept() == [2: "b"])
        #expect(try fixture.state.crowded == 2)
        try fixture.keep([(1, "a"), (3, "c")])
        #expect(try fixture.kept() == [1: "a", 2: "b", 3: "c"])
    }

    @Test func whatIsUnchangedNeverDrivesOutAnything() throws {
        let fixture = try RawFixture(bytes: 600)
        try fixture.keep([(1, "a")])
        let raws = try #require(try fixture.store.raws(of: 1, limits: fixture.limits))
        #expect(raws.hasRoom(for: [UInt8](repeating: 1, count: 200)[...]))
        #expect(!raws.hasRoom(for: [UInt8](repeating: 1, count: 600)[...]))
    }

    @Test func aLowerLimitIsReachedInBoundedSteps() throws {
        let fixture = try RawFixture()
        for id in 1...2_300 as ClosedRange<Int64> { try fixture.keep([(id, "record \(id)")]) }
        fixture.limits = KeepLimits(age: 1_000_000, bytes: 5_000)
        var counts: [Int64] = []
        for _ in 1...4 {
            try fixture.keep([])
            counts.append(try fixture.count("SELECT count(*) FROM hub_raw_block"))
        }
        #expect(counts[0] == 1_300 && counts[1] == 300 && counts[2] < 60 && counts[3] == counts[2])
        #expect(try fixture.state.bytes <= 5_000)
    }

    @Test func whenNothingIsToBeKeptNothingCountsAtOnceAndAllIsDropped() throws {
        let fixture = try RawFixture()
        for id in 1...1_500 as ClosedRange<Int64> { try fixture.keep([(id, "record \(id)")]) }
        let limits = fixture.limits
        fixture.limits = nil
        try fixture.keep([])
        #expect(try fixture.kept() == [:] && fixture.state.records == 0)
        #expect(try fixture.count("SELECT count(*) FROM hub_raw_block") == 500)
        // Changed meanwhile: what was kept before must not be taken for its newest form.
        fixture.limits = limits
        try fixture.keep([(2_000, "new")])
        #expect(try fixture.kept() == [2_000: "new"])
        fixture.limits = nil
        for _ in 1...3 { try fixture.keep([]) }
        #expect(try fixture.count("SELECT count(*) FROM hub_raw_body") == 0)
        #expect(try fixture.state.crowded == 0 && fixture.state.aged == 0)
    }

    @Test func aPurgeBesideARunIsSeenByIt() throws {
        let fixture = try RawFixture(age: 500)
        for id in 1...30 as ClosedRange<Int64> { try fixture.keep([(id, "record \(id)")]) }
        let other = try Store(path: fixture.path)
        #expect(try other.connectorsWithRaws() == ["permits"])
        #expect(try other.pruneRaws(of: "permits", limits: fixture.limits, at: 1_521) == 20)
        #expect(try other.pruneRaws(of: "nobody", limits: nil, at: 1_521) == 0)
        try fixture.keep([(1, "record 1"), (30, "record 30")])
        #expect(try fixture.kept().keys.sorted() == [1] + Array(21...30))
        #expect(try fixture.state.bytes == fixture.taken())
        #expect(try other.pruneRaws(of: "permits", limits: nil, at: 0) == 11)
        try fixture.keep([(30, "record 30")])
        #expect(try fixture.kept() == [30: "record 30"])
    }
}
