public import SQLite

/// The write side of one feed's change table: lines are numbered and stored here as the page commits.
///
/// Compacted: a row has one line, its last; a tombstone replaces the line of a row that was deleted or left the feed.
public final class FeedTable {
    /// What a line says.
    public enum Operation: Int64, Sendable {
        /// The record is as told.
        case upsert = 0
        /// The record is gone.
        case delete = 1
        /// The record does not belong to the feed any more.
        case leave = 2
        /// The record was found to be another one of the feed.
        case merge = 3
    }

    /// The line that a row has now.
    public struct Present: Sendable {
        /// Its number.
        public var seq: Int64
        /// What it says.
        public var operation: Operation
        /// The line; empty for tombstones.
        public var line: [UInt8]
        /// Where the record's JSON object begins in it.
        public var recordAt: Int

        /// The record's JSON object, empty for tombstones.
        public var record: ArraySlice<UInt8> {
            line.count > recordAt ? line[recordAt..<line.count - 1] : []
        }
    }

    /// The feed's number.
    public let id: Int64
    /// The newest number given.
    public private(set) var head: Int64
    private var savedHead: Int64
    /// How often the feed's definition was changed while its numbers went on.
    public private(set) var changes: Int64 = 0
    let database: Database
    private let finding: Statement
    private let removal: Statement
    private let insertion: GroupedInsertion
    private let headSaving: Statement
    private let headReading: Statement

    /// The table of feed number `id` in `store`, which must exist.
    public init(_ store: Store, id: Int64) throws {
        self.id = id
        let database = store.database
        self.database = database
        finding = try database.prepare(
            "SELECT seq, op, record_at, body FROM hub_feed_\(id) WHERE entity = ?1 AND row = ?2")
        removal = try database.prepare("DELETE FROM hub_feed_\(id) WHERE seq = ?1")
        insertion = try GroupedInsertion(database, into: "hub_feed_\(id)", columns: 7)
        headSaving = try database.prepare("UPDATE hub_feed SET head = ?1 WHERE id = \(id)")
        headReading = try database.prepare(
            "SELECT head, (SELECT max(number) FROM hub_feed_change WHERE feed = \(id)) FROM hub_feed WHERE id = \(id)")
        head = 0
        savedHead = 0
        try load()
    }

    /// Reads the head anew: at the start of every transaction.
    public func load() throws(SQLiteError) {
        insertion.drop()
        if try headReading.step() { (head, changes) = (headReading.integer(0), headReading.integer(1)) }
        headReading.reset()
        savedHead = head
    }

    /// Writes the lines that wait, and the head when it moved: before every commit.
    public func saveHead() throws(SQLiteError) {
        try insertion.flush()
        guard head != savedHead else { return }
        try headSaving.bind(head, at: 1)
        try headSaving.step()
        headSaving.reset()
        savedHead = head
    }

    /// Writes the lines that wait.
    func flush() throws(SQLiteError) { try insertion.flush() }

    /// The line of a row, if it has one.
    public func find(entity: Int64, row: Int64) throws(SQLiteError) -> Present? {
        try insertion.flush()
        try finding.bind(entity, at: 1)
        try finding.bind(row, at: 2)
        defer { finding.reset() }
        guard try finding.step() else { return nil }
        let operation = Operation(rawValue: finding.integer(1)) ?? .delete
        return Present(
            seq: finding.integer(0), operation: operation, line: operation == .upsert ? finding.blob(3) ?? [] : [],
            recordAt: Int(finding.integer(2)))
    }

    /// The number that the next line will have.
    public var nextSeq: Int64 { head + 1 }

    /// Stores a line under ``nextSeq``, in place of the line `present`. It may wait for ``saveHead()``.
    ///
    /// - Parameter recordAt: where the record begins in the line; of a merge the number of the row that it went into.
    public func put(
        _ operation: Operation, entity: Int64, row: Int64, at: Int64, line: [UInt8], recordAt: Int,
        replacing present: Int64?
    ) throws(SQLiteError) {
        if let present {
            try removal.bind(present, at: 1)
            try removal.step()
            removal.reset()
        }
        head += 1
        try insertion.add { cells in
            cells.add(head)
            cells.add(entity)
            cells.add(row)
            cells.add(operation.rawValue)
            cells.add(at)
            cells.add(Int64(recordAt))
            cells.add(text: line)
        }
    }
}
