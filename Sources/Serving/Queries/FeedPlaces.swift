import Dispatch
import Feeds
import Storage
import Synchronization

/// Answers which records of a feed lie in a box and a time, on a queue of its own: the first question reads the whole feed.
final class FeedPlaces: Sendable {
    /// What is asked.
    struct Question: Sendable {
        let feed: CompiledFeed
        /// The entity's name.
        let entity: String
        let box: QueriedBox?
        let time: TimeRange?
        let after: Int64
        let limit: Int
    }

    /// What is kept of a feed.
    private struct Kept {
        var head: FeedHead
        /// By the numbers of entities.
        var rows: [Int64: PlacedRows]
    }

    private let queue = DispatchQueue(label: "places of feeds")
    private let storePath: String
    /// Both are touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?
    private nonisolated(unsafe) var kept: [String: Kept] = [:]

    init(storePath: String) { self.storePath = storePath }

    /// Finds the rows, as the feed is when the question's turn comes; nil when the store cannot be read.
    func find(_ question: Question, then: @escaping @Sendable ([Int64]?) -> Void) {
        queue.async { then(try? self.rows(question)) }
    }

    /// On the queue.
    private func rows(_ question: Question) throws -> [Int64] {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try reader.snapshot {
            guard let head = reader.feeds[question.feed.name] else { return [] }
            let kept = try follow(question.feed, head, reader)
            guard let entity = reader.entities[question.entity], let rows = kept.rows[entity] else { return [] }
            return rows.matching(question.box, question.time, after: question.after, limit: question.limit)
        }
    }

    private func follow(_ feed: CompiledFeed, _ head: FeedHead, _ reader: FeedReader) throws -> Kept {
        var known = unsafe kept[feed.name]
        // What could not be brought to the head is not of any.
        unsafe kept[feed.name] = nil
        if let last = known?.head, last.id == head.id, last.epoch == head.epoch, last.definition == head.definition,
            last.head <= head.head
        {
            for entity in feed.entities {
                guard let number = reader.entities[entity.name], known?.rows[number] == nil else { continue }
                // The first row of an entity may come at any time.
                known?.rows[number] = PlacedRows(entity)
            }
            try known?.rows.follow(from: last, to: head, reader)
            known?.head = head
        } else {
            known = Kept(head: head, rows: try Self.all(feed, head, reader))
        }
        unsafe kept[feed.name] = known
        return known ?? Kept(head: head, rows: [:])
    }

    private static func all(_ feed: CompiledFeed, _ head: FeedHead, _ reader: FeedReader) throws -> [Int64: PlacedRows]
    {
        var rows: [Int64: PlacedRows] = [:]
        for entity in feed.entities {
            guard let number = reader.entities[entity.name] else { continue }
            var placed = PlacedRows(entity)
            _ = try reader.records(of: head, entity: number, after: 0, limit: .max) { (row: Int64, line: RawSpan) in
                placed.put(row, line)
            }
            rows[number] = placed
        }
        return rows
    }
}

extension [Int64: PlacedRows] {
    /// Reads anew what was stored between two heads of a feed. Inside a snapshot of the reader.
    fileprivate mutating func follow(from last: FeedHead, to head: FeedHead, _ reader: FeedReader) throws {
        guard last.head < head.head else { return }
        var changed: [(entity: Int64, row: Int64)] = []
        try reader.changedRows(of: head, after: last.head) { entity, row in
            changed.append((entity, row))
            return true
        }
        for (entity, row) in changed {
            let isThere = try reader.record(of: head, entity: entity, row: row) { (line: RawSpan) in
                self[entity]?.put(row, line)
            }
            if !isThere { self[entity]?.remove(row) }
        }
    }
}
