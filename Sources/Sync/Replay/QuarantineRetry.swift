import Connectors
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
        /// What is still held of what was tried, by the number of the run that tried it.
        public var held: [Int64: HeldCounts] = [:]
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
            let replay = try Replay(task, mode: "retry", now: now)
            var held = HeldReplay(replay)
            let run = try replay.perform { try held.perform(filter) }
            outcome.runs.append(run)
            outcome.held[run.id] = try replay.store.held(of: name, keys: held.tried)
            outcome.superseded += held.superseded
        }
        outcome.runs += try DeferredTaking(hub: hub, now: now).perform(holding: nil).runs
        return outcome
    }
}
