import Connectors
import Mappings
import Model
import SQLite
import Storage

/// A run over records that the hub has already, as they came: nothing is fetched.
///
/// It writes like every run: rows, counts and how far it has come in one transaction, and its counts balance. The caller has the
/// connector's lock.
final class Replay {
    let task: RunTask
    let store: Store
    let commit: PageCommit
    private let now: @Sendable () -> Int64
    private var stamp: Stamp
    private(set) var counts = RunCounts()
    private var batches: Int64 = 0
    /// Whether everything is one transaction, which ``giveUp()`` takes back.
    private let isDry: Bool
    private var batch = MappedBatch()

    /// Starts a run of mode `mode`.
    init(_ task: RunTask, mode: String, isDry: Bool = false, now: @escaping @Sendable () -> Int64) throws {
        self.task = task
        self.now = now
        self.isDry = isDry
        let store = try Store(path: task.hub.storePath)
        let at = now()
        self.store = store
        try store.begin()
        do {
            try FeedKeeping.prepare(task.hub.feeds, schema: task.hub.schema, in: store, at: at)
            let version = try store.keep(task, at: at)
            let run = try store.startRun(connector: task.definition.name, version: task.version, mode: mode, at: at)
            stamp = Stamp(run: run, version: version, at: at)
            // What is replayed is no complete reading, whatever the connector does.
            var source = task.source
            source.isComplete = false
            commit = try PageCommit(
                store, schema: task.hub.schema, feeds: task.hub.feeds, source: source, versionSeed: task.versionSeed,
                keeping: try store.raws(for: task), identity: task.hub.identity)
            try commit.followRules(stamp)
            if !isDry { try store.commit() }
        } catch {
            store.rollback()
            throw error
        }
    }

    /// Does one transaction: what `body` settles, and the counts.
    func transaction(_ body: (inout RunCounts) throws -> Void) throws {
        stamp.at = now()
        var total = counts
        try write {
            var brought = RunCounts()
            try body(&brought)
            total.add(brought)
            try store.saveCounts(run: stamp.run, pages: batches + 1, total)
        }
        counts = total
        batches += 1
    }

    private func write(_ body: () throws -> Void) throws {
        if isDry { return try body() }
        try store.inTransaction(body)
    }

    /// Maps a page with today's mapping and settles its records.
    ///
    /// - Parameter cameAt: when they came, if the store does not know it of each.
    func settle(_ page: RecordPage, prologue: [UInt8], cameAt: Int64? = nil) throws -> RunCounts {
        batch.removeAll()
        if let halt = task.mapping.apply(page, into: &batch) { throw halt }
        commit.cameAt = cameAt
        defer { commit.cameAt = nil }
        return try commit.commit(
            page, &batch, plan: task.plan, stamp: stamp, version: task.version, prologue: prologue)
    }

    /// Does the work of the run and ends it.
    func perform(_ body: () throws -> Void, atEnd: () throws -> Void = {}) throws -> Run {
        var ending = RunEnding.ok
        do {
            try body()
            if !counts.isBalanced { ending = .inconsistent(counts) }
        } catch let error where error is ConnectorError || error is MappingHalt || error is CancellationError {
            ending = RunEnding(error)
        }
        try write {
            if ending.state == .ok { try atEnd() }
            try store.endRun(stamp.run, state: ending.state, at: now(), code: ending.code, message: ending.message)
        }
        guard let run = try store.run(stamp.run) else { throw StoreError(.damaged, "the run is not in the store") }
        return run
    }

    /// Takes everything back that a dry run did.
    func giveUp() { if isDry { store.rollback() } }
}

extension Store {
    /// Where the raw records of a task's connector are kept; nil when it keeps none. What was kept before is given up then. Inside a
    /// transaction.
    func raws(for task: RunTask) throws -> RawTable? {
        let limits = task.definition.keep.map { KeepLimits($0) }
        let raws = try raws(of: try number(of: task.definition.name, .connector), limits: limits)
        return limits == nil ? nil : raws
    }
}

extension KeepLimits {
    init(_ rule: KeepRule) {
        self.init(age: rule.raw.wholeMilliseconds, bytes: Int64(rule.size))
    }
}
