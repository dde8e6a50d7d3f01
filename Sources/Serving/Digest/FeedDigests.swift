import Dispatch
import Storage
import Synchronization

/// A feed's digest at one of its heads.
struct FeedDigest: Sendable {
    let head: FeedHead
    /// By the numbers of entities; those without records are absent.
    let sums: [Int64: DigestSum]
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

    /// Makes the digest of a feed at its head of then; nil when there is no such feed, or the store cannot be read.
    func make(_ feed: String, then: @escaping @Sendable (FeedDigest?) -> Void) {
        queue.async { then(try? self.digest(feed)) }
    }

    /// On the queue.
    private func digest(_ feed: String) throws -> FeedDigest? {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try reader.snapshot {
            guard let head = reader.feeds[feed] else { return nil }
            if let known = known(at: head) { return known }
            var pieces = unsafe self.pieces[feed] ?? DigestPieces()
            // Pieces that could not be brought to the head are no pieces of any.
            unsafe self.pieces[feed] = nil
            try pieces.follow(head, reader)
            let made = FeedDigest(head: head, sums: pieces.sums())
            unsafe self.pieces[feed] = pieces
            kept.withLock { $0[feed] = made }
            return made
        }
    }
}
