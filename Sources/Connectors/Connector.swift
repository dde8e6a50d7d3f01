public import Model

/// A way to reach one system and pull its records page by page.
///
/// A pull is cursor in, page out. The cursor is the connector's own text (JSON): how far the pull has come, and, between
/// runs, where the next run starts. The run commits it together with the page's rows, so that a killed run goes on
/// exactly where its last commit stood; the commit is the acknowledgement, and the connector keeps nothing itself that
/// it could not rebuild from the cursor.
public protocol Connector: Sendable {
    /// The page after `cursor`; nil starts a first pull. Retries, rate limits and time-outs happen inside.
    ///
    /// - Throws: ``ConnectorError`` when the system cannot be reached, answers nonsense or is not set up right; nothing
    ///   of the page is then delivered.
    func page(after cursor: String?) async throws(ConnectorError) -> PulledPage
}

/// What one pull gives.
public struct PulledPage: Sendable {
    /// The records.
    public var page: RecordPage
    /// What to hand in for the next page; after the last page of a run, what the next run starts from. Nil makes the
    /// next run start anew (snapshots).
    public var cursor: String?
    /// Whether the run has further pages.
    public var hasMore: Bool
    /// How much there is in all, when the source says so: for progress.
    public var total: Int?
    /// What must stand before the raw bytes of one record so that ``decodeKept(raw:prologue:name:definition:plan:)`` can
    /// decode it alone: the header line of a CSV. Quarantine keeps both.
    public var prologue: [UInt8]
    /// Whether somebody waits for what it holds: it is committed at once, not together with the pages after it.
    public var isUrgent: Bool

    /// A pulled page.
    public init(
        page: RecordPage, cursor: String?, hasMore: Bool, total: Int? = nil, prologue: [UInt8] = [],
        isUrgent: Bool = false
    ) {
        self.page = page
        self.cursor = cursor
        self.hasMore = hasMore
        self.total = total
        self.prologue = prologue
        self.isUrgent = isUrgent
    }
}

/// What the hub wants of a source's records: the mapping's shape, and the paths that the connector file itself names.
public struct RecordPlan: Sendable {
    /// The mapping's shape with the roles' paths added to scope 0.
    public var shape: RecordShape
    /// The slots whose texts together name the raw record in quarantine, lineage and replay (`identity:`).
    public var identity: [Int]
    /// The slot of the cursor value of an incremental pull (`sync.cursor.from`).
    public var cursor: Int?
    /// The slot that says whether the record is deleted, and the text that says so (`sync.deletes.flag`).
    public var deleteFlag: DeleteFlag?
    /// The slots of scope 0 that a table may lack (`optional: true`).
    public var optional: Set<Int> = []

    /// The slot and value of `deletes: { flag: $.zt == "9" }`.
    public struct DeleteFlag: Sendable, Equatable {
        /// The slot of the path.
        public var slot: Int
        /// The texts that mean deleted.
        public var values: [String]

        /// A flag.
        public init(slot: Int, values: [String]) {
            self.slot = slot
            self.values = values
        }
    }

    /// A plan.
    public init(shape: RecordShape, identity: [Int] = [], cursor: Int? = nil, deleteFlag: DeleteFlag? = nil) {
        self.shape = shape
        self.identity = identity
        self.cursor = cursor
        self.deleteFlag = deleteFlag
    }
}
