import Model

/// A compiled entity of a mapping.
struct TargetPlan: Sendable {
    var name = ""
    /// The entity's index in the schema.
    var entity = 0
    var entityName = ""
    var columns = 0
    var scope = 0
    /// Whether it has one row for each row of its scope below the parent's row.
    var isEach = false
    var isReference = false
    var when: ExprNode?
    /// The fields, in an order in which each comes after those it uses.
    var fields: Range<Int> = 0..<0
    /// The columns without which a row cannot be found again.
    var keyColumns: [Int] = []
    /// The columns by which a reference without its key is found.
    var otherNames: [Int] = []
    var children: [Int] = []
    var line = 0
    var fileColumn = 0
}

/// A compiled check of a whole record.
struct AssertionPlan: Sendable {
    let name: String
    let condition: ExprNode
    let isWarning: Bool
    let line: Int
    let column: Int
}

/// A compiled rule of `when:`.
struct RulePlan: Sendable {
    let name: String
    let condition: ExprNode
    let line: Int
    let column: Int
}

/// Everything the engine needs.
struct MappingPlan: Sendable {
    var ops: [FieldOp] = []
    var details: [FieldPlan] = []
    var targets: [TargetPlan] = []
    /// The entities of the top level, each after those that it refers to.
    var roots: [Int] = []
    var bindings: [ExprNode] = []
    var rules: [RulePlan] = []
    var assertions: [AssertionPlan] = []
}
