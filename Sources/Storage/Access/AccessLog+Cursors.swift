import Synchronization

extension AccessLog {
    /// How far each consumer has read each feed. There are as many as consumers have grants, at most.
    public var cursors: [AcknowledgedCursor] { readings.withLock { Array($0.known.values) } }

    /// How far a consumer has read a feed; nil when it never came, or before it was kept.
    public func cursor(of consumer: String, in feed: String) -> AcknowledgedCursor? {
        readings.withLock { $0.known[AcknowledgedCursor.Key(consumer: consumer, feed: feed)] }
    }

    /// Keeps the cursor that a consumer came with, in place of the one before. Never waits: it is written with the rows.
    public func acknowledge(_ cursor: AcknowledgedCursor) {
        readings.withLock { readings in
            readings.known[cursor.key] = cursor
            readings.changed.insert(cursor.key)
        }
        scheduleWriting()
    }

    /// Takes the cursors that are not written yet.
    func takeCursors() -> [AcknowledgedCursor] {
        readings.withLock { readings in
            defer { readings.changed = [] }
            return readings.changed.compactMap { readings.known[$0] }
        }
    }

    /// Has cursors written again that could not be.
    func putBack(_ cursors: [AcknowledgedCursor]) {
        readings.withLock { readings in for cursor in cursors { readings.changed.insert(cursor.key) } }
    }
}

/// The cursors that consumers came with, in memory.
struct KnownCursors: Sendable {
    var known: [AcknowledgedCursor.Key: AcknowledgedCursor] = [:]
    /// Those that are not written yet.
    var changed: Set<AcknowledgedCursor.Key> = []
}
