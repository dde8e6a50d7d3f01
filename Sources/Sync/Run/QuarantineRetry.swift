import Connectors
import Mappings
import Model
import SQLite
public import Storage

/// Tries held records again with today's mapping, as a run of mode `retry`: nothing is fetched, the kept bytes are read.
///
/// Entries are tried in the order in which they were held. A record of which something newer came meanwhile, stored or held,
/// is left as it is: an older record never overwrites a newer one.
public struct QuarantineRetry {
    /// What a retry did.
    public struct Outcome: Sendable {
        /// The runs, one a connector.
        public var runs: [Run] = []
        /// Entries let go because something newer of the record came.
        public var superseded = 0
        /// Connectors that are being synced, and were left out.
        public var busy: [String] = []
        /// Connectors whose files are gone.
        public var unknown: [String] = []
    }

    private let hub: Hub
    private let now: @Sendable () -> Int64

    /// A retry in `hub`.
    public init(_ hub: Hub, now: @escaping @Sendable () -> Int64 = SyncRun.clock) {
        self.hub = hub
        self.now = now
    }

    /// Tries the open entries that `filter` wants.
    public func perform(_ filter: QuarantineFilter) throws -> Outcome {
        var outcome = Outcome()
        let names = Set(try Store(path: hub.storePath).quarantineGroups(filter).map(\.connector))
        for name in names.sorted() {
            guard let task = hub.task(for: name) else {
                outcome.unknown.append(name)
                continue
            }
            guard let lock = RunLock(connector: name, in: hub.stateDirectory) else {
                outcome.busy.append(name)
                continue
            }
            defer { lock.release() }
            var wanted = filter
            wanted.connector = name
            let retry = try ConnectorRetry(task, mode: "retry", now: now)
            outcome.runs.append(try retry.perform(wanted))
            outcome.superseded += retry.superseded
        }
        outcome.runs += try DeferredTaking(hub: hub, now: now).perform(holding: nil).runs
        return outcome
    }
}

/// The retry of one connector's entries. The caller has the connector's lock.
final class ConnectorRetry {
    private static let entriesPerCommit = 200

    private let task: RunTask
    private let now: @Sendable () -> Int64
    private let store: Store
    private let commit: PageCommit
    private var stamp: Stamp
    private var counts = RunCounts()
    private var batches: Int64 = 0
    private(set) var superseded = 0

    /// A retry that is a run of `mode`.
    init(_ task: RunTask, mode: String, now: @escaping @Sendable () -> Int64) throws {
        self.task = task
        self.now = now
        let store = try Store(path: task.hub.storePath)
        let at = now()
        self.store = store
        (stamp, commit) = try store.inTransaction {
            try FeedKeeping.prepare(task.hub.feeds, schema: task.hub.schema, in: store, at: at)
            let version = try store.keep(task, at: at)
            let run = try store.startRun(connector: task.definition.name, version: task.version, mode: mode, at: at)
            let commit = try PageCommit(
                store, schema: task.hub.schema, feeds: task.hub.feeds, source: task.source,
                versionSeed: task.versionSeed)
            return (Stamp(run: run, version: version, at: at), commit)
        }
    }

    /// Tries the entries that `filter` wants, and ends the run.
    func perform(_ filter: QuarantineFilter) throws -> Run {
        var ending = RunEnding.ok
        do {
            // Entries that this retry makes itself are not tried again.
            let last = try store.newestQuarantineEntry()
            var after: Int64 = 0
            while true {
                let entries = try store.quarantine(filter, limit: Self.entriesPerCommit, after: after).filter {
                    $0.id <= last
                }
                guard let newest = entries.last else { break }
                after = newest.id
                try commit(entries)
            }
            if !counts.isBalanced { ending = .inconsistent(counts) }
        } catch let error as ConnectorError {
            ending = RunEnding(error)
        } catch let error as MappingHalt {
            ending = RunEnding(error)
        }
        try store.inTransaction {
            try store.endRun(stamp.run, state: ending.state, at: now(), code: ending.code, message: ending.message)
        }
        guard let run = try store.run(stamp.run) else { throw StoreError(.damaged, "the run is not in the store") }
        return run
    }

    private func commit(_ entries: [QuarantineEntry]) throws {
        stamp.at = now()
        var brought = RunCounts()
        try store.inTransaction {
            brought = RunCounts()
            for entry in entries { try retry(entry, &brought) }
            var total = counts
            total.add(brought)
            try store.saveCounts(run: stamp.run, pages: batches + 1, total)
        }
        counts.add(brought)
        batches += 1
    }

    private func retry(_ entry: QuarantineEntry, _ brought: inout RunCounts) throws {
        // An entry before it may have been of the same record and have settled it.
        guard try store.quarantineEntry(entry.id)?.isOpen ?? false else { return }
        let page = try decode(entry)
        if page.count > 0, try commit.isSuperseded(page, plan: task.plan, since: entry.at) {
            try store.resolveQuarantine(entry.id)
            superseded += 1
            return
        }
        var batch = MappedBatch()
        if let halt = task.mapping.apply(page, into: &batch) { throw halt }
        brought.add(
            try commit.commit(
                page, &batch, plan: task.plan, stamp: stamp, version: task.version, prologue: entry.context))
        // What had no key of its own when it was held is now known by another.
        if String(decoding: commit.key, as: UTF8.self) != entry.key { try store.resolveQuarantine(entry.id) }
    }

    /// The entry's record, at the place where it stood when it was held.
    private func decode(_ entry: QuarantineEntry) throws -> RecordPage {
        var page = try decodeKept(
            raw: entry.raw, prologue: entry.context, name: entry.page, definition: task.definition, plan: task.plan)
        for index in page.places.indices { move(&page.places[index], to: entry) }
        for index in page.faults.indices { move(&page.faults[index].place, to: entry) }
        return page
    }

    private func move(_ place: inout RecordPage.Place, to entry: QuarantineEntry) {
        place.item = UInt32(clamping: entry.item)
        place.line = UInt32(clamping: entry.sourceLine)
    }
}

extension PageCommit {
    /// Whether something of the page's first record came after `instant`: stored, deleted, or itself held.
    func isSuperseded(_ page: RecordPage, plan: RecordPlan, since instant: Int64) throws -> Bool {
        readKey(0, page, plan, fingerprint(0, page))
        let keyHash = hashing.keyHash(key)
        guard let known = try records.find(keyHash: keyHash) else { return false }
        return try store.one("SELECT at > ?2 FROM hub_record WHERE id = ?1", known.id, instant)?.integer(0) == 1
    }
}
