extension LinkIndex {
    mutating func clusterAll() {
        let components = allComponents()
        for (row, name) in clusterNames(components).joined() { clusterOf[Int(row)] = name }
    }

    private func allComponents() -> [[Int32]] {
        var seen = [Bool](repeating: false, count: records.rows.count)
        var components: [[Int32]] = []
        for row in 0..<Int32(records.rows.count) where records.isPresent(row) && !seen[Int(row)] {
            components.append(
                component(of: row) { other in
                    if seen[Int(other)] { return false }
                    seen[Int(other)] = true
                    return true
                })
        }
        return components
    }

    /// The cluster of each row of some components; no component looks at another.
    private func clusterNames(_ components: [[Int32]]) -> [[(Int32, UInt64)]] {
        let parts = Cores.parts(for: components.count)
        return Cores.map(parts) { part in
            let range = components.count * part / parts..<components.count * (part + 1) / parts
            return components[range].flatMap(groups(of:)).flatMap { group in
                let name = group.map(identity).min() ?? 0
                return group.map { ($0, name) }
            }
        }
    }

    /// The rows that are connected with a row by links or decisions; `isNew` tells, once for each row, that it is met for the first
    /// time.
    func component(of row: Int32, isNew: (Int32) -> Bool) -> [Int32] {
        guard isNew(row) else { return [] }
        var members = [row]
        var met: Set<Int> = []
        var next = 0
        while next < members.count {
            let member = members[next]
            for edge in edges[Int(member)] where edge.score >= scorer.link && mayCount(member, edge.row) {
                if isNew(edge.row) { members.append(edge.row) }
            }
            if !decided.isEmpty, let group = decided.group(identity(member)), met.insert(group).inserted {
                members += decidedRows(member).filter(isNew)
            }
            next += 1
        }
        return members
    }

    /// Groups the members of one component; gives its clusters, each sorted.
    mutating func cluster(_ members: [Int32]) -> [[RecordID]] {
        groups(of: members).map { group in
            let cluster = group.map(id).sorted()
            for row in group { clusterOf[Int(row)] = cluster[0].hash }
            return cluster
        }
    }

    /// The clusters of one component.
    private func groups(of members: [Int32]) -> [[Int32]] {
        if members.count == 1 { return [members] }
        var links: [ComponentClustering.Link] = []
        for row in members {
            for edge in edges[Int(row)] where edge.score >= scorer.link && edge.row > row && mayCount(row, edge.row) {
                links.append(.init(one: row, two: edge.row, score: edge.score))
            }
        }
        var clustering = ComponentClustering(records, scorer, decided, members: members, links: links)
        return clustering.run()
    }
}
