import Synchronization

extension AccessLog {
    /// How far each consumer has read each feed. There are as many as consumers have grants, at most.
    public var cursors: [AcknowledgedCursor] { readings.withLock { $0.known.values.map(\.cursor) } }

    /// How far a consumer has read a feed; nil when it never came, or before it was kept.
    public func cursor(of consumer: String, in feed: String) -> AcknowledgedCursor? {
        readings.withLock { $0.known[AcknowledgedCursor.Key(consumer: consumer, feed: feed)]?.cursor }
    }

    /// Keeps the cursor that a consumer came with, in place of the one before. Never waits: it is written with the rows.
    public func acknowledge(_ cursor: AcknowledgedCursor) {
        // What waits to be written already takes the newer one with it.
        if readings.withLock({ $0.put(cursor) }) { scheduleWriting() }
    }

    /// Takes the cursors that are not written yet.
    func takeCursors() -> [AcknowledgedCursor] {
        readings.withLock { $0.takeChanged() }
    }

    /// Has cursors written again that could not be.
    func putBack(_ cursors: [AcknowledgedCursor]) {
        readings.withLock { readings in for cursor in cursors { readings.putBack(cursor.key) } }
    }
}

/// The cursors that consumers came with, in memory.
struct KnownCursors: Sendable {
    private(set) var known: [AcknowledgedCursor.Key: Known] = [:]
    /// How often a cursor that stands still is kept, in milliseconds.
    private static let interval: Int64 = 1_000
    /// Those that are not written yet.
    private var changed: [AcknowledgedCursor.Key] = []

    struct Known: Sendable {
        var cursor: AcknowledgedCursor
        var isChanged = false

        /// Puts another cursor in its place. True when there was nothing to be written before.
        mutating func put(_ cursor: AcknowledgedCursor) -> Bool {
            defer { isChanged = true }
            self.cursor = cursor
            return !isChanged
        }
    }

    /// The cursors that the file has.
    init(_ written: [AcknowledgedCursor] = []) {
        for cursor in written { known[cursor.key] = Known(cursor: cursor) }
    }

    /// Whether some are not written.
    var hasChanged: Bool { !changed.isEmpty }

    /// Keeps a cursor. True when it is the first of its consumer and feed that waits to be written.
    mutating func put(_ cursor: AcknowledgedCursor) -> Bool {
        // Who polls without a pause says the same many times a second: it is kept once in one.
        if let before = known[cursor.key]?.cursor, cursor.isSamePlace(as: before),
            (0..<Self.interval).contains(cursor.at - before.at)
        {
            return false
        }
        return keep(cursor)
    }

    private mutating func keep(_ cursor: AcknowledgedCursor) -> Bool {
        let isFirst = known[cursor.key, default: Known(cursor: cursor)].put(cursor)
        if isFirst { changed.append(cursor.key) }
        return isFirst
    }

    mutating func takeChanged() -> [AcknowledgedCursor] {
        defer { changed = [] }
        for key in changed { known[key]?.isChanged = false }
        return changed.compactMap { known[$0]?.cursor }
    }

    mutating func putBack(_ key: AcknowledgedCursor.Key) {
        if let known = known[key], !known.isChanged { _ = keep(known.cursor) }
    }
}
