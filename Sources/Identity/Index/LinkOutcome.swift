/// What linking says of one record.
public struct LinkOutcome: Sendable, Equatable {
    /// The three bands.
    public enum Band: String, Sendable {
        /// It speaks of the same as other records.
        case linked
        /// It may speak of the same as other records: a person decides.
        case review
        /// Nothing known is like it.
        case new
    }

    /// A record that may be the same, and how many bits speak for it.
    public struct Doubt: Sendable, Equatable {
        /// The other record.
        public var other: RecordID
        /// The weight of the pair in bits.
        public var bits: Double
    }

    /// The band.
    public var band: Band
    /// The cluster's name: the smallest of its records' ids.
    public var cluster: RecordID
    /// All records of the cluster, this one among them, in the order of their ids.
    public var members: [RecordID]
    /// Records outside of the cluster that may belong to it, the likeliest first.
    public var doubts: [Doubt]
}

extension LinkIndex {
    /// What linking says of a record; nil when it is not there.
    public func outcome(of record: RecordID) -> LinkOutcome? {
        guard let row = records.row(record.hash) else { return nil }
        let members = memberRows(row)
        let doubts = edges[Int(row)].filter { isDoubt(row, $0.row) }
            .map { LinkOutcome.Doubt(other: id($0.row), bits: Double($0.score) / 100) }
            .sorted { $0.bits != $1.bits ? $0.bits > $1.bits : $0.other < $1.other }
        return LinkOutcome(
            band: members.count > 1 ? .linked : doubts.isEmpty ? .new : .review,
            cluster: RecordID(hash: clusterOf[Int(row)]), members: members.map(id).sorted(), doubts: doubts)
    }

    /// All clusters, also those of one record: sorted, each sorted.
    public func clusters() -> [[RecordID]] {
        var rows: [UInt64: [RecordID]] = [:]
        for row in 0..<Int32(clusterOf.count) where records.isPresent(row) {
            rows[clusterOf[Int(row)], default: []].append(id(row))
        }
        return rows.sorted { $0.key < $1.key }.map { $0.value.sorted() }
    }

    /// The pairs that a person should look at, each once.
    public func doubts() -> [(one: RecordID, two: RecordID, bits: Double)] {
        var found: [(one: RecordID, two: RecordID, bits: Double)] = []
        for row in 0..<Int32(edges.count) {
            for edge in edges[Int(row)] where edge.row > row && isDoubt(row, edge.row) {
                let (one, two) = (id(row), id(edge.row))
                found.append((min(one, two), max(one, two), Double(edge.score) / 100))
            }
        }
        return found.sorted { ($0.one, $0.two) < ($1.one, $1.two) }
    }

    /// Whether a pair is for a person to look at: not in one cluster, and nobody decided that they are two.
    private func isDoubt(_ one: Int32, _ two: Int32) -> Bool {
        clusterOf[Int(one)] != clusterOf[Int(two)] && !areDecidedTwo(one, two)
    }

    func id(_ row: Int32) -> RecordID { RecordID(hash: identity(row)) }

    /// The rows of a row's cluster: all of them are connected with it by links or decisions.
    func memberRows(_ row: Int32) -> [Int32] {
        var seen: Set<Int32> = []
        return component(of: row) { seen.insert($0).inserted }.filter { clusterOf[Int($0)] == clusterOf[Int(row)] }
    }
}
