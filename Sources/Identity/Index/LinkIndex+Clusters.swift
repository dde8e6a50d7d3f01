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
            return components[range].flatMap(names(of:))
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
        for (row, name) in names(of: members) { clusterOf[Int(row)] = name }
    }

    /// The cluster of each member of one component.
    private func names(of members: [Int32]) -> [(Int32, UInt64)] {
        if members.count == 1 { return [(members[0], records.rows.span[Int(members[0])].identity)] }
        var links: [ComponentClustering.Link] = []
        for row in members {
            for edge in edges[Int(row)] where edge.score >= scorer.link && edge.row > row {
                links.append(.init(one: row, two: edge.row, score: edge.score))
            }
        }
        var clustering = ComponentClustering(records, scorer, members: members, links: links)
        return clustering.run().flatMap { group in
            let name = group.map { records.rows.span[Int($0)].identity }.min() ?? 0
            return group.map { ($0, name) }
        }
    }
}
