import Model

extension ExprFunction {
    /// Functions that work out `x => ...` for the items of a list.
    static let lambdas: [ExprFunction] = [
        lambda(
            .map, .any, .any, "what `=>` gives for each item",
            [#"map(["a", "b"], x => upper(x))"#: "A, B", #"sum(map(["1", "2"], x => decimal(x)))"#: "3"]),
        lambda(
            .filter, .bool, .any, "the items for which the condition holds",
            [#"filter(["COD", "", "氨氮"], x => not is_blank(x))"#: "COD, 氨氮"]),
        lambda(
            .any, .bool, .bool, "whether the condition holds for an item; not for an empty list",
            [#"any(["雨水", "废水"], x => x == "废水")"#: "true"]),
        lambda(
            .all, .bool, .bool, "whether the condition holds for every item; so it does for an empty list",
            ["all([1, 2], x => x > 1)": "false"]),
    ]

    private static func lambda(
        _ step: ListStep, _ value: ExprType, _ result: ExprType, _ summary: String,
        _ examples: KeyValuePairs<String, String?>
    ) -> ExprFunction {
        ExprFunction(step.rawValue, [.list(.any), .lambda(value)], result, summary, examples) { binder, call in
            // An argument that is no list was told; without its lambda nothing can be made.
            guard call.bound.count == 2 else { return ExpressionBinder.broken }
            let (list, body) = (call.bound[0], call.bound[1])
            if step == .map, body.type.isList {
                return binder.fault(
                    .type, "a list of lists", call.arguments[1].range, help: "a list has items of one plain type")
            }
            let type = step == .map ? .list(body.type) : step == .filter ? list.type : ExprType.bool
            if case .sources(let item, let scopes) = list.node {
                return (.eachRow(step, item: item, scopes: scopes, body.node), type)
            }
            return (.each(step, list.node, body.node), type)
        }
    }
}
