import Model

/// What the commit of a page needs and the page alone decides: keys, hashes, and the records of the feeds. It is made
/// where the page is mapped, so that the one that writes has less to do.
struct PreparedPage: Sendable {
    /// A record of the page.
    struct Record: Sendable {
        /// The hash of its bytes.
        var print: UInt64
        /// The hash of its key.
        var keyHash: UInt64
        /// Where its key ends in ``keys``.
        var keyEnd: Int
        /// Whether it has no key of its own.
        var isKeyless: Bool
    }

    /// A row of the batch.
    struct Row: Sendable {
        /// The hash of its values.
        var print: UInt64
        /// The hash of its key.
        var keyHash: UInt64
        /// Whether anything was prepared: a row that refers to others is not yet known by its values.
        var isReady: Bool
    }

    /// The place of a row of which nothing was prepared.
    static let nothing = Int.max

    /// The keys of the records, one after the other.
    var keys: [UInt8] = []
    /// One for each record of the page, or none.
    var records: [Record] = []
    /// One for each row of the batch, or none.
    var rows: [Row] = []
    /// The JSON objects of the rows, feed by feed; empty for feeds that do not have the row's entity.
    var objects: [UInt8] = []
    /// Where each object ends: `feedCount` for each row.
    var objectEnds: [Int] = []
    /// How many feeds there are.
    var feedCount = 0

    /// Whether the last page was mostly new: only then are rows worth preparing.
    var expectsNewRows = false

    /// The key of record `index`.
    func key(_ index: Int) -> ArraySlice<UInt8> {
        keys[(index > 0 ? records[index - 1].keyEnd : 0)..<records[index].keyEnd]
    }

    /// Row `index`, if it was prepared.
    func row(_ index: Int) -> Row? {
        guard index < rows.count, rows[index].isReady else { return nil }
        return rows[index]
    }

    /// The object of row `index` in feed `feed`, if it was prepared.
    func object(_ index: Int, feed: Int) -> ArraySlice<UInt8>? {
        guard row(index) != nil, feed < feedCount else { return nil }
        let place = index * feedCount + feed
        let range = (place > 0 ? objectEnds[place - 1] : 0)..<objectEnds[place]
        return range.isEmpty ? nil : objects[range]
    }

    /// Empties it and keeps its memory for the next page.
    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        objects.removeAll(keepingCapacity: true)
        objectEnds.removeAll(keepingCapacity: true)
    }
}

/// A page on its way to the commit and, empty, back again.
struct MappedPage: Sendable {
    var batch = MappedBatch()
    var prepared = PreparedPage()

    mutating func removeAll() {
        batch.removeAll()
        prepared.removeAll()
    }
}
