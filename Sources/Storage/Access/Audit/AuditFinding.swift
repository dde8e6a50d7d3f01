/// The first thing that is wrong with an access log.
public struct AuditFinding: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// What a row says, or its hash, is not what was written.
        case altered
        /// Rows were taken out.
        case missing
        /// A row was put in.
        case inserted
        /// Rows have changed places.
        case reordered
        /// Rows were cut off at the end.
        case truncated
        /// Rows do not lead to a signed head: they were written anew, hashes included.
        case rewritten
        /// A signed head, an anchor, or what the log keeps of a chain's end is not what was written.
        case forged
    }

    /// What it is.
    public var kind: Kind
    /// The number in the whole log of the row where it shows; nil where it is not a row's.
    public var id: Int64?
    /// When that row's request came, in milliseconds since 1970.
    public var at: Int64?
    /// Whose it is; nil when nobody's in particular.
    public var consumer: String?
    /// In words.
    public var text: String
}

/// What a walk over an access log has found.
public struct AuditReport: Sendable, Equatable {
    /// The log's own number.
    public var log = ""
    /// Rows that were looked at and are in order.
    public var rows: Int64 = 0
    /// The numbers of the first and last row; nil when there are none.
    public var first: Int64?
    /// The last.
    public var last: Int64?
    /// The chains of consumers.
    public var consumers = 0
    /// Heads and anchors that are signed, and right.
    public var signed = 0
    /// Heads and anchors that nobody has signed, or by keys that are not at hand.
    public var unproven = 0
    /// Kept heads that tell of rows which were dropped for their age: they can be compared no more.
    public var outlived = 0
    /// The end of the whole log's chain.
    public var end: AccessLink?
    /// The first thing that is wrong; nil when nothing is.
    public var finding: AuditFinding?

    /// Nothing yet.
    public init() {}
}
