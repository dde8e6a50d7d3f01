import Feeds
import Model
import Storage

// What people decide is carried out like what records say: rows, references and feeds follow in one transaction.
extension PageCommit {
    /// Makes the things of an entity what people have decided by now. Inside a transaction.
    ///
    /// - Parameters:
    ///   - before: what they had decided until now.
    ///   - decision: the decision that was made or taken back last.
    /// - Throws: ``DecisionFault`` when people said of two members that they are one and that they are two.
    func followDecisions(
        of entity: String, after before: [Decision], newest decision: Int64, stamp: Stamp
    ) throws {
        guard let plan = plans.first(where: { $0.table.schema.name == entity && $0.identity == .linked }) else {
            throw StoreError(.misuse, "\(entity) is not linked")
        }
        try open(stamp)
        current = 0
        feeds.setKey(Array("decision \(decision)".utf8))
        let groups = try linking(plan).decide(after: before)
        if let (one, two) = try linking(plan).contradiction() { throw DecisionFault.contradiction(one, two) }
        try regroup(plan, groups, why: .decided, decision: decision)
        try close()
    }
}

/// Why a decision cannot be taken.
enum DecisionFault: Error, Equatable {
    /// By all that was decided two members are one, and by something they are two.
    case contradiction(Int64, Int64)
}
