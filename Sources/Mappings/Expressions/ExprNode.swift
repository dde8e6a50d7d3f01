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
    case call(ExprOperation, [ExprNode])
    /// The item of a lambda, counted from the innermost one.
    case local(Int)
    /// A lambda over a list.
    case each(ListStep, ExprNode, ExprNode)
    /// A lambda over the items of lists of the source; its body reads them in place.
    case eachRow(ListStep, item: SlotRef, scopes: [Int], ExprNode)
    /// A value of every item of lists, one inside the other, below a row of the first scope's parent.
    case sources(SlotRef, scopes: [Int])
}

/// A function as the engine asks it.
struct ExprOperation: Sendable {
    /// Whether it is asked even when an argument is null; else the result is null.
    let takesNull: Bool
    let apply: @Sendable ([ExprValue]) throws(RecordFault) -> ExprValue
}

/// What is done with a lambda and a list.
enum ListStep: String, Sendable {
    case map, filter, any, all
}
