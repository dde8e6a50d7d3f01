/// A call of a function while it is compiled, its arguments checked.
struct ExprCall {
    let function: ExprFunction
    let arguments: [ExpressionSyntax]
    let bound: [ExpressionBinder.Bound]
    let range: Range<Int>

    /// The call with a type of its own.
    func giving(_ type: ExprType) -> ExpressionBinder.Bound {
        (.call(function.operation, bound.map(\.node)), type)
    }

    /// The call of something that was prepared, on the first arguments.
    func asking(
        _ count: Int, giving type: ExprType? = nil,
        _ apply: @escaping @Sendable ([ExprValue]) throws(RecordFault) -> ExprValue
    ) -> ExpressionBinder.Bound {
        let operation = ExprOperation(takesNull: function.operation.takesNull, apply: apply)
        return (.call(operation, bound.prefix(count).map(\.node)), type ?? function.result)
    }

    /// The text of an argument that must stand in quotes; nil if it does not.
    func constant(_ index: Int) -> String? {
        if index < arguments.count, case .constant(.text(let text)) = arguments[index].kind { text } else { nil }
    }
}

extension ExpressionBinder {
    /// The text of an argument that must be a constant; anything else is reported.
    mutating func constant(_ call: ExprCall, _ index: Int, _ what: String) -> String? {
        if let text = call.constant(index) { return text }
        _ = fault(
            .arguments, "the \(what) of `\(call.function.name)` must be a text in quotes", call.arguments[index].range)
        return nil
    }
}
