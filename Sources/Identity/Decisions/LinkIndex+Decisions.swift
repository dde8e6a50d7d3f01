extension LinkIndex {
    /// Replaces what people decided and groups anew what that touches. What is joined is in one cluster whatever evidence, rules and
    /// systems say, what is separated never is, and nobody joins a pinned group by weight alone.
    ///
    /// - Returns: The clusters of all components that were grouped anew, as ``put(_:)`` gives them.
    @discardableResult
    public mutating func decide(_ decisions: LinkDecisions) -> [[RecordID]] {
        if decisions == self.decisions { return [] }
        let before = decided
        self.decisions = decisions
        decided = DecidedGroups(decisions)
        var touched: Set<Int32> = []
        for identity in decided.changes(since: before) {
            guard let row = records.row(identity) else { continue }
            touched.insert(row)
            // A link that counts no more leaves its other end to itself.
            for edge in edges[Int(row)] { touched.insert(edge.row) }
        }
        return clusterAround(touched)
    }

    /// Whether people said that two rows are two.
    func areDecidedTwo(_ one: Int32, _ two: Int32) -> Bool {
        !decided.isEmpty && decided.areTwo(identity(one), identity(two))
    }

    /// Whether decisions let a link between two rows count.
    func mayCount(_ one: Int32, _ two: Int32) -> Bool {
        decided.isEmpty || !decided.keepsApart(decided.group(identity(one)), decided.group(identity(two)))
    }

    /// The rows that are one with a row by decision, this one among them.
    func decidedRows(_ row: Int32) -> [Int32] {
        if decided.isEmpty { return [row] }
        guard let group = decided.group(identity(row)) else { return [row] }
        return decided.members(group).compactMap { records.row($0) }
    }

    func identity(_ row: Int32) -> UInt64 { records.rows.span[Int(row)].identity }
}
