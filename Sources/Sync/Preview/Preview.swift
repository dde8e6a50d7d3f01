public import Storage

/// What a run would do now: read from the real source, compared with the store, and written nowhere.
public struct Preview: Sendable {
    /// A value before and after.
    public struct Field: Sendable, Equatable {
        /// The column's name.
        public var name: String
        /// The value in the store; nil when there is none.
        public var old: String?
        /// The value that a run would store; nil when there is none.
        public var new: String?
        /// What people call the codes; nil for what is no code.
        public var oldLabel: String?
        /// See `oldLabel`.
        public var newLabel: String?
    }

    /// What becomes of a row or record.
    public enum Change: String, Sendable {
        case new, changed, deleted
    }

    /// A row that a run would write.
    public struct Row: Sendable, Equatable {
        /// What becomes of it.
        public var change: Change
        /// The entity's name.
        public var entity: String
        /// The values of its key.
        public var key: String
        /// The fields that differ: of a new row those with a value, of a deleted one none.
        public var fields: [Field]
    }

    /// A record of which a run would write something.
    public struct Record: Sendable, Equatable {
        /// What becomes of it.
        public var change: Change
        /// Its key in the source.
        public var key: String
        /// The rows.
        public var rows: [Row]
    }

    /// What a complete reading did not show.
    public struct Absence: Sendable, Equatable {
        /// How many records the store has of the connector.
        public var known: Int64
        /// How many of them are absent.
        public var absent: Int64
        /// Why a run would not delete them; nil when it would.
        public var refusal: String?
    }

    /// The connector's name.
    public var connector: String
    /// What a run would count.
    public var counts = RunCounts()
    /// How many of the stored records are new.
    public var new: Int64 = 0
    /// How many of the quarantined records are held already, with the same bytes.
    public var heldAlready: Int64 = 0
    /// The records that a run would write, in the order of the source.
    public var records: [Record] = []
    /// What a run would hold now, whole records and parts, that is not held yet.
    public var held: [QuarantineEntry] = []
    /// What is absent; nil unless everything was read and absence means deletion.
    public var absence: Absence?
    /// Whether the source has more than was read.
    public var hasMore = false
    /// Why a run would stop here (`on_fail: fail_run`).
    public var halt: String?
    /// How long writers had to wait for the comparison, in milliseconds; 0 without a store.
    public var lockedMilliseconds: Int64 = 0

    /// How many of the stored records are known and would change.
    public var changed: Int64 { counts.stored - new }
}
