public import Storage

/// Lets go of held entries that a person does not want any more: their source mended them in a way that no incremental pull
/// shows, or never will.
///
/// Rows that a good version of the record gave stay, and what the source gives again is held again. A run of mode `drop` of
/// each connector keeps how much it was; connectors whose files are gone can be cleared, too.
public struct QuarantineDrop {
    /// What was let go.
    public struct Outcome: Sendable {
        /// The runs, one a connector.
        public var runs: [Run] = []
        /// The entries.
        public var dropped: [HeldEntry] = []
        /// Connectors that are being synced, and were left out.
        public var busy: [String] = []
    }

    private let store: Store
    private let stateDirectory: String
    private let now: @Sendable () -> Int64

    /// Drops entries of `store`, whose runs have their locks in `stateDirectory`.
    public init(_ store: Store, stateDirectory: String, now: @escaping @Sendable () -> Int64 = SyncRun.clock) {
        self.store = store
        self.stateDirectory = stateDirectory
        self.now = now
    }

    /// Lets go of `entries`.
    public func perform(_ entries: [HeldEntry]) throws -> Outcome {
        var outcome = Outcome()
        for (name, entries) in Dictionary(grouping: entries, by: \.connector).sorted(by: { $0.key < $1.key }) {
            guard let lock = RunLock(connector: name, in: stateDirectory) else {
                outcome.busy.append(name)
                continue
            }
            defer { lock.release() }
            let (run, dropped) = try store.inTransaction { try drop(entries, of: name) }
            outcome.dropped += dropped
            if let run { outcome.runs.append(run) }
        }
        return outcome
    }

    private func drop(_ entries: [HeldEntry], of name: String) throws -> (Run?, [HeldEntry]) {
        let dropped = try entries.filter { try store.dropHeld($0) }
        // A run before this one may have settled them all.
        if dropped.isEmpty { return (nil, []) }
        let run = try store.startRun(connector: name, version: "", mode: "drop", at: now())
        try store.endRun(run, state: .ok, at: now(), code: "dropped", message: Self.text(dropped))
        return (try store.run(run), dropped)
    }

    private static func text(_ dropped: [HeldEntry]) -> String {
        let codes = Dictionary(grouping: dropped, by: \.code).mapValues(\.count).sorted { $0.key < $1.key }
        let what = dropped.count == 1 ? "1 held entry was" : "\(dropped.count) held entries were"
        return "\(what) dropped: " + codes.map { "\($0.value) of \($0.key)" }.joined(separator: ", ")
    }
}
