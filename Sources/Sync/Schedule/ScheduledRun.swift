import Connectors
import Storage

/// A run that the schedule starts.
struct ScheduledRun: Sendable {
    let hub: Hub
    let name: String
    let settings: Scheduler.Settings

    /// Does the run; nil when another process is at it.
    func perform() async throws -> Run? {
        guard let lock = RunLock(connector: name, in: hub.stateDirectory) else { return nil }
        defer { lock.release() }
        guard let task = hub.task(for: name, mode: try mode()) else { return nil }
        var run = SyncRun.Settings()
        run.now = settings.now
        run.committed = settings.committed
        run.notices = await settings.notices(name)
        run.taken = { [report = settings.report] taken in report(.ended(taken)) }
        return try await SyncRun(task, settings: run).perform()
    }

    /// `reconcile: { every: }`: now and then an incremental connector reads everything, to find what was deleted.
    private func mode() throws -> RunTask.Mode? {
        guard let sync = hub.connector(name)?.sync, sync.mode == .incremental, let every = sync.reconcile.every else {
            return nil
        }
        let runs = try Store(path: hub.storePath).runs(connector: name, limit: 1_000).filter {
            $0.state == .ok && $0.isPull
        }
        // The first run of all was complete too.
        guard let base = runs.first(where: { $0.mode == RunTask.Mode.full.rawValue }) ?? runs.last else { return nil }
        return settings.now() - base.started >= every.wholeMilliseconds ? .full : nil
    }
}
