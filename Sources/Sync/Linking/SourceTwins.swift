public import Identity
import Model

/// Pairs of pollution sources that look like one, with the evidence. They are shown to people: nothing is merged.
public struct SourceTwins: Sendable {
    /// Two rows that look like one.
    public struct Pair: Sendable {
        /// The row of the lower number.
        public let one: SourceRoll.Entry
        /// The other.
        public let two: SourceRoll.Entry
        /// Why.
        public let explanation: Explanation
        /// Systems that have a key of their own for both, and so tell them apart; empty when none does.
        public let toldApartBy: [String]
    }

    private let index: LinkIndex
    private let entries: [RecordID: SourceRoll.Entry]

    /// Links the rows of a roll with each other.
    public init(_ roll: SourceRoll, weights: LinkWeights = .standard) {
        var index = LinkIndex(weights: weights, capacity: roll.entries.count)
        index.load(roll.entries.map(\.record))
        index.relink()
        self.index = index
        entries = Dictionary(roll.entries.map { ($0.linkID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The pairs, the likeliest first. A pair that one system tells apart is left out.
    public func pairs() -> [Pair] {
        var found: [(RecordID, RecordID)] = index.doubts().map { ($0.one, $0.two) }
        for cluster in index.clusters() where cluster.count > 1 {
            for (place, one) in cluster.enumerated() {
                for two in cluster[(place + 1)...] { found.append((one, two)) }
            }
        }
        return found.compactMap { pair($0, $1) }.filter(\.toldApartBy.isEmpty).sorted {
            $0.explanation.bits != $1.explanation.bits
                ? $0.explanation.bits > $1.explanation.bits : $0.one.id.number < $1.one.id.number
        }
    }

    /// Two rows held against each other; nil when one of them is not in the roll.
    public func pair(_ one: RecordID, _ two: RecordID) -> Pair? {
        guard let left = entries[one], let right = entries[two], let explanation = index.explain(one, two) else {
            return nil
        }
        let isInOrder = left.id.number <= right.id.number
        return Pair(
            one: isInOrder ? left : right, two: isInOrder ? right : left, explanation: explanation,
            toldApartBy: left.systems.filter(right.systems.contains))
    }
}
