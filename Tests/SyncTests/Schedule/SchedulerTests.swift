import Diagnostics
import Foundation
import Mappings
import Model
import Storage
import Synchronization
import Testing

@testable import Sync

/// The schedule with a clock of its own: runs are real, on a folder of CSV files.
@Suite struct SchedulerTests {
    /// 2026-11-23 10:00 in Shanghai.
    private static let ten: Int64 = 1_795_399_200_000
    private static let minute: Int64 = 60_000

    private final class Clock: Sendable {
        private let time = Mutex(SchedulerTests.ten)
        var now: Int64 { time.withLock { $0 } }
        func advance(minutes: Int64) { time.withLock { $0 += minutes * SchedulerTests.minute } }
    }

    private func start(_ folder: ScheduleFolder, _ clock: Clock) async throws -> Scheduler {
        let hub = try folder.hub()
        _ = try Store(path: hub.storePath)
        var settings = Scheduler.Settings()
        settings.now = { clock.now }
        settings.zone = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        let scheduler = Scheduler(HubWatch(hub), settings: settings)
        await scheduler.plan()
        return scheduler
    }

    @Test func runsWhenDue() async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\"")
        let clock = Clock()
        let scheduler = try await start(folder, clock)
        #expect(await scheduler.due == ["sources": Self.ten + 30 * Self.minute])
        #expect(await scheduler.tick().isEmpty)
        clock.advance(minutes: 30)
        #expect(await scheduler.tick() == ["sources"])
        await scheduler.settle()
        #expect(await scheduler.tick().isEmpty)
        let runs = try folder.runs()
        #expect(runs.map(\.state) == [.ok] && runs.first?.started == Self.ten + 30 * Self.minute)
        #expect(await scheduler.due == ["sources": Self.ten + 90 * Self.minute])
    }

    @Test(arguments: [("once", true), ("skip", false)])
    func missedRuns(_ missed: String, makesUp: Bool) async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\", missed: \(missed)")
        let clock = Clock()
        let first = try await start(folder, clock)
        clock.advance(minutes: 30)
        await first.tick()
        await first.settle()
        clock.advance(minutes: 300)
        let second = try await start(folder, clock)
        #expect(await second.tick() == (makesUp ? ["sources"] : []))
        await second.settle()
        #expect(await second.tick().isEmpty)
    }

    /// After three failures in a row the system is left alone, but for a probe every two hours.
    @Test func breaker() async throws {
        let folder = try ScheduleFolder(
            schedule: "cron: \"*/10 * * * *\"", more: "breaker: { open_after: 3, probe_every: 2h }")
        try FileManager.default.removeItem(at: folder.directory.appendingPathComponent("in"))
        let clock = Clock()
        let scheduler = try await start(folder, clock)
        var starts: [Int64] = []
        for _ in 0..<30 {
            clock.advance(minutes: 10)
            if await scheduler.tick() == ["sources"] { starts.append((clock.now - Self.ten) / Self.minute) }
            await scheduler.settle()
        }
        #expect(starts == [10, 20, 30, 150, 270])
        #expect(try folder.runs().allSatisfy { $0.state == .failed })
    }

    /// A run of another process keeps this one from starting; nothing is doubled.
    @Test func lockedConnectorsAreLeftOut() async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\"")
        let clock = Clock()
        let scheduler = try await start(folder, clock)
        let lock = try #require(RunLock(connector: "sources", in: folder.directory.path + "/state"))
        clock.advance(minutes: 30)
        await scheduler.tick()
        await scheduler.settle()
        #expect(try folder.runs().isEmpty)
        lock.release()
    }

    /// Once a day, however often it ticks.
    @Test func accessLogIsPruned() async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\"")
        let path = try folder.hub().accessLogPath
        let log = try AccessLog(path: path)
        func add(daysAgo days: Int64) {
            var entry = AccessLogEntry()
            entry.at = Self.ten - days * 1440 * Self.minute
            log.append(entry)
            log.flush()
        }
        for days in [500, 401, 399, 0] as [Int64] { add(daysAgo: days) }
        let clock = Clock()
        let scheduler = try await start(folder, clock)
        await scheduler.tick()
        let reader = try AccessLogReader(path: path)
        #expect(try reader.newest(10).count == 2)
        clock.advance(minutes: 1439)
        await scheduler.tick()
        #expect(try reader.newest(10).count == 2)
        clock.advance(minutes: 1441)
        await scheduler.tick()
        #expect(try reader.newest(10).map(\.at) == [Self.ten])
        await scheduler.settle()
    }

    /// A file that changes holds from the next run on; one that breaks changes nothing.
    @Test func hotReload() async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\"")
        let watch = HubWatch(try folder.hub())
        #expect(!watch.refresh())
        try folder.write("mappings/sources.yaml", "mapping: [")
        #expect(watch.refresh())
        #expect(watch.problem?.contains("mappings/sources.yaml") == true && watch.hub.mappings.count == 1)
        try folder.write("mappings/sources.yaml", ScheduleFolder.mapping + "      name: 编码\n")
        #expect(watch.refresh() && watch.problem == nil)
        #expect(!watch.refresh())
    }

    /// A mapping whose tests fail is not taken over, whether the mapping or the test changed.
    @Test func hotReloadRunsTheTests() async throws {
        let folder = try ScheduleFolder(schedule: "cron: \"30 * * * *\"")
        let test = "tests: [{ name: 甲, record: { 编码: A1 }, expect: { source: { local_code: A1, name: null } } }]\n"
        try folder.write("mappings/tests/sources/a.yaml", test)
        let watch = HubWatch(try folder.hub())
        let version = watch.hub.mappings["sources"]?.hash
        try folder.write("mappings/sources.yaml", ScheduleFolder.mapping + "      name: 编码\n")
        #expect(watch.refresh())
        #expect(
            watch.problem == "mappings/tests/sources/a.yaml:1:17: the test `甲` fails; `envhub test` says why")
        #expect(watch.hub.mappings["sources"]?.hash == version)
        try folder.write("mappings/tests/sources/a.yaml", test.replacing("name: null", with: "name: A1"))
        #expect(watch.refresh() && watch.problem == nil && watch.hub.mappings["sources"]?.hash != version)
    }
}

