/// What people decided about records: which are one, which are two, which groups are as they should be. It stands above weights
/// and rules, see ``LinkIndex/decide(_:)``.
///
/// A pure value: the order of entry does not matter, and saying a thing twice says it once. Records need not be there: a decision
/// waits for them, and what follows from it for others holds meanwhile.
public struct LinkDecisions: Sendable, Equatable {
    private(set) var joined: Set<RecordPair> = []
    private(set) var separated: Set<RecordPair> = []
    /// Each sorted, no record twice in it.
    private(set) var pinned: Set<[RecordID]> = []

    /// Nothing decided.
    public init() {}

    /// Whether nothing is decided.
    public var isEmpty: Bool { joined.isEmpty && separated.isEmpty && pinned.isEmpty }

    /// Both records are one.
    public mutating func join(_ one: RecordID, _ two: RecordID) {
        if one != two { joined.insert(RecordPair(one, two)) }
    }

    /// Both records are two.
    public mutating func separate(_ one: RecordID, _ two: RecordID) {
        if one != two { separated.insert(RecordPair(one, two)) }
    }

    /// These records are one, and nobody else joins them by weight alone. Groups that have a record in common are one group.
    public mutating func pin(_ group: [RecordID]) {
        if !group.isEmpty { pinned.insert(Set(group).sorted()) }
    }

    /// Pairs that are to be one, directly or through others, and two at once; sorted. Who asks people refuses such decisions; an
    /// index that is given them all the same keeps the pairs apart.
    public var contradictions: [(RecordID, RecordID)] {
        if separated.isEmpty { return [] }
        var agreeing = self
        agreeing.separated = []
        let groups = DecidedGroups(agreeing)
        return separated.filter { groups.areOne($0.one.hash, $0.two.hash) }.sorted().map { ($0.one, $0.two) }
    }
}

/// Two records, the smaller id first.
struct RecordPair: Sendable, Hashable, Comparable {
    let one: RecordID
    let two: RecordID

    init(_ one: RecordID, _ two: RecordID) {
        self.one = min(one, two)
        self.two = max(one, two)
    }

    static func < (left: RecordPair, right: RecordPair) -> Bool { (left.one, left.two) < (right.one, right.two) }
}
