// A change of one record changes which pairs are compared in three ways: the record's own pairs; pairs of a key that has one
// record too many now and compares nobody any more; pairs of a key that has just few enough. The groups that may be
// different then are those of the records at both ends of a pair that came or went.

extension LinkIndex {
    /// Adds a record or replaces the one of its system and key, and links it and its neighbourhood anew.
    ///
    /// - Returns: The clusters of all components that were grouped anew: every record of them once, each cluster sorted, also
    ///   those of one record. A cluster that is not among them is as it was.
    @discardableResult
    public mutating func put(_ record: SourceRecord) -> [[RecordID]] {
        let known = records.row(RecordID(system: record.system, key: record.key).hash)
        var change = KeyChange()
        if let known { takeOut(known, &change) }
        let row = records.put(record, with: &reader)
        makeRoom(for: row)
        records.readKeys(row, into: &keys)
        for key in keys.keys {
            change.note(key, wasAlive: blocks.isAlive(key))
            _ = blocks.insert(key, row)
        }
        return settle(&change, newRow: row)
    }

    /// Removes a record; nothing happens when it is not there.
    ///
    /// - Returns: The clusters of all components that were grouped anew, as ``put(_:)`` gives them.
    @discardableResult
    public mutating func remove(_ record: RecordID) -> [[RecordID]] {
        guard let row = records.row(record.hash) else { return [] }
        var change = KeyChange()
        takeOut(row, &change)
        records.remove(row)
        clusterOf[Int(row)] = 0
        change.touched.remove(row)
        return settle(&change, newRow: nil)
    }

    mutating func makeRoom(for row: Int32) {
        while edges.count <= Int(row) {
            edges.append([])
            clusterOf.append(0)
        }
    }

    /// Takes a row out of the blocks and out of its pairs.
    private mutating func takeOut(_ row: Int32, _ change: inout KeyChange) {
        records.readKeys(row, into: &keys)
        for key in keys.keys {
            change.note(key, wasAlive: blocks.isAlive(key))
            _ = blocks.remove(key, row)
        }
        for edge in edges[Int(row)] {
            edges[Int(edge.row)].removeAll { $0.row == row }
            change.touched.insert(edge.row)
        }
        edges[Int(row)].removeAll()
        change.touched.formUnion(decidedRows(row))
        change.touched.insert(row)
    }

    private mutating func settle(_ change: inout KeyChange, newRow: Int32?) -> [[RecordID]] {
        if let newRow {
            change.touched.insert(newRow)
            pairAnew(newRow, &change)
        }
        for (key, wasAlive) in change.wasAlive.sorted(by: { $0.key < $1.key }) where blocks.isAlive(key) != wasAlive {
            let members = blocks.rows(key)
            if wasAlive { dropPairs(members, &change) } else { addPairs(members, &change) }
        }
        return clusterAround(change.touched)
    }

    /// Compares a row with all that have a key in common with it.
    private mutating func pairAnew(_ row: Int32, _ change: inout KeyChange) {
        var candidates: Set<Int32> = []
        records.readKeys(row, into: &keys)
        for key in keys.keys { blocks.forEach(key) { if $0 != row { candidates.insert($0) } } }
        for other in candidates { addPair(row, other, &change) }
    }

    private mutating func addPair(_ one: Int32, _ two: Int32, _ change: inout KeyChange) {
        guard let score = edgeScore(one, two) else { return }
        edges[Int(one)].append(LinkEdge(row: two, score: score))
        edges[Int(two)].append(LinkEdge(row: one, score: score))
        change.touched.insert(one)
        change.touched.insert(two)
    }

    private mutating func addPairs(_ members: [Int32], _ change: inout KeyChange) {
        for (place, one) in members.enumerated() {
            let paired = Set(edges[Int(one)].map(\.row))
            for two in members[(place + 1)...] where !paired.contains(two) { addPair(one, two, &change) }
        }
    }

    /// Drops the pairs of rows that have no other key in common that compares them.
    private mutating func dropPairs(_ members: [Int32], _ change: inout KeyChange) {
        let inside = Set(members)
        for one in members {
            let suspects = edges[Int(one)].map(\.row).filter { $0 > one && inside.contains($0) }
            for two in suspects where !shareKey(one, two) {
                edges[Int(one)].removeAll { $0.row == two }
                edges[Int(two)].removeAll { $0.row == one }
                change.touched.insert(one)
                change.touched.insert(two)
            }
        }
    }

    private func shareKey(_ one: Int32, _ two: Int32) -> Bool {
        var (left, right) = (BlockKeys(), BlockKeys())
        records.readKeys(one, into: &left)
        records.readKeys(two, into: &right)
        let keys = Set(right.keys)
        return left.keys.contains { keys.contains($0) && blocks.isAlive($0) }
    }

    /// Groups the components of some rows anew; gives their clusters, sorted.
    mutating func clusterAround(_ rows: Set<Int32>) -> [[RecordID]] {
        var seen: Set<Int32> = []
        var clusters: [[RecordID]] = []
        for row in rows where records.isPresent(row) {
            let members = component(of: row) { seen.insert($0).inserted }
            if !members.isEmpty { clusters += cluster(members) }
        }
        return clusters.sorted { $0[0] < $1[0] }
    }
}

/// What one change did to the keys and the pairs.
private struct KeyChange {
    /// Whether each key of the record compared its records before the change.
    var wasAlive: [UInt64: Bool] = [:]
    /// Rows that gained or lost a pair.
    var touched: Set<Int32> = []

    mutating func note(_ key: UInt64, wasAlive: Bool) {
        if self.wasAlive[key] == nil { self.wasAlive[key] = wasAlive }
    }
}
