import Connectors
import Model
import SQLite
public import Storage

/// Maps kept raw records again with today's mapping, as a run of mode `remap`: the source is not asked.
///
///     1  block by block, oldest first: the records of which the block holds the newest form
///     2  what is held, of records that no block told of
///
/// Only the newest form of a record counts, so that nothing newer is set back. How far it has come is committed with the rows:
/// one that was killed goes on there. The caller has the connector's lock.
public struct Remap {
    /// What a remap did.
    public struct Outcome: Sendable {
        /// The run.
        public var run: Run
        /// The records that changed, of a dry run.
        public var preview: Preview?
        /// Whether it went on where another one had stopped.
        public var isResumed = false
        /// Held records let go because something newer of them came.
        public var superseded = 0
        /// Records that `identity:` calls by another name today: they were left as they are.
        public var renamed = 0
        /// Live records of the connector whose raw form the store does not have.
        public var withoutRaw: Int64 = 0
    }

    /// A transaction takes so many blocks or records, whichever comes first.
    private static let (blocksPerCommit, recordsPerCommit) = (64, 1_000)
    /// How many changed records a dry run remembers.
    private static let mostShown = 10_000

    private let task: RunTask
    private let now: @Sendable () -> Int64

    /// A remap of `task`'s connector.
    public init(_ task: RunTask, now: @escaping @Sendable () -> Int64 = SyncRun.clock) {
        self.task = task
        self.now = now
    }

    /// Maps what `filter` wants.
    ///
    /// - Parameter isDry: whether everything is taken back at the end: the outcome tells what would have changed.
    public func perform(_ filter: KeptFilter = KeptFilter(), isDry: Bool = false) throws -> Outcome {
        let start = ContinuousClock.now
        let replay = try Replay(task, mode: "remap", isDry: isDry, now: now)
        defer { replay.giveUp() }
        replay.commit.mapsAnew = true
        let watch = try isDry ? self.watch(replay) : nil
        let newest = try replay.store.newestQuarantineEntry()
        var blocks = try BlockReplay(replay, filter)
        var held = HeldReplay(replay)
        let run = try replay.perform {
            try blocks.perform(blocks: Self.blocksPerCommit, records: Self.recordsPerCommit)
            try held.perform(QuarantineFilter(run: blocks.filter.run, since: blocks.filter.since))
        } atEnd: {
            try blocks.finish()
        }
        var outcome = Outcome(run: run)
        outcome.isResumed = blocks.isResumed
        outcome.superseded = held.superseded
        outcome.renamed = blocks.renamed
        outcome.withoutRaw = try replay.store.recordsWithoutRaw(of: task.definition.name)
        if let watch { outcome.preview = try preview(run, watch, replay.store, after: newest, since: start) }
        return outcome
    }

    private func watch(_ replay: Replay) throws -> PreviewWatch {
        let text = PreviewText(
            schema: task.hub.schema, codes: task.hub.codes,
            firstNewRow: try replay.store.one("SELECT value FROM hub_meta WHERE key = 'next_row'")?.integer(0) ?? 0)
        let watch = PreviewWatch(text, most: Self.mostShown)
        replay.commit.observer = watch
        return watch
    }

    private func preview(
        _ run: Run, _ watch: PreviewWatch, _ store: Store, after newest: Int64, since start: ContinuousClock.Instant
    ) throws -> Preview {
        var preview = Preview(connector: run.connector)
        preview.counts = run.counts
        preview.new = watch.new
        preview.records = watch.records
        preview.held = try store.quarantine(
            QuarantineFilter(connector: run.connector), limit: Self.mostShown, after: newest)
        preview.heldAlready = run.counts.quarantined - Int64(Set(preview.held.filter(\.isWhole).map(\.key)).count)
        preview.halt = run.state == .failed ? run.message : nil
        preview.lockedMilliseconds = Int64((ContinuousClock.now - start) / .milliseconds(1))
        return preview
    }
}
