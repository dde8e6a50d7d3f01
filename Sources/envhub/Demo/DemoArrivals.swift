import DemoSystems

/// What should arrive in the feeds against what did.
struct DemoArrivals {
    /// A kind of line: lines of one kind are counted, not told apart.
    struct Kind: Hashable, Comparable, CustomStringConvertible {
        let feed: String
        let op: String
        let entity: String
        let changed: [String]

        var description: String {
            "\(feed): \(op) \(entity)" + (changed.isEmpty ? "" : " (\(changed.joined(separator: ", ")))")
        }

        static func < (left: Kind, right: Kind) -> Bool { left.description < right.description }
    }

    private var expected: [Kind: Int] = [:]
    private var arrived: [Kind: Int] = [:]

    init(_ changes: [ExpectedChange], _ lines: [String: [DemoPartner.Line]]) {
        for arrival in changes.flatMap(\.arrivals) {
            let kind = Kind(
                feed: arrival.feed, op: arrival.op, entity: arrival.entity, changed: arrival.changed.sorted())
            expected[kind, default: 0] += arrival.count
        }
        for (feed, lines) in lines {
            for line in lines {
                let kind = Kind(feed: feed, op: line.op, entity: line.entity, changed: line.changed.sorted())
                arrived[kind, default: 0] += 1
            }
        }
    }

    /// Lines that should have come and did not.
    var missing: [String] { difference(expected, arrived) }

    /// Lines that came and should not have.
    var unexpected: [String] { difference(arrived, expected) }

    private func difference(_ left: [Kind: Int], _ right: [Kind: Int]) -> [String] {
        left.keys.sorted().compactMap { kind in
            let count = (left[kind] ?? 0) - (right[kind] ?? 0)
            return count > 0 ? "\(count) × \(kind)" : nil
        }
    }
}
