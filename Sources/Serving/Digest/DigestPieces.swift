import Crypto
import Storage

/// The digest of one feed in pieces of 64 rows, so that a head that moved costs what changed and not what there is.
///
/// A change of a row gives its line a new number, so the rows behind the last head are all that can have changed; the pieces that they lie
/// in are read anew. It takes some 60 bytes for 64 rows: a megabyte for a feed of a million.
struct DigestPieces {
    private struct Place: Hashable {
        let entity: Int64
        let piece: Int64
    }

    private static let rowsOfPiece: Int64 = 64

    private(set) var head: FeedHead?
    private var pieces: [Place: DigestSum] = [:]
    private var hash = SHA256Box()
    /// How many lines were read so far, for tests and measurements.
    private(set) var linesRead = 0

    /// Goes on to a head. Inside a snapshot of the reader.
    mutating func follow(_ head: FeedHead, _ reader: FeedReader) throws {
        if let last = self.head, last.id == head.id, last.epoch == head.epoch, last.head <= head.head {
            guard last.head != head.head else { return }
            if let changed = try changes(since: last, head, reader) {
                for place in changed { try read(place, head, reader) }
                self.head = head
                return
            }
        }
        try readAll(head, reader)
        self.head = head
    }

    /// The sums of the entities, by their numbers.
    func sums() -> [Int64: DigestSum] {
        var sums: [Int64: DigestSum] = [:]
        for (place, sum) in pieces { sums[place.entity, default: DigestSum()] += sum }
        return sums
    }

    /// The pieces that a row changed in; nil when they are so many that all is read faster.
    private func changes(since last: FeedHead, _ head: FeedHead, _ reader: FeedReader) throws -> Set<Place>? {
        var changed: Set<Place> = []
        let most = pieces.count / 4 + 16
        try reader.changedRows(of: head, after: last.head) { entity, row in
            changed.insert(Place(entity: entity, piece: row / Self.rowsOfPiece))
            return changed.count <= most
        }
        return changed.count <= most ? changed : nil
    }

    private mutating func read(_ place: Place, _ head: FeedHead, _ reader: FeedReader) throws {
        let start = place.piece * Self.rowsOfPiece
        var sum = DigestSum()
        try reader.records(of: head, entity: place.entity, in: start..<start + Self.rowsOfPiece) { line in
            sum.add(line: line, &hash.hash)
        }
        linesRead += sum.count
        pieces[place] = sum.count > 0 ? sum : nil
    }

    private mutating func readAll(_ head: FeedHead, _ reader: FeedReader) throws {
        pieces.removeAll()
        try reader.allRecords(of: head) { entity, row, line in
            pieces[Place(entity: entity, piece: row / Self.rowsOfPiece), default: DigestSum()]
                .add(line: line, &hash.hash)
            linesRead += 1
        }
    }
}

/// One context for all hashes.
final class SHA256Box {
    var hash = SHA256()
}
