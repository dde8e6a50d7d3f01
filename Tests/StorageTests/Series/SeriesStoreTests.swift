import SQLite
import Testing

@testable import Storage

@Suite("Time series: what devices report is kept once, and found again")
struct SeriesStoreTests {
    private static let day: Int64 = 86_400_000
    private static let start: Int64 = 1_764_000_000_000 / day * day

    @Test("A packet that is sent again is known, before and after it is sealed and after a restart")
    func repeats() throws {
        let fixture = try SeriesFixture()
        let time = Self.start
        #expect(try fixture.append(1230, scale: 3, at: time) == .stored)
        #expect(try fixture.append(1230, scale: 3, at: time) == .repeated)
        try fixture.reopen()
        #expect(try fixture.append(1230, scale: 3, at: time) == .repeated)
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: time + 2 * Self.day, limit: 10)
        }
        #expect(try fixture.append(1230, scale: 3, at: time) == .repeated)
        try fixture.reopen()
        #expect(try fixture.append(1230, scale: 3, at: time) == .repeated)
        #expect(try fixture.texts() == ["\(time) Avg=1.230,Flag=N"])
    }

    @Test("Other values of a moment replace what was said of it, and what was said is kept", arguments: [false, true])
    func corrections(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        let time = Self.start
        try fixture.append(1230, scale: 3, at: time)
        try fixture.append(50, at: time + 60_000)
        if isSealed {
            try fixture.store.inTransaction {
                _ = try fixture.store.seal(now: time + 2 * Self.day, limit: 10)
            }
        }
        #expect(try fixture.append(812, at: time, flag: "D") == .corrected)
        #expect(try fixture.texts() == ["\(time) Avg=81.2,Flag=D", "\(time + 60_000) Avg=5.0,Flag=N"])
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: time + 2 * Self.day, limit: 10)
        }
        #expect(try fixture.texts() == ["\(time) Avg=81.2,Flag=D", "\(time + 60_000) Avg=5.0,Flag=N"])
        #expect(try fixture.store.database.integer("SELECT count(*) FROM superseded") == 1)
    }

    @Test("What packets say of one moment is put together, sealed or not", arguments: [false, true])
    func parts(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        #expect(try fixture.append(1, at: Self.start) == .stored)
        if isSealed {
            try fixture.store.inTransaction {
                _ = try fixture.store.seal(now: Self.start + 2 * Self.day, limit: 10)
            }
        }
        #expect(try fixture.append(2, at: Self.start, factor: "w21003") == .extended)
        #expect(try fixture.append(1, at: Self.start) == .repeated)
        #expect(try fixture.append(2, at: Self.start, factor: "w21003") == .repeated)
        #expect(try fixture.texts() == ["\(Self.start) Avg=0.1,Flag=N,Avg=0.2,Flag=N"])
        #expect(try fixture.store.database.integer("SELECT count(*) FROM superseded") == 0)
        #expect(try fixture.append(3, at: Self.start) == .corrected)
        #expect(try fixture.texts() == ["\(Self.start) Avg=0.3,Flag=N,Avg=0.2,Flag=N"])
    }

    @Test("The latest value of each column is found, be it recent or sealed long ago")
    func latest() throws {
        let fixture = try SeriesFixture()
        try fixture.append(1, at: Self.start, factor: "w01018")
        try fixture.append(2, at: Self.start + 60_000, factor: "w21003")
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: Self.start + 2 * Self.day, limit: 10)
        }
        try fixture.append(3, at: Self.start + 5 * Self.day, factor: "w01018")
        let reader = try SeriesReader(path: fixture.path)
        let latest = try reader.snapshot { try reader.latest(SeriesID(point: 1, period: .minute)) }
        let texts = latest.filter { $0.name.field == "Avg" }.map { "\($0.name.factor) \($0.value) \($0.time)" }
        #expect(texts == ["w01018 0.3 \(Self.start + 5 * Self.day)", "w21003 0.2 \(Self.start + 60_000)"])
    }

    @Test("What is older than its period is kept for is dropped, with nothing else")
    func retention() throws {
        let fixture = try SeriesFixture()
        for day in 0..<4 { try fixture.append(Int64(day), at: Self.start + Int64(day) * Self.day) }
        try fixture.append(7, at: Self.start, period: .hour)
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: Self.start + 3 * Self.day, limit: 10)
        }
        try fixture.store.inTransaction {
            try fixture.store.drop(before: [.minute: Self.start + 2 * Self.day])
        }
        #expect(
            try fixture.texts() == [
                "\(Self.start + 2 * Self.day) Avg=0.2,Flag=N", "\(Self.start + 3 * Self.day) Avg=0.3,Flag=N",
            ])
        #expect(try fixture.texts("MN1", .hour).count == 1)
    }

    @Test("A transaction that fails leaves nothing behind, not even in memory")
    func rollback() throws {
        struct Stop: Error {}
        let fixture = try SeriesFixture()
        #expect(throws: Stop.self) {
            try fixture.store.inTransaction {
                _ = try fixture.store.point("MN1")
                throw Stop()
            }
        }
        #expect(try fixture.append(1, at: Self.start) == .stored)
        #expect(try fixture.texts().count == 1)
    }

    @Test("Of two values of one column the later one is kept, and texts of any script come back")
    func texts() throws {
        let fixture = try SeriesFixture()
        try fixture.append(1, at: Self.start, flag: "停运，维护中")
        #expect(try fixture.texts() == ["\(Self.start) Avg=0.1,Flag=停运，维护中"])
        try fixture.store.inTransaction {
            _ = try fixture.store.seal(now: Self.start + 2 * Self.day, limit: 10)
        }
        #expect(try fixture.texts() == ["\(Self.start) Avg=0.1,Flag=停运，维护中"])
    }
}
