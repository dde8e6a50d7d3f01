import Storage

/// The pages that share the open transaction.
struct PageGroup {
    /// A transaction with more records than this is committed: memory and the log stay bounded.
    static let mostRecords: Int64 = 50_000
    /// A transaction older than this is committed: partners see changes within seconds, other writers get their turn.
    static let longest = Duration.seconds(1)

    /// The run's counts with these pages.
    private(set) var counts: RunCounts
    /// How many pages.
    private(set) var pages: Int64 = 0
    /// Where the pull goes on behind them.
    private(set) var cursor: String?
    /// How many of their records could not be decoded.
    private(set) var faults = 0
    private let opened: ContinuousClock.Instant
    private var records: Int64 = 0

    init(counts: RunCounts, opened: ContinuousClock.Instant) {
        self.counts = counts
        self.opened = opened
    }

    mutating func add(_ brought: RunCounts, cursor: String?, faults: Int) {
        counts.add(brought)
        pages += 1
        self.cursor = cursor
        self.faults += faults
        records += brought.read
    }

    /// Whether it is time to commit.
    var isFull: Bool { records >= PageGroup.mostRecords || .now - opened > PageGroup.longest }
}
