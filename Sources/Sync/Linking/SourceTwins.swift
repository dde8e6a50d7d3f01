public import Identity
import Model

/// Pairs of pollution sources that may be one, with the evidence: for people to decide.
public struct SourceTwins: Sendable {
    /// Two sources, seen from the two members that speak most for their being one.
    public struct Pair: Sendable {
        /// The source of the lower number.
        public let one: SourceRoll.Entry
        /// The other.
        public let two: SourceRoll.Entry
        /// The member of the first.
        public let left: SourceRoll.Part
        /// The member of the other.
        public let right: SourceRoll.Part
        /// Why they are one or not.
        public let explanation: Explanation
        /// Systems that have a key of their own for both, and so tell them apart; empty when none does.
        public var toldApartBy: [String] { one.systems.filter(two.systems.contains) }
    }

    private let index: LinkIndex
    private let places: [RecordID: (entry: Int, part: Int)]
    private let entries: [SourceRoll.Entry]

    /// Links the members of a roll with each other.
    public init(_ roll: SourceRoll, weights: LinkWeights = .standard) {
        index = roll.index(weights: weights)
        entries = roll.entries
        var places: [RecordID: (entry: Int, part: Int)] = [:]
        for (entry, source) in roll.entries.enumerated() {
            for (part, member) in source.parts.enumerated() { places[member.linkID] = (entry, part) }
        }
        self.places = places
    }

    /// The pairs that a person should look at, the likeliest first. A pair that one system tells apart is left out.
    public func pairs() -> [Pair] {
        var best: [[Int]: (one: RecordID, two: RecordID, bits: Double)] = [:]
        for doubt in index.doubts() {
            guard let one = places[doubt.one]?.entry, let two = places[doubt.two]?.entry, one != two else { continue }
            let key = [min(one, two), max(one, two)]
            if doubt.bits > best[key]?.bits ?? -.infinity { best[key] = doubt }
        }
        return best.values.compactMap { pair($0.one, $0.two) }.filter(\.toldApartBy.isEmpty).sorted {
            $0.explanation.bits != $1.explanation.bits
                ? $0.explanation.bits > $1.explanation.bits
                : ($0.one.id.number, $0.two.id.number) < ($1.one.id.number, $1.two.id.number)
        }
    }

    /// Two sources held against each other, by those of their members that speak most for it.
    public func pair(_ one: SourceRoll.Entry, _ two: SourceRoll.Entry) -> Pair? {
        one.parts.flatMap { left in two.parts.compactMap { pair(left.linkID, $0.linkID) } }.max {
            $0.explanation.bits < $1.explanation.bits
        }
    }

    /// What makes one source of its members: for each after the first, the one before it that speaks most for it.
    public func bonds(of entry: SourceRoll.Entry) -> [Pair] {
        entry.parts.indices.dropFirst().compactMap { place in
            entry.parts[..<place].compactMap { pair($0.linkID, entry.parts[place].linkID) }.max {
                $0.explanation.bits < $1.explanation.bits
            }
        }
    }

    /// Two members held against each other; nil when one of them is not in the roll.
    public func pair(_ one: RecordID, _ two: RecordID) -> Pair? {
        guard var left = places[one], var right = places[two], let explanation = index.explain(one, two) else {
            return nil
        }
        if (left.entry, left.part) > (right.entry, right.part) { swap(&left, &right) }
        return Pair(
            one: entries[left.entry], two: entries[right.entry], left: entries[left.entry].parts[left.part],
            right: entries[right.entry].parts[right.part], explanation: explanation)
    }
}
