import Feeds
import Storage

/// A revision of a record as a feed shows it.
struct ShownRevision {
    var rev: Int64
    /// When it began, and when it ended; nil for the one that holds.
    var at: Int64
    var until: Int64?
    var record: [UInt8]
}

/// Makes of a row's revisions those that the feed shows: filtered, masked, and told apart only by what can be seen of them.
///
/// Revisions come newest first. One that differs from the one before it in nothing that the feed shows is the same revision here, with the
/// number and time of the older: that something changed which may not be seen may not be seen either.
struct ShownRevisions {
    private let entity: CompiledFeedEntity
    private let limit: Int
    private var open: ShownRevision?
    private(set) var complete: [ShownRevision] = []

    init(of entity: CompiledFeedEntity, limit: Int, newest: ShownRevision?) {
        self.entity = entity
        self.limit = limit
        open = newest
    }

    /// Takes the next older revision; false when the page is full.
    mutating func take(_ past: PastRevision) -> Bool {
        var record: [UInt8] = []
        guard entity.appendPast(past.body, to: &record) else {
            close()
            return complete.count < limit
        }
        if let newer = open, newer.record == record, past.until >= newer.at {
            open?.rev = past.rev
            open?.at = past.at
            return true
        }
        close()
        guard complete.count < limit else { return false }
        open = ShownRevision(rev: past.rev, at: past.at, until: past.until, record: record)
        return true
    }

    /// There are no older ones.
    mutating func close() {
        if let open { complete.append(open) }
        open = nil
    }
}
