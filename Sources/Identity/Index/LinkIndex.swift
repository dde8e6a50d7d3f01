/// Links the records of many systems: which of them speak of the same enterprise or site.
///
/// `load` and `relink` do it for all at once, `put` and `remove` for one record and its neighbourhood; both give the same result for
/// the same records, in whatever order they came. Nothing is kept of the records' texts, and nothing is written anywhere.
public struct LinkIndex: Sendable {
    /// Another number where the same records and weights give other clusters than before: words, forms, keys or rules have changed.
    public static let version = 1
    /// The weights; they stay as they are, other weights need another index.
    public let weights: LinkWeights
    let scorer: PairScorer
    var records = LinkRecords()
    var blocks: BlockIndex
    var reader: RecordReader
    /// The pairs of each row that weigh enough for a person to look at, or more.
    var edges: [[LinkEdge]] = []
    /// The cluster of each row: the smallest identity in it.
    var clusterOf: [UInt64] = []
    var keys = BlockKeys()
    /// What people decided, set by ``decide(_:)``.
    public internal(set) var decisions = LinkDecisions()
    /// What follows from the decisions.
    var decided = DecidedGroups()

    /// An empty index for about `capacity` records.
    public init(weights: LinkWeights = .standard, capacity: Int = 0) {
        self.init(weights: weights, capacity: capacity, keyLimit: 60)
    }

    init(weights: LinkWeights, capacity: Int, keyLimit: Int) {
        self.weights = weights
        scorer = PairScorer(weights)
        blocks = BlockIndex(capacity: capacity * 16, limit: keyLimit)
        reader = RecordReader(commonness: weights.commonness)
        records.reserve(capacity)
    }

    /// How many records there are.
    public var count: Int { records.count }

    /// Adds a record or replaces the one of its system and key, without linking it: ``relink()`` must follow.
    public mutating func load(_ record: SourceRecord) {
        if let known = records.row(RecordID(system: record.system, key: record.key).hash) { takeOutOfBlocks(known) }
        let row = records.put(record, with: &reader)
        makeRoom(for: row)
        records.readKeys(row, into: &keys)
        for key in keys.keys { _ = blocks.insert(key, row) }
    }

    /// Adds records or replaces those of their systems and keys, on all cores, without linking them: ``relink()`` must follow.
    public mutating func load(_ batch: [SourceRecord]) {
        let parts = Cores.parts(for: batch.count)
        let commonness = weights.commonness
        let prepared = Cores.map(parts) { part in
            let range = batch.count * part / parts..<batch.count * (part + 1) / parts
            return PreparedBatch(batch[range], commonness: commonness)
        }
        for part in prepared {
            for number in part.rows.indices {
                if let known = records.row(part.rows[number].identity) { takeOutOfBlocks(known) }
                let row = records.put(part.rows[number], names: part.names(number), codes: part.repairs(number))
                makeRoom(for: row)
                for key in part.keys(number) { _ = blocks.insert(key, row) }
            }
        }
    }

    /// Links all records anew.
    public mutating func relink() {
        findAllEdges()
        clusterAll()
    }

    mutating func takeOutOfBlocks(_ row: Int32) {
        records.readKeys(row, into: &keys)
        for key in keys.keys { _ = blocks.remove(key, row) }
    }
}

/// A pair, seen from one of its records.
struct LinkEdge: Sendable, Equatable {
    var row: Int32
    /// Hundredths of a bit.
    var score: Int32
}
