/// Where a statement starts to read, before it is known what the cursor's column holds.
struct DatabaseStart: Sendable {
    var rule: DatabaseRule
    /// The cursor's column; nil for a snapshot.
    var cursor: String?
    /// What the cursor must be at least; nil for the first pull.
    var from: String?
    /// The cursor's and the key's values of the last row that was pulled, the key's alone when it had no cursor's; empty at
    /// the run's start.
    var last: [String] = []

    var isTable: Bool { if case .table = rule.base { true } else { false } }

    /// A statement without rows whose column is the cursor's, to know its type; nil when that makes no difference: a query's
    /// conditions are the admin's own.
    var probe: String? {
        guard case .table(let name) = rule.base, let cursor, from != nil || rule.key != nil else { return nil }
        return "SELECT \(cursor) FROM \(name) WHERE 1 = 0"
    }
}
