import Diagnostics
import Foundation
import Storage
import Sync
import Synchronization
import TestServers
import Testing

/// What follows from devices' values is committed, and told to those who wait for it, while the run that pulls it goes on.
@Suite(.timeLimit(.minutes(1))) struct DeviceNoticeTests {
    @Test("A notice that comes during a run is told at once, not with the run's end")
    func toldAtOnce() async throws {
        let hub = try DeviceKillHub()
        let bag = DiagnosticBag()
        let loaded = try #require(
            HubLoader.load(hub.directory.path, into: bag), "\(TextRenderer().render(bag.diagnostics))")
        let path = hub.seriesPath
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        let store = try SeriesStore(path: path)
        let notices = SeriesNotices(path: path, patience: .seconds(50))
        let told = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var settings = SyncRun.Settings()
                settings.notices = notices
                settings.committed = { told.add() }
                let run = try await SyncRun(try #require(loaded.task(for: "online-monitoring")), settings: settings)
                    .perform()
                #expect(run.state == .ok && run.counts.stored == 2 && run.counts.isBalanced, "\(run)")
            }
            for number in 1...2 {
                try store.inTransaction { try store.put(Self.notice(number)) }
                await notices.news()
                #expect(await becomes(within: .seconds(40)) { told.count >= number })
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private final class Tally: Sendable {
        private let value = Mutex(0)

        var count: Int { value.withLock { $0 } }

        func add() { value.withLock { $0 += 1 } }
    }

    private static func notice(_ number: Int) -> Notice {
        let record = """
            {"kind":"exceedance","id":"exceedance|MN\(number)|w01018|hour|0","mn":"MN\(number)","factor":"w01018",\
            "period":"hour","opened_at":"2025-11-24T16:00:00.000Z","peak":"90.0","unit":"mg/L"}
            """
        return Notice(.exceedance, key: "\(number)", at: 0, body: Array(record.utf8))
    }
}
