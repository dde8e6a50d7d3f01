import Model

/// Where a source value lies in a page: scope and slot of the mapping's shape.
struct SlotRef: Sendable, Hashable {
    let scope: Int
    let slot: Int
}

/// A checked expression, ready to be worked out.
indirect enum ExprNode: Sendable {
    case constant(ExprValue)
    case source(SlotRef)
    /// A `let:` name; worked out once a record.
    case binding(Int)
    /// A mapped field: the target, its first column, and what the column holds.
    case field(target: Int, column: Int, ExprType)
    case not(ExprNode)
    case negative(ExprNode)
    case binary(ExpressionSyntax.Operator, ExprNode, ExprNode)
    case list([ExprNode])
    case conditional(ExprNode, ExprNode, ExprNode)
    case match(ExprNode, [(pattern: ExprNode?, result: ExprNode)])
    case call(ExprFunction, [ExprNode])
}
