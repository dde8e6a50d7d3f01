import SQLite

/// The packets that wait for an upstream platform, seen from the one writer of their file: they come in and go out inside the
/// transactions of ``SeriesStore``.
///
/// What is in the spool stays there until the platform has confirmed it, or will not take it. A full spool takes nothing more
/// until a tenth of it is free, so that what is missing is one stretch of time and not many.
public final class Spool {
    /// What became of a packet that was to come in.
    public enum Addition: Sendable, Equatable {
        /// It waits.
        case added
        /// It waits, and is the first one after a stretch of time in which the spool was full.
        case addedAfter(SpoolGap)
        /// It does not wait: the spool is full. The first one of its stretch of time says so.
        case full(isFirst: Bool)
    }

    /// What a row takes beside its frame.
    static let rowCost: Int64 = 32

    private let database: Database
    private let insertion: Statement
    private let removal: Statement
    private let reading: Statement
    private let selection: Statement
    private let update: Statement
    private let first: Statement
    private var known: SpoolCounts?
    private var isChanged = false

    init(_ database: Database) throws(SQLiteError) {
        self.database = database
        insertion = try database.prepare("INSERT INTO spool (at, qn, frame) VALUES (?1, ?2, ?3)")
        removal = try database.prepare("DELETE FROM spool WHERE id = ?1 RETURNING length(frame)")
        reading = try database.prepare("SELECT id, at, qn, frame FROM spool WHERE id = ?1")
        selection = try database.prepare(SpoolCounts.selection)
        update = try database.prepare(
            """
            UPDATE spool_total SET waiting = ?1, bytes = ?2, sent = ?3, refused = ?4, missed = ?5, gap_since = ?6,
              gap_missed = ?7, newest_qn = ?8 WHERE id = 1
            """)
        first = try database.prepare("SELECT at FROM spool ORDER BY id LIMIT 1")
    }

    /// How the spool stands, as the open transaction has made it.
    public func counts() throws -> SpoolCounts {
        if let known { return known }
        defer { selection.reset() }
        guard try selection.step() else { throw StoreError(.damaged, "the spool has lost its totals") }
        let counts = SpoolCounts(selection)
        known = counts
        return counts
    }

    /// When the packet came that waits longest; nil when none waits.
    public func oldest() throws -> Int64? {
        defer { first.reset() }
        return try first.step() ? first.integer(0) : nil
    }

    /// Takes a packet in, unless it is full. Inside a transaction.
    ///
    /// - Parameters:
    ///   - frame: the frame as the device sent it.
    ///   - time: when it came, in milliseconds.
    ///   - needsQN: whether it has no QN, so that a moment is made to stand for it that no other packet has.
    ///   - limit: how many bytes may wait.
    public func add(_ frame: borrowing RawSpan, at time: Int64, needsQN: Bool, limit: Int64) throws -> Addition {
        var counts = try counts()
        let size = Int64(frame.byteCount) + Self.rowCost
        isChanged = true
        defer { known = counts }
        if counts.bytes + size > (counts.gap == nil ? limit : limit - limit / 10) {
            let isFirst = counts.gap == nil
            counts.missed += 1
            counts.gap = SpoolGap(since: counts.gap?.since ?? time, missed: (counts.gap?.missed ?? 0) + 1)
            return .full(isFirst: isFirst)
        }
        if needsQN { counts.newestQN = max(counts.newestQN + 1, time) }
        try insertion.bind(time, at: 1)
        try insertion.bind(needsQN ? counts.newestQN : nil, at: 2)
        try insertion.bindBlob(copying: frame, at: 3)
        try insertion.run()
        counts.waiting += 1
        counts.bytes += size
        defer { counts.gap = nil }
        return counts.gap.map(Addition.addedAfter) ?? .added
    }

    /// The packet with a number; nil when it does not wait any more. Inside a transaction.
    public func packet(_ id: Int64) throws -> SpooledPacket? {
        defer { reading.reset() }
        try reading.bind(id, at: 1)
        return try reading.step() ? SpooledPacket(reading) : nil
    }

    /// Lets a packet go. One that does not wait any more changes nothing. Inside a transaction.
    ///
    /// - Returns: whether it waited.
    @discardableResult public func remove(_ outcome: SpoolOutcome) throws -> Bool {
        var counts = try counts()
        let (id, isTaken) =
            switch outcome {
            case .taken(let id): (id, true)
            case .setAside(let id, _): (id, false)
            }
        defer { removal.reset() }
        try removal.bind(id, at: 1)
        guard try removal.step() else { return false }
        isChanged = true
        counts.waiting -= 1
        counts.bytes -= removal.integer(0) + Self.rowCost
        if isTaken { counts.sent += 1 } else { counts.refused += 1 }
        known = counts
        // The row is gone when the statement has run to its end.
        while try removal.step() {}
        return true
    }

    /// Writes the totals, before a commit.
    func save() throws {
        guard isChanged, let known else { return }
        for (index, value) in [known.waiting, known.bytes, known.sent, known.refused, known.missed].enumerated() {
            try update.bind(value, at: index + 1)
        }
        try update.bind(known.gap?.since, at: 6)
        try update.bind(known.gap?.missed ?? 0, at: 7)
        try update.bind(known.newestQN, at: 8)
        try update.run()
        isChanged = false
    }

    /// After a rollback nothing that was counted in the transaction may be believed.
    func forget() {
        known = nil
        isChanged = false
    }
}
