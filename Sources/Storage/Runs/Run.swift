/// What a run did, in counts that must balance.
public struct RunCounts: Sendable, Equatable {
    /// Records read from the source, whatever they looked like.
    public var read: Int64 = 0
    /// Records that brought something new: at least one row was written.
    public var stored: Int64 = 0
    /// Records that say what the store already has.
    public var unchanged: Int64 = 0
    /// Records held back whole, new or still.
    public var quarantined: Int64 = 0
    /// Records that a rule of the mapping leaves out.
    public var filtered: Int64 = 0
    /// Records that the source says are deleted.
    public var deleted: Int64 = 0
    /// Records deleted because a complete reading no longer showed them; these were not read.
    public var absent: Int64 = 0
    /// Records that wait for a row that they refer to, new or still.
    public var deferred: Int64 = 0
    /// Child rows held back while their record was stored.
    public var heldChildren: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// Whether every record that was read is accounted for.
    public var isBalanced: Bool { read == stored + unchanged + quarantined + filtered + deleted + deferred }

    /// Adds the counts of another page.
    public mutating func add(_ other: RunCounts) {
        read += other.read
        stored += other.stored
        unchanged += other.unchanged
        quarantined += other.quarantined
        filtered += other.filtered
        deleted += other.deleted
        absent += other.absent
        deferred += other.deferred
        heldChildren += other.heldChildren
    }
}

/// A run as the store keeps it.
public struct Run: Sendable, Equatable {
    /// How a run stands.
    public enum State: String, Sendable, CaseIterable {
        /// Still going, or its process was killed.
        case running
        /// Done, and balanced.
        case ok
        /// Stopped by an error of the source or the settings; what was committed stays.
        case failed
        /// Done, but a deletion was refused (`max_absent`).
        case held
        /// Done, but the counts do not balance: a fault of the hub.
        case inconsistent
        /// Stopped by a person or a restart.
        case stopped
        /// The store says `running`, but its process is gone: the next run goes on after its last page. Never in the store.
        case interrupted
    }

    /// The run's number.
    public var id: Int64
    /// The connector's name.
    public var connector: String
    /// The hash of everything it ran with.
    public var version: String
    /// `incremental`, `snapshot` or `full`; `retry`, `deferred`, `remap` or `drop` when the source was not asked.
    public var mode: String
    /// How it stands.
    public var state: State
    /// When it started, in milliseconds since 1970-01-01T00:00:00Z.
    public var started: Int64
    /// When it ended.
    public var ended: Int64?
    /// How many pages were committed.
    public var pages: Int64
    /// What it did.
    public var counts: RunCounts
    /// Why it is not `ok`: a short code.
    public var code: String?
    /// Why it is not `ok`, for people.
    public var message: String?

    /// Whether the source was asked; else what was kept of it is tried again.
    public var isPull: Bool { ["incremental", "snapshot", "full"].contains(mode) }
}
