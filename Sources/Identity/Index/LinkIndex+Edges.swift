extension LinkIndex {
    /// Calls `body` once for each pair of rows that have a key in common, the smaller row first.
    func forEachCandidate(_ body: (Int32, Int32) -> Void) {
        var stamps = [Int32](repeating: -1, count: records.rows.count)
        var keys = BlockKeys()
        for row in 0..<Int32(records.rows.count) where records.isPresent(row) {
            records.readKeys(row, into: &keys)
            for key in keys.keys {
                blocks.forEach(key) { other in
                    guard other > row, stamps[Int(other)] != row else { return }
                    stamps[Int(other)] = row
                    body(row, other)
                }
            }
        }
    }

    /// The weight of a pair, if it is worth keeping: a system's own records are compared only when they have a number in common.
    func edgeScore(_ one: Int32, _ two: Int32) -> Int32? {
        guard records.areComparable(one, two) else { return nil }
        let score = scorer.score(records.compare(one, two))
        return score >= scorer.review ? score : nil
    }

    mutating func findAllEdges() {
        for row in edges.indices { edges[row].removeAll() }
        var found: [ComponentClustering.Link] = []
        forEachCandidate { one, two in
            if let score = edgeScore(one, two) { found.append(.init(one: one, two: two, score: score)) }
        }
        for link in found {
            edges[Int(link.one)].append(LinkEdge(row: link.two, score: link.score))
            edges[Int(link.two)].append(LinkEdge(row: link.one, score: link.score))
        }
    }
}
