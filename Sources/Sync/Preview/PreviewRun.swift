import Connectors
import Foundation
import Mappings
import Model
import SQLite
import Storage

/// Reads a connector's source and tells what a run would do.
///
///     1  pages are pulled and mapped; the store is only asked where the last run left off
///     2  the commit of a real run takes them, in one transaction, while somebody looks on
///     3  the transaction is rolled back
///
/// Nothing is written: no row, no cursor, no run, no line of a feed. Other writers wait while 2 and 3 go on, which is long
/// after the source has answered. Without a store the comparison is made with an empty one in memory.
public struct PreviewRun {
    private let task: RunTask
    private let limit: Int
    private let now: @Sendable () -> Int64

    /// A preview of up to `limit` records.
    public init(_ task: RunTask, limit: Int, now: @escaping @Sendable () -> Int64 = SyncRun.clock) {
        self.task = task
        self.limit = limit
        self.now = now
    }

    /// Reads and compares.
    ///
    /// - Throws: ``ConnectorError`` when the source cannot be read, ``StoreError`` when the store cannot.
    public func perform() async throws -> Preview {
        let hasStore = FileManager.default.fileExists(atPath: task.hub.storePath)
        let store = try Store(path: hasStore ? task.hub.storePath : ":memory:")
        let cursor = task.isComplete ? nil : try store.cursor(of: task.definition.name)
        let reading = try await PreviewReading(task, from: cursor, limit: limit)
        let start = ContinuousClock.now
        var preview = try compare(reading, store)
        if hasStore { preview.lockedMilliseconds = Int64((ContinuousClock.now - start) / .milliseconds(1)) }
        return preview
    }

    private func compare(_ reading: PreviewReading, _ store: Store) throws -> Preview {
        var preview = Preview(connector: task.definition.name)
        preview.hasMore = !reading.isWhole
        preview.halt = reading.halt
        try store.begin()
        defer { store.rollback() }
        let watch = PreviewWatch(
            PreviewText(
                schema: task.hub.schema, codes: task.hub.codes,
                firstNewRow: try store.one("SELECT value FROM hub_meta WHERE key = 'next_row'")?.integer(0) ?? 0))
        let newest = try store.newestQuarantineEntry()
        // Feeds are left out: what they would show follows from the rows. This is rolled back with all else.
        try store.run("UPDATE hub_feed SET definition = ''")
        let commit = try PageCommit(
            store, schema: task.hub.schema, feeds: [], source: task.source, versionSeed: task.versionSeed,
            identity: task.hub.identity)
        commit.observer = watch
        let stamp = Stamp(run: try store.nextRun(), version: 0, at: now())
        var faults = 0
        for var page in reading.pages {
            faults += page.pulled.page.faults.count
            preview.counts.add(
                try commit.commit(
                    page.pulled.page, &page.batch, plan: task.plan, stamp: stamp, version: task.version,
                    prologue: page.pulled.prologue))
        }
        preview.new = watch.new
        preview.records = watch.records
        preview.held = try store.quarantine(
            QuarantineFilter(connector: task.definition.name), limit: 10 * limit, after: newest)
        preview.heldAlready = preview.counts.quarantined - Int64(Set(preview.held.filter(\.isWhole).map(\.key)).count)
        if reading.isWhole, reading.halt == nil { preview.absence = try absence(commit, faults) }
        return preview
    }

    private func absence(_ commit: PageCommit, _ faults: Int) throws -> Preview.Absence? {
        guard task.deletesAbsent else { return nil }
        let found = try commit.absence()
        let rule = AbsenceRule(
            share: task.definition.sync.reconcile.maxAbsent, unreadable: faults + commit.heldKeyless, isAccepted: false)
        let refusal = found.absent == 0 ? nil : rule.refusal(found)
        return Preview.Absence(known: found.known, absent: found.absent, refusal: refusal)
    }
}

extension Store {
    /// The number that the next run will have.
    fileprivate func nextRun() throws -> Int64 { (try one("SELECT max(id) FROM hub_run")?.integer(0) ?? 0) + 1 }
}
