public import Model

/// `sync:`, what is pulled and when.
public struct SyncRules: Sendable {
    /// How much a run pulls.
    public enum Mode: String, Sendable, CaseIterable {
        /// What changed since the last run, by a cursor.
        case incremental
        /// Everything.
        case snapshot
    }

    /// How deletions at the source are known.
    public enum Deletes: Sendable, Equatable {
        /// A record whose value at `path` is one of `values` is deleted.
        case flag(path: String, values: [String])
        /// What a complete pull does not hold any more is deleted, within ``Reconcile/maxAbsent``.
        case snapshot
        /// The source never deletes, or the hub need not know.
        case none
    }

    /// When and how far absence means deletion.
    public struct Reconcile: Sendable, Equatable {
        /// How often an incremental connector pulls everything to find deletions; nil: only when asked.
        public var every: Duration?
        /// The largest share of the known records that may be missing: 0.02 is 2 %. More is a broken source.
        public var maxAbsent: Double
    }

    /// When runs start.
    public struct Schedule: Sendable, Equatable {
        /// What happens with the runs that were due while the hub was down.
        public enum Missed: String, Sendable, CaseIterable {
            /// One run makes up for all.
            case once
            /// They are left out.
            case skip
        }

        /// What happens when a run is due while the last one goes on.
        public enum Overlap: String, Sendable, CaseIterable {
            /// It is left out.
            case skip
            /// It starts when the last one ends.
            case queue
        }

        /// Five fields: minute, hour, day, month, weekday, in the connector's zone.
        public var cron: String
        /// See ``Missed``.
        public var missed: Missed
        /// See ``Overlap``.
        public var overlap: Overlap
    }

    /// How much a run pulls.
    public var mode: Mode
    /// What an incremental pull goes by.
    public var cursor: CursorRule?
    /// How far an incremental pull goes back behind its mark, for records that the source committed late.
    public var lag: Duration
    /// How deletions are known.
    public var deletes: Deletes
    /// When and how far absence means deletion.
    public var reconcile: Reconcile
    /// When runs start; nil: only when asked.
    public var schedule: Schedule?
}

/// `sync.cursor:`, the value of each record by which an incremental pull knows how far it has come.
public struct CursorRule: Sendable, Equatable {
    /// What the values are and how they compare.
    public enum Kind: Sendable, Equatable {
        /// Moments, written like this.
        case datetime(DatePattern)
        /// Decimal numbers.
        case number
        /// Texts, by their UTF-8 bytes.
        case text
    }

    /// The path of the value in a record.
    public var from: String
    /// What the values are.
    public var kind: Kind
    /// Where the first pull starts, written as the source writes it; empty: at the beginning.
    public var start: String
    /// How a request writes a moment, when other than the records do.
    public var format: DatePattern?
}
