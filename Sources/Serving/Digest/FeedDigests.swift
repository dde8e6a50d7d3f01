import Dispatch
import Feeds
import Storage
import Synchronization

/// A feed's digest at one of its heads.
struct FeedDigest: Sendable {
    let head: FeedHead
    /// By the numbers of entities and by day; those without records are absent. Entities without a window know no days.
    let sums: [Int64: [ShownDay: DigestSum]]
}

/// Makes digests, on a queue of its own: reading a feed for the first time takes longer than a thread of the server may.
final class FeedDigests: Sendable {
    private let queue = DispatchQueue(label: "feed digests")
    private let kept = Mutex<[String: FeedDigest]>([:])
    private let storePath: String
    /// Both are touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?
    private nonisolated(unsafe) var pieces: [String: DigestPieces] = [:]

    init(storePath: String) { self.storePath = storePath }

    /// The digest at this head, when it was made already.
    func known(at head: FeedHead) -> FeedDigest? {
        kept.withLock { kept in
            guard let digest = kept[head.name], digest.head.id == head.id, digest.head.epoch == head.epoch,
                digest.head.head == head.head
            else { return nil }
            return digest
        }
    }

    /// Makes the digest of a feed at its head of then; nil when there is no such feed, its lines are of another definition than the
    /// one served, or the store cannot be read.
    func make(_ feed: ServedFeed, then: @escaping @Sendable (FeedDigest?) -> Void) {
        queue.async { then(try? self.digest(feed)) }
    }

    /// On the queue.
    private func digest(_ feed: ServedFeed) throws -> FeedDigest? {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try reader.snapshot {
            let name = feed.compiled.name
            guard let head = reader.feeds[name], !feed.isBehind(head) else { return nil }
            if let known = known(at: head) { return known }
            let windows = Self.windows(of: feed, reader)
            var pieces = unsafe self.pieces[name] ?? DigestPieces(windows: windows)
            // An entity has a number only from its first row on.
            if pieces.windows != windows { pieces = DigestPieces(windows: windows) }
            // Pieces that could not be brought to the head are no pieces of any.
            unsafe self.pieces[name] = nil
            try pieces.follow(head, reader)
            let made = FeedDigest(head: head, sums: pieces.sums())
            unsafe self.pieces[name] = pieces
            kept.withLock { $0[name] = made }
            return made
        }
    }

    private static func windows(of feed: ServedFeed, _ reader: FeedReader) -> [Int64: Int] {
        var windows: [Int64: Int] = [:]
        for entity in feed.compiled.entities {
            if let window = entity.window, let number = reader.entities[entity.name] { windows[number] = window.place }
        }
        return windows
    }
}
