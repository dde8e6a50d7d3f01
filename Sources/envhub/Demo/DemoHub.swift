import Connectors
import Feeds
import Storage
import Sync

/// The hub of a demo: syncs its connectors one after the other, and gives partners their keys.
struct DemoHub: Sendable {
    let hub: Hub

    /// Compiles the demo's hub directory and makes its store.
    init(directory: String) throws {
        let call = try Call(["--hub", directory], for: SyncCommand.self)
        hub = try OpenHub.load(call)
    }

    /// Syncs every connector.
    func sync(isQuiet: Bool, committed: @escaping @Sendable () -> Void = {}) async throws -> [Run] {
        var runs: [Run] = []
        for connector in hub.connectors {
            try Task.checkCancellation()
            guard let task = hub.task(for: connector.name) else { continue }
            let progress = RunProgress(connector.name, isQuiet: isQuiet)
            var settings = SyncRun.Settings()
            settings.progress = { progress.show($0) }
            settings.committed = committed
            runs.append(try await SyncRun(task, settings: settings).perform())
            progress.finish()
        }
        return runs
    }

    /// Makes one consumer for each feed, and gives its key.
    func addConsumers() throws -> [(feed: String, key: String)] {
        let store = try OpenHub.store(of: hub)
        let now = SyncRun.clock()
        return try hub.feeds.map { feed in
            let consumer = try store.addConsumer("demo-\(feed.name)", title: feed.partner, at: now)
            if let grant = Grant(feed: feed.name, purpose: feed.purpose, legalBasis: "demo", starts: now) {
                try store.setGrant(grant, of: consumer)
            }
            let key = try store.issueKey(for: consumer, at: now, expires: now + 86_400_000)
            return (feed.name, key.text)
        }
    }
}
