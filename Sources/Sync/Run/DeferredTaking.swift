import Connectors
import Diagnostics
import Storage

/// Takes the records that wait for rows which are there now (`missing: defer`), as runs of mode `deferred`: nothing is fetched,
/// the kept bytes are read, in the order in which they came.
///
///     a run ends ──> whose waiting entries are answered? ──> one run a connector ──> did that bring rows? ──> again
///
/// It is done at the end of every run, whichever connector it was of: what waits is in the store, so nothing is lost when a
/// process ends between the two; the next run takes it. An older record never overwrites a newer one.
struct DeferredTaking {
    /// What was done.
    struct Outcome {
        /// The runs, in their order.
        var runs: [Run] = []
        /// Connectors that are being synced: their own runs will end with this, too.
        var busy: Set<String> = []
    }

    let hub: Hub
    let now: @Sendable () -> Int64

    /// Takes all that can be taken. The caller has the lock of `held`, and of no other connector.
    func perform(holding held: String?) throws -> Outcome {
        var outcome = Outcome()
        let store = try Store(path: hub.storePath)
        guard try store.hasWaiting() else { return outcome }
        try store.inTransaction { try store.endWaiting(at: now(), code: DiagnosticCode.waitedTooLong.id) }
        var filter = QuarantineFilter()
        filter.state = .answered
        while true {
            let names = Set(try store.quarantineGroups(filter).map(\.connector))
            outcome.busy = []
            var hasStored = false
            for name in names.sorted() {
                guard let task = hub.task(for: name) else { continue }
                guard let run = try take(task, filter, isHeld: name == held) else {
                    outcome.busy.insert(name)
                    continue
                }
                outcome.runs.append(run)
                hasStored = hasStored || run.counts.stored > 0
            }
            // What was taken may be what others wait for.
            if !hasStored { return outcome }
        }
    }

    private func take(_ task: RunTask, _ filter: QuarantineFilter, isHeld: Bool) throws -> Run? {
        let lock = isHeld ? nil : RunLock(connector: task.definition.name, in: hub.stateDirectory)
        guard isHeld || lock != nil else { return nil }
        defer { lock?.release() }
        var wanted = filter
        wanted.connector = task.definition.name
        let replay = try Replay(task, mode: "deferred", now: now)
        var waiting = HeldReplay(replay)
        return try replay.perform { try waiting.perform(wanted) }
    }
}