/// A small hub directory with a schedule.
final class ScheduleFolder {
    let directory: URL

    static let mapping = """
        mapping: sources
        to:
          source:
            fields:
              local_code: 编码

        """

    init(schedule: String, more: String = "") throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("schedule-\(UUID().uuidString)")
        try write("state/.keep", "")
        try write("in/a.csv", "编码\nA1\nA2\n")
        try write("mappings/sources.yaml", Self.mapping)
        try write(
            "mappings/schema/source.yaml",
            """
            entity: source
            prefix: ps
            title: { zh: 污染源, en: Source }
            identity: keyed
            key: [local_code]
            fields:
              local_code: { type: text, title: { zh: 编码, en: Code }, required: true }
              name: { type: text, title: { zh: 名称, en: Name } }
            """)
        try write(
            "connectors/sources.yaml",
            """
            connector: sources
            kind: files
            mapping: sources
            files: { folder: in, pattern: "*.csv", format: csv }
            identity: 编码
            timezone: Asia/Shanghai
            sync:
              mode: snapshot
              deletes: none
              schedule: { \(schedule) }
            \(more)
            """)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func write(_ name: String, _ text: String) throws {
        let file = directory.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func hub() throws -> Hub {
        let bag = DiagnosticBag()
        let hub = HubLoader.load(directory.path, into: bag)
        return try #require(hub, "\(TextRenderer().render(bag.diagnostics))")
    }

    func runs() throws -> [Run] { try Store(path: directory.path + "/state/envhub.db").runs() }
}
