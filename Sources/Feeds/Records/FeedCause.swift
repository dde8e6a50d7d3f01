/// Why a line is in a feed.
public enum FeedCause: UInt8, Sendable, CaseIterable {
    /// A source changed, or spoke for the first time.
    case sourceUpdate = 0
    /// A source no longer has it.
    case sourceDeleted
    /// It no longer belongs to the feed.
    case outOfScope
    /// Our mapping changed, not the source.
    case normalisation
    /// A source corrected what it had said.
    case correction
    /// It came long after it happened.
    case late
    /// The feed's own definition changed.
    case feedChange
    /// Two things were found to be one.
    case identityMerge
    /// One thing was found to be two.
    case identitySplit

    /// The word in the line.
    var word: StaticString {
        switch self {
        case .sourceUpdate: "source_update"
        case .sourceDeleted: "source_deleted"
        case .outOfScope: "out_of_scope"
        case .normalisation: "normalisation"
        case .correction: "correction"
        case .late: "late"
        case .feedChange: "feed_change"
        case .identityMerge: "identity_merge"
        case .identitySplit: "identity_split"
        }
    }
}
