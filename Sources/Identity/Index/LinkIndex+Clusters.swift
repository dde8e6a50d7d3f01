extension LinkIndex {
    mutating func clusterAll() {
        var seen = [Bool](repeating: false, count: records.rows.count)
        for row in 0..<Int32(records.rows.count) where records.isPresent(row) && !seen[Int(row)] {
            let members = component(of: row) { other in
                if seen[Int(other)] { return false }
                seen[Int(other)] = true
                return true
            }
            cluster(members)
        }
    }

    /// The rows that are connected with a row by links; `isNew` tells, once for each row, that it is met for the first time.
    func component(of row: Int32, isNew: (Int32) -> Bool) -> [Int32] {
        guard isNew(row) else { return [] }
        var members = [row]
        var next = 0
        while next < members.count {
            for edge in edges[Int(members[next])] where edge.score >= scorer.link && isNew(edge.row) {
                members.append(edge.row)
            }
            next += 1
        }
        return members
    }

    /// Groups the members of one component.
    mutating func cluster(_ members: [Int32]) {
        if members.count == 1 {
            clusterOf[Int(members[0])] = records[members[0]].identity
            return
        }
        var links: [ComponentClustering.Link] = []
        for row in members {
            for edge in edges[Int(row)] where edge.score >= scorer.link && edge.row > row {
                links.append(.init(one: row, two: edge.row, score: edge.score))
            }
        }
        var clustering = ComponentClustering(records, scorer, members: members, links: links)
        for group in clustering.run() {
            let name = group.map { records[$0].identity }.min() ?? 0
            for row in group { clusterOf[Int(row)] = name }
        }
    }
}
