extension LinkIndex {
    /// Calls `body` once for each pair of rows that have a key in common and are comparable, the smaller row first.
    ///
    /// The keys are walked as they lie in memory, and their pairs sorted by the first row: looking up each row's keys again would
    /// wait for memory most of the time.
    func forEachCandidate(_ body: (Int32, Int32) -> Void) {
        let pairs = blocks.pairs(rows: records.rows.count)
        forEachCandidate(pairs, 0..<records.rows.count, body)
    }

    private func forEachCandidate(_ pairs: BlockIndex.Pairs, _ rows: Range<Int>, _ body: (Int32, Int32) -> Void) {
        var stamps = [Int32](repeating: -1, count: records.rows.count)
        for row in rows {
            for place in pairs.starts[row]..<pairs.starts[row + 1] {
                let other = pairs.seconds[Int(place)]
                guard stamps[Int(other)] != row else { continue }
                stamps[Int(other)] = Int32(row)
                if records.areComparable(Int32(row), other) { body(Int32(row), other) }
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
        for link in scoredPairs().joined() {
            edges[Int(link.one)].append(LinkEdge(row: link.two, score: link.score))
            edges[Int(link.two)].append(LinkEdge(row: link.one, score: link.score))
        }
    }

    /// The pairs that weigh enough, in the same order whatever the number of cores.
    private func scoredPairs() -> [[ComponentClustering.Link]] {
        let pairs = blocks.pairs(rows: records.rows.count)
        let parts = Cores.parts(for: records.rows.count)
        return Cores.map(parts) { part in scored(pairs, pairs.part(part, of: parts)) }
    }

    /// The pairs of some rows that weigh enough.
    private func scored(_ pairs: BlockIndex.Pairs, _ rows: Range<Int>) -> [ComponentClustering.Link] {
        var found: [ComponentClustering.Link] = []
        forEachCandidate(pairs, rows) { one, two in
            let score = scorer.score(records.compare(one, two))
            if score >= scorer.review { found.append(.init(one: one, two: two, score: score)) }
        }
        return found
    }
}
