import Connectors
import Feeds
import Mappings
import Model
import Storage

/// The one that writes during a run: owns the store's connection and does the blocking work on a queue of its own, never
/// on the shared pool.
actor RunWriter {
    nonisolated private let queue = QueueExecutor(label: "envhub.writer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe queue.asUnownedSerialExecutor() }

    private let path: String
    private let task: RunTask
    private var store: Store?
    private var commit: PageCommit?
    private var stamp = Stamp(run: 0, version: 0, at: 0)
    private var pages: Int64 = 0
    private(set) var counts = RunCounts()
    private var faults = 0
    private var drift = FieldDrift()
    private var presence: FieldPresence
    private var cursorReading: CursorReading?
    private var group: PageGroup?
    /// Why an open transaction was lost: nothing may follow it, or its pages would be skipped.
    private var failure: (any Error)?

    init(path: String, task: RunTask) {
        self.path = path
        self.task = task
        presence = FieldPresence(task.mapping)
        cursorReading = CursorReading(task.definition, task.plan)
    }

    /// Opens the store and starts the run.
    ///
    /// - Returns: its number, what prepares its pages, and where the last run left off.
    func start(now: Int64) throws -> (run: Int64, preparer: PagePreparer, cursor: String?) {
        let store = try Store(path: path)
        self.store = store
        return try store.inTransaction {
            let version = try pin(store, now: now)
            let run = try store.startRun(
                connector: task.definition.name, version: task.version, mode: task.mode.rawValue, at: now)
            stamp = Stamp(run: run, version: version, at: now)
            let commit = try PageCommit(
                store, schema: task.hub.schema, feeds: task.hub.feeds, source: task.source,
                versionSeed: task.versionSeed, keeping: try store.raws(for: task), identity: task.hub.identity)
            self.commit = commit
            try commit.followRules(stamp)
            return (run, commit.preparer, try store.cursor(of: task.definition.name))
        }
    }

    /// Keeps the text of what runs, so that history shows the definition that ran and not today's.
    private func pin(_ store: Store, now: Int64) throws -> Int64 {
        try FeedKeeping.prepare(task.hub.feeds, schema: task.hub.schema, in: store, at: now)
        return try store.keep(task, at: now)
    }

    /// Takes a page with its cursor into the open transaction, and commits that when it has grown enough or this page is
    /// the last.
    ///
    /// Pages that follow each other closely share a transaction: each commit writes every page of an index that the rows
    /// touched, so few large commits write a fraction of what many small ones do. ``flushIfIdle(after:)`` commits what a
    /// slow source leaves open.
    ///
    /// - Returns: what was given, for the next page's use.
    func commit(_ pulled: PulledPage, _ given: consuming MappedPage, now: Int64) throws -> MappedPage {
        guard let store, let commit else { throw StoreError(.misuse, "the run has not started") }
        if let failure { throw failure }
        var mapped = given
        stamp.at = now
        do {
            if group == nil {
                try store.begin()
                group = PageGroup(counts: counts, opened: .now)
            }
            let brought = try commit.commit(
                pulled.page, &mapped, plan: task.plan, stamp: stamp, version: task.version, prologue: pulled.prologue)
            mapped.prepared.expectsNewRows = brought.stored > brought.read / 2
            drift.add(FieldDrift.unknown(pulled.page, to: task.mapping))
            presence.add(pulled.page)
            cursorReading?.add(pulled.page)
            group?.add(brought, cursor: pulled.cursor, faults: pulled.page.faults.count)
            if !pulled.hasMore || pulled.isUrgent || group?.isFull ?? true { try flush() }
        } catch {
            lose(error)
            throw error
        }
        return mapped
    }

    /// Commits the open transaction: rows, counts and cursor together.
    private func flush() throws {
        guard let store, let group else { return }
        try store.saveCounts(run: stamp.run, pages: pages + group.pages, group.counts)
        try store.saveCursor(group.cursor, of: task.definition.name, run: stamp.run, at: stamp.at)
        try store.commit()
        counts = group.counts
        pages += group.pages
        faults += group.faults
        self.group = nil
    }

    /// Commits what is open, if no page has come since `page`: other writers must not wait for a slow source.
    ///
    /// - Returns: whether anything was committed.
    func flushIfIdle(after page: Int64) throws -> Bool {
        guard let group, pages + group.pages == page else { return false }
        do { try flush() } catch {
            lose(error)
            throw error
        }
        return true
    }

    private func lose(_ error: any Error) {
        store?.rollback()
        group = nil
        failure = error
    }

    /// How many pages were taken, committed or not.
    var taken: Int64 { pages + (group?.pages ?? 0) }

    /// What was taken, committed or not.
    var takenCounts: RunCounts { group?.counts ?? counts }

    /// After a complete reading: whether it has to be read once more, because lines that later ones used to replace stand
    /// alone now.
    func mustReadAgain(now: Int64) throws -> Bool {
        guard let store, let commit, !commit.unanswered.isEmpty else { return false }
        return try store.inTransaction { try commit.reopenEchoes() } > 0
    }

    /// After the last page: what `contract.volume` says of a run that brought so much less than those before; nil when it
    /// brought enough.
    func volumeFault() throws -> RunEnding? {
        guard let store, let volume = task.definition.contract.volume else { return nil }
        let runs = try store.runs(connector: task.definition.name, limit: 1_000).filter {
            $0.id < stamp.run && $0.state == .ok && $0.mode == task.mode.rawValue
        }
        let rule = VolumeRule(volume, before: runs.prefix(volume.runs).map(\.counts.read))
        return rule.ending(read: takenCounts.read)
    }

    /// After the last page of a complete reading: lets go of what could not be read before and is not there any more.
    func releaseKeyless(now: Int64) throws {
        guard let store, let commit else { return }
        stamp.at = now
        try store.inTransaction { try commit.releaseKeyless(stamp: stamp) }
    }

    /// After the last page of a complete reading: deletes what it did not show, unless that is more than allowed.
    ///
    /// - Returns: why deletion was refused; nil when it was done.
    func deleteAbsent(atMost share: Double, isAccepted: Bool, now: Int64) throws -> String? {
        guard let store, let commit else { return nil }
        let absence = try commit.absence()
        if absence.absent == 0 { return nil }
        let rule = AbsenceRule(share: share, unreadable: faults + commit.heldKeyless, isAccepted: isAccepted)
        if let refusal = rule.refusal(absence) { return refusal }
        stamp.at = now
        while true {
            let deleted = try store.inTransaction {
                let deleted = try commit.deleteAbsent(limit: 1_000, stamp: stamp)
                var total = counts
                total.absent += deleted
                try store.saveCounts(run: stamp.run, pages: pages, total)
                return deleted
            }
            counts.absent += deleted
            if deleted < 1_000 { return nil }
        }
    }

    /// Ends the run and closes the store.
    func finish(_ ending: RunEnding, now: Int64) throws -> Run {
        guard let store else { throw StoreError(.misuse, "the run has not started") }
        if group != nil { try flush() }
        var ending = ending
        if ending.state == .ok, let failure { ending = RunEnding(failure) }
        defer {
            self.commit = nil
            self.store = nil
        }
        if ending.state == .ok, !counts.isBalanced { ending = .inconsistent(counts) }
        // What the hub itself tells of devices comes again as it goes on.
        if ending.state == .ok, ending.message == nil, task.definition.source.isSampled,
            let repeated = commit?.repeated, repeated > 0
        {
            ending = .repeatedKeys(repeated, of: counts)
        }
        try store.inTransaction {
            ending = try presence.ending(
                ending, task.definition, isComplete: task.isComplete, counts, in: store)
            ending = try drift.ending(ending, task.definition, in: store)
            if ending.state == .ok, let fault = cursorReading?.fault {
                ending = ending.telling("unreadable_cursor", fault)
            }
            try commit?.indexReferences()
            try store.endRun(stamp.run, state: ending.state, at: now, code: ending.code, message: ending.message)
        }
        guard let run = try store.run(stamp.run) else { throw StoreError(.damaged, "the run is not in the store") }
        return run
    }
}
