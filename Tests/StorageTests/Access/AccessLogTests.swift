import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct AccessLogTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/access.db" }

    init() throws { folder = try TemporaryFolder() }

    private func entry(_ number: Int) -> AccessLogEntry {
        var entry = AccessLogEntry()
        entry.at = Int64(number)
        entry.consumer = number % 2 == 0 ? "even" : "奇"
        entry.cursorTo = number % 3 == 0 ? nil : Int64(number)
        entry.count = number
        return entry
    }

    @Test func entriesComeBackAsTheyWere() throws {
        let log = try AccessLog(path: path)
        for number in 0..<500 { log.append(entry(number)) }
        log.flush()
        #expect(log.health.written == 500 && log.health.waiting == 0)
        let reader = try AccessLogReader(path: path)
        #expect(try reader.newest(1000) == (0..<500).reversed().map(entry))
        #expect(try reader.newest(3, of: "奇").map(\.count) == [499, 497, 495])
    }

    @Test func entriesAreWrittenWithoutBeingAsked() async throws {
        let log = try AccessLog(path: path)
        log.append(entry(1))
        for _ in 0..<400 where log.health.written == 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(log.health.written == 1)
    }

    @Test func manyThreadsLoseNothing() async throws {
        let log = try AccessLog(path: path, capacity: 100_000)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask { for number in 0..<1000 { log.append(entry(task * 1000 + number)) } }
            }
        }
        log.flush()
        #expect(try Set(AccessLogReader(path: path).newest(5000).map(\.at)).count == 4000)
    }

    private static let day: Int64 = 86_400_000

    /// A log of one entry a day, the newest today.
    private func fill(days: Int64, now: Int64) throws -> AccessLog {
        let log = try AccessLog(path: path)
        for day in (0..<days).reversed() {
            var entry = entry(Int(day))
            entry.at = now - day * Self.day
            log.append(entry)
        }
        log.flush()
        return log
    }

    @Test func oldEntriesAreDropped() throws {
        let now = 1000 * Self.day
        let log = try fill(days: 500, now: now)
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(), at: now) == 99)
        let reader = try AccessLogReader(path: path)
        #expect(try reader.newest(1000).map(\.at) == (0...400).map { now - $0 * Self.day })
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(), at: now) == 0)
        // Less than the law asks for is not possible, and whoever writes goes on.
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(age: 0), at: now) == 220)
        log.append(entry(1))
        log.flush()
        #expect(try reader.newest(1000).count == 182)
    }

    @Test func aLargeLogLosesItsOldestButNothingOfHalfAYear() throws {
        let now = 1000 * Self.day
        _ = try fill(days: 300, now: now)
        let log = try AccessLog(path: path)
        for number in 0..<12_000 {
            var entry = entry(number)
            entry.at = now
            log.append(entry)
        }
        log.flush()
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(bytes: 1 << 30), at: now) == 0)
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(bytes: 1), at: now) == 119)
        #expect(try AccessLogReader(path: path).newest(20_000).count == 12_181)
    }

    @Test func withoutALogNothingIsPruned() throws {
        #expect(try AccessLog.prune(path: path, keeping: AccessLogRetention(), at: 0) == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aStuckLogSaysSoAndKeepsTheOrder() throws {
        let log = try AccessLog(path: path, capacity: 4)
        let lock = try Database(path: path, mode: .readWrite)
        try lock.begin(.immediate)
        log.append(entry(1))
        log.append(entry(2))
        log.flush()
        #expect(log.health.isLate && log.health.problem != nil && !log.isFull)
        log.append(entry(3))
        log.append(entry(4))
        #expect(log.isFull)
        try lock.commit()
        log.flush()
        #expect(!log.isFull && !log.health.isLate && log.health.problem == nil)
        #expect(try AccessLogReader(path: path).newest(10).map(\.at) == [4, 3, 2, 1])
    }
}
