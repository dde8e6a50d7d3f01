import Crypto
import Storage

/// The digest of one feed in pieces of 64 rows, so that a head that moved costs what changed and not what there is.
///
/// A change of a row gives its line a new number, so the rows behind the last head are all that can have changed; the pieces that they lie
/// in are read anew. Lines that age out of a window are gone without a number: their days are not in the window, and are left out of
/// what is told. It takes some 100 bytes for 64 rows: two megabytes for a feed of a million.
struct DigestPieces {
    private struct Place: Hashable {
        let entity: Int64
        let piece: Int64
    }

    /// The records of one day; of an entity without a window all are of no day.
    private struct Part {
        let day: ShownDay
        var sum: DigestSum
    }

    private static let rowsOfPiece: Int64 = 64

    /// Of the entities with a window, by their numbers: the place of the moment among the feed's columns.
    let windows: [Int64: Int]
    private(set) var head: FeedHead?
    private var pieces: [Place: [Part]] = [:]
    private var hash = SHA256Box()
    /// How many lines were read so far, for tests and measurements.
    private(set) var linesRead = 0

    init(windows: [Int64: Int] = [:]) { self.windows = windows }

    /// Goes on to a head. Inside a snapshot of the reader.
    mutating func follow(_ head: FeedHead, _ reader: FeedReader) throws {
        if let last = self.head, last.id == head.id, last.epoch == head.epoch, last.head <= head.head,
            // Rows whose tombstones came and went since then have no line behind the last head, and yet have changed.
            last.head >= head.horizon
        {
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

    /// The sums of the entities by day, by their numbers.
    func sums() -> [Int64: [ShownDay: DigestSum]] {
        var sums: [Int64: [ShownDay: DigestSum]] = [:]
        for (place, parts) in pieces {
            for part in parts { sums[place.entity, default: [:]][part.day, default: DigestSum()] += part.sum }
        }
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
        pieces[place] = nil
        try reader.records(of: head, entity: place.entity, in: start..<start + Self.rowsOfPiece) { record, line in
            add(line, record, to: place)
        }
    }

    private mutating func readAll(_ head: FeedHead, _ reader: FeedReader) throws {
        pieces.removeAll()
        try reader.allRecords(of: head) { entity, row, record, line in
            add(line, record, to: Place(entity: entity, piece: row / Self.rowsOfPiece))
        }
    }

    private mutating func add(_ line: RawSpan, _ record: Int, to place: Place) {
        linesRead += 1
        let day = windows[place.entity].map { ShownDay(in: line, record: record, column: $0) } ?? .none
        var sum = DigestSum()
        sum.add(line: line, &hash.hash)
        if let part = pieces[place]?.firstIndex(where: { $0.day == day }) {
            pieces[place]?[part].sum += sum
        } else {
            pieces[place, default: []].append(Part(day: day, sum: sum))
        }
    }
}

/// One context for all hashes.
final class SHA256Box {
    var hash = SHA256()
}
