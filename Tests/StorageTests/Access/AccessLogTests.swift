import Crypto
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
        #expect(await becomes { log.health.written == 1 })
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

    /// A batch that fails within a group of rows leaves nothing behind: it is written whole, once, when it can be.
    @Test func aBatchThatFailsIsWrittenWholeLater() throws {
        let log = try AccessLog(path: path)
        let stranger = try Database(path: path, mode: .readWrite)
        try stranger.execute(
            "CREATE TRIGGER no BEFORE INSERT ON access WHEN NEW.count = 37 BEGIN SELECT RAISE(ABORT, 'not this one'); END"
        )
        for number in 1...40 { log.append(entry(number)) }
        log.flush()
        #expect(log.health.problem?.contains("not this one") == true && log.health.written == 0)
        #expect(try AccessLogReader(path: path).newest(100).isEmpty)
        log.append(entry(41))
        try stranger.execute("DROP TRIGGER no")
        log.flush()
        #expect(log.health.problem == nil && log.health.written == 41 && log.health.waiting == 0)
        #expect(try AccessLogReader(path: path).newest(100).map(\.at) == Array((1...41).reversed()))
        var audit = try Audit(path: path, keys: [])
        let report = try audit.verify()
        #expect(report.finding == nil && report.rows == 41)
    }

    /// From 70 % of what may wait on the log is late; at all of it nothing more may be answered.
    @Test func aLogIsLateBeforeItIsFull() throws {
        let log = try AccessLog(path: path, capacity: 10)
        let lock = try Database(path: path, mode: .readWrite)
        try lock.begin(.immediate)
        var seen: [String] = []
        for number in 1...10 {
            log.append(entry(number))
            seen.append(log.isFull ? "full" : log.health.isLate ? "late" : "well")
        }
        // The queue may have met the lock already, which makes it late sooner.
        #expect(Set(seen.prefix(6)).isSubset(of: ["well", "late"]) && seen[6...] == ["late", "late", "late", "full"])
        #expect(log.health.capacity == 10 && log.health.waiting == 10)
        try lock.commit()
        log.flush()
        #expect(!log.isFull && !log.health.isLate && log.health.written == 10)
    }

    /// Signing that fails is an alarm, and nothing is refused for it: rows are chained, and the next head covers them.
    @Test func signingThatFailsStopsNobody() throws {
        let keys = try SigningKeys(folder: folder.path + "/signing")
        let log = try AccessLog(path: path, keys: keys)
        let stranger = try Database(path: path, mode: .readWrite)
        try stranger.execute(
            "CREATE TRIGGER no BEFORE INSERT ON access_head BEGIN SELECT RAISE(ABORT, 'no room for heads'); END")
        for number in 1...20 { log.append(entry(number)) }
        log.flush()
        let health = log.health
        #expect(health.isLate && health.problem?.contains("no room for heads") == true && health.unsigned == 3)
        #expect(!log.isFull && health.written == 20 && health.waiting == 0 && health.signed == nil)
        log.append(entry(21))
        log.flush()
        #expect(log.health.written == 21)
        try stranger.execute("DROP TRIGGER no")
        log.flush()
        #expect(!log.health.isLate && log.health.unsigned == 0 && log.health.signed != nil)
        let reader = try AccessLogReader(path: path)
        #expect(try reader.head(of: "*")?.link.number == 21 && reader.head(of: "奇")?.link.number == 11)
        #expect(try reader.head(of: "nobody") == nil)
    }

    /// What a process left unsigned that ended by force, the next one signs by itself.
    @Test func headsAreSignedInTime() async throws {
        let keys = try SigningKeys(folder: folder.path + "/signing")
        let first = try AccessLog(path: path)
        for number in 1...5 { first.append(entry(number)) }
        first.flush()
        #expect(first.health.unsigned == 0 && first.health.signed == nil)
        let second = try AccessLog(path: path, keys: keys, signing: 20)
        #expect(second.health.unsigned == 3)
        #expect(await becomes { second.health.signed != nil })
        let reader = try AccessLogReader(path: path)
        #expect(try reader.head(of: "*")?.link.number == 5)
        // And again when more has come.
        second.append(entry(6))
        #expect(try await becomes { try reader.head(of: "*")?.link.number == 6 })
        #expect(try reader.head(of: "even")?.link.number == 3)
        #expect(try reader.head(of: "*")?.verdict(keys.all.map(\.publicKey)) == .right)
    }

    @Test func headsAreSignedByTheKeysOfNow() throws {
        let old = try SigningKeys(folder: folder.path + "/signing")
        let log = try AccessLog(path: path, keys: old)
        log.append(entry(1))
        log.flush()
        let reader = try AccessLogReader(path: path)
        #expect(try reader.head(of: "*")?.verdict(old.all.map(\.publicKey)) == .right)
        let new = try SigningKeys.rotate(.sm2, in: folder.path + "/signing", at: 5)
        log.sign(with: new)
        log.append(entry(2))
        log.flush()
        let head = try #require(try reader.head(of: "*"))
        #expect(head.link.number == 2 && head.signatures.map(\.key) == new.all.map(\.publicKey.id))
        var audit = try Audit(path: path, keys: new.publicKeys)
        let report = try audit.verify()
        #expect(report.finding == nil && report.unproven == 0, "\(report)")
    }

    /// Two processes that write one log, against all advice, make one chain of it.
    @Test func twoWritersMakeOneChain() throws {
        let (one, two) = (try AccessLog(path: path), try AccessLog(path: path))
        for number in 0..<40 {
            (number % 3 == 0 ? one : two).append(entry(number))
            one.flush()
            two.flush()
        }
        var audit = try Audit(path: path, keys: [])
        let report = try audit.verify()
        #expect(report.rows == 40 && report.finding == nil)
    }
}
