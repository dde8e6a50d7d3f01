import SQLite
import Testing

@testable import Storage

@Suite("Time series: computed readings beside those of devices")
struct ComputedReadingTests {
    private static let hour: Int64 = 3_600_000
    private static let time: Int64 = 1_764_000_000_000 / hour * hour

    private func put(_ fixture: SeriesFixture, _ mantissa: Int64, factor: String = "w01018") throws
        -> SeriesStore.Outcome
    {
        try fixture.store.inTransaction {
            var reading = Reading()
            reading.series = SeriesID(point: try fixture.store.point("MN1"), period: .hour)
            reading.time = Self.time
            let name = SeriesColumnName(factor: factor, field: "Avg", unit: "mg/L")
            reading.add(try fixture.store.column(name), mantissa: mantissa, scale: 1)
            return try fixture.store.put(computed: &reading)
        }
    }

    private func seal(_ fixture: SeriesFixture, if isSealed: Bool) throws {
        guard isSealed else { return }
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: Self.time + 2000 * Self.hour, limit: 10)
        }
    }

    private func origin(_ fixture: SeriesFixture) throws -> ReadingOrigin? {
        try fixture.store.inTransaction {
            try fixture.store.origin(SeriesID(point: try fixture.store.point("MN1"), period: .hour), at: Self.time)
        }
    }

    private func superseded(_ fixture: SeriesFixture) throws -> [Int64] {
        let rows = try fixture.store.database.prepare("SELECT origin FROM superseded ORDER BY id")
        var origins: [Int64] = []
        while try rows.step() { origins.append(rows.integer(0)) }
        return origins
    }

    @Test("One replaces another as a whole; equal ones write nothing", arguments: [false, true])
    func anew(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        #expect(try origin(fixture) == nil && put(fixture, 10) == .stored)
        try seal(fixture, if: isSealed)
        #expect(try put(fixture, 10) == .repeated && origin(fixture) == .computed)
        #expect(try put(fixture, 20, factor: "w21003") == .replaced)
        #expect(try fixture.texts("MN1", .hour) == ["\(Self.time) Avg=2.0"])
        try seal(fixture, if: isSealed)
        #expect(try fixture.texts("MN1", .hour) == ["\(Self.time) Avg=2.0"] && superseded(fixture).isEmpty)
    }

    @Test("A device's own is never touched", arguments: [false, true])
    func own(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        try fixture.append(50, at: Self.time, period: .hour)
        try seal(fixture, if: isSealed)
        #expect(try put(fixture, 10) == .repeated && origin(fixture) == .device)
        #expect(try fixture.texts("MN1", .hour) == ["\(Self.time) Avg=5.0,Flag=N"])
    }

    @Test("A device's own replaces it as a whole, which is kept beside; equal values too", arguments: [false, true])
    func replaced(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        _ = try put(fixture, 10, factor: "w21003")
        try seal(fixture, if: isSealed)
        #expect(try fixture.append(50, at: Self.time, period: .hour) == .replaced)
        #expect(try fixture.texts("MN1", .hour) == ["\(Self.time) Avg=5.0,Flag=N"])
        #expect(try superseded(fixture) == [Int64(ReadingOrigin.computed.rawValue)] && origin(fixture) == .device)
        #expect(try fixture.append(50, at: Self.time, period: .hour) == .repeated)
        #expect(try fixture.append(7, at: Self.time, period: .hour, factor: "w21003") == .extended)
        try fixture.reopen()
        try seal(fixture, if: true)
        #expect(try put(fixture, 10) == .repeated)
        #expect(try fixture.texts("MN1", .hour).first?.contains("Avg=0.7") == true)
    }

    @Test("How far computing has come survives a restart, and what came late until it is done")
    func progress() throws {
        let fixture = try SeriesFixture()
        let late = SeriesStore.HourOfPoint(point: 3, hour: Self.time)
        try fixture.store.inTransaction {
            #expect(try fixture.store.computingProgress() == nil)
            try fixture.store.noteLate(late)
            try fixture.store.noteLate(late)
        }
        try fixture.reopen()
        let progress = SeriesStore.ComputingProgress(hours: Self.time + Self.hour, days: Self.time)
        try fixture.store.inTransaction {
            #expect(try fixture.store.lateHours() == [late])
            try fixture.store.finishComputing(before: progress)
        }
        try fixture.reopen()
        let after = try fixture.store.inTransaction {
            (try fixture.store.lateHours(), try fixture.store.computingProgress())
        }
        #expect(after.0 == [] && after.1 == progress)
    }

    @Test("Readings are given by columns as they are given by names, texts and all")
    func byColumns() throws {
        let fixture = try SeriesFixture()
        try fixture.append(50, at: Self.time, flag: "N")
        try fixture.append(60, at: Self.time + 1000, flag: "long flag")
        let reader = try SeriesReader(path: fixture.path)
        let series = SeriesID(point: 1, period: .minute)
        var (named, numbered): ([Int], [Int]) = ([], [])
        try reader.read(series, from: 0, to: .max) { named.append($0.values.count) }
        var reading = Reading()
        var letters = 0
        try reader.read(series, from: 0, to: .max, into: &reading) { reading in
            numbered.append(reading.count)
            letters += (0..<reading.count).count { reading.letter(at: $0) != nil }
            // A reading that was read can be stored again: nothing of it is lost.
            let outcome = try fixture.store.inTransaction { try fixture.store.append(&reading) }
            #expect(outcome == .repeated)
        }
        #expect(named == numbered && letters == 1)
    }
}
