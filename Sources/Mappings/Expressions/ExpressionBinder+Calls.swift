import Diagnostics

extension ExpressionBinder {
    static let lambdaNames = "`all`, `any`, `filter` and `map`"

    mutating func call(
        _ name: String, _ nameRange: Range<Int>, _ arguments: [ExpressionSyntax], _ range: Range<Int>
    ) -> Bound {
        guard let function = ExprFunction.byName[name] else {
            for argument in arguments { if case .lambda = argument.kind { continue } else { _ = bind(argument) } }
            let near = Suggestion.nearest(to: name, among: ExprFunction.byName.keys.sorted())
            return fault(
                .function, "unknown function `\(name)`", nameRange, help: near.map { "did you mean `\($0)`?" } ?? "")
        }
        let least = function.parameters.count - function.optional
        guard arguments.count >= least, arguments.count <= function.parameters.count || function.isVariadic else {
            return fault(.arguments, "\(arguments.count) arguments for `\(function.signature)`", range)
        }
        var bound: [Bound] = []
        for (index, argument) in arguments.enumerated() {
            guard case .lambda(let value)? = function.parameter(index) else {
                bound.append(bind(argument))
                continue
            }
            guard let item = bound[0].type.listItem else { break }
            bound[0] = apart(bound[0])
            var named = LambdaItem(name: "", type: item)
            if case .sources(let slot, _) = bound[0].node {
                named.slot = slot
                named.isWhole = arguments[0].isWholeList
            }
            guard let made = lambda(argument, named, value, function) else { return Self.broken }
            bound.append(made)
        }
        guard fit(bound, function, arguments) else { return Self.broken }
        let call = ExprCall(function: function, arguments: arguments, bound: bound, range: range)
        return function.prepare?(&self, call) ?? call.giving(function.result)
    }

    /// Whether the arguments have the types that the function takes; the first that has not is reported.
    private mutating func fit(
        _ bound: [Bound], _ function: ExprFunction, _ arguments: [ExpressionSyntax]
    ) -> Bool {
        for (index, argument) in bound.enumerated() {
            guard let wanted = function.parameter(index) else { continue }
            if case .lambda = wanted { continue }
            if argument.type.fits(wanted) { continue }
            _ = fault(
                .arguments,
                "argument \(index + 1) of `\(function.signature)` is \(wanted.name), found \(argument.type.name)",
                arguments[index].range, help: help(argument.type, wanted))
            return false
        }
        return true
    }

    private func help(_ found: ExprType, _ wanted: ExprType) -> String {
        switch (found, wanted) {
        case (.text, .date): "texts become days with `date(x, \"yyyy-MM-dd\")`"
        case (.text, .datetime): "texts become moments with `datetime(x, \"yyyy-MM-dd HH:mm:ss\")`"
        case (.text, .duration): "texts become durations with `duration(x)`, numbers with `hours(n)` or `days(n)`"
        case (.text, .list): "`split(x, \",\")` makes a list of a text, `$.list[*].name` takes one of the source"
        case (.text, .quantity): "`quantity(x, \"mg/L\")` makes a quantity"
        case (.text, _): "texts become numbers with `decimal(x)` or `integer(x)`"
        case (.datetime, .date): "`date_of(x)` is the day of a moment"
        case (.quantity, .decimal): "`amount(x, \"mg/L\")` is the number of a quantity"
        case (_, .text): "`text(x)` makes text"
        default: ""
        }
    }

    /// The body of `x => ...` for the items of a list.
    private mutating func lambda(
        _ syntax: ExpressionSyntax, _ item: LambdaItem, _ value: ExprType, _ function: ExprFunction
    ) -> Bound? {
        guard case .lambda(let name, let nameRange, let body) = syntax.kind else {
            let message = "argument 2 of `\(function.signature)` says what is done with an item"
            _ = fault(.arguments, message, syntax.range, help: "write it as in `\(function.name)(list, x => ...)`")
            return nil
        }
        guard locals.count < Self.deepestLists else {
            _ = fault(.arguments, "more than \(Self.deepestLists) `=>` inside one another", syntax.range)
            return nil
        }
        if locals.contains(where: { $0.name == name }) || names.bindingNames.contains(name) {
            _ = fault(.name, "`\(name)` is already the name of something else", nameRange)
            return nil
        }
        locals.append(LambdaItem(name: name, type: item.type, slot: item.slot, isWhole: item.isWhole))
        let made = bind(body)
        locals.removeLast()
        if made.type.fits(value) { return made }
        let message = "`\(function.name)` needs a condition behind `=>`"
        return mismatch(message, made.type, body.range)
    }

    /// The type that all arguments fit; a mistake is reported at the first that does not.
    mutating func joined(_ call: ExprCall) -> ExprType? {
        var joined = ExprType.null
        for (index, argument) in call.bound.enumerated() {
            let item = call.function.parameter(index) == .numbers ? argument.type.item : argument.type
            guard let both = joined.joined(with: item) else {
                let message = "the arguments of `\(call.function.name)` need one type: \(joined.name) is not"
                _ = mismatch(message, item, call.arguments[index].range)
                return nil
            }
            joined = both
        }
        return joined
    }
}

extension ExprType {
    /// The type of a list's items; null is an empty list.
    var listItem: ExprType? {
        switch self {
        case .list(let item): item
        case .null: .null
        default: nil
        }
    }
}

extension ExpressionSyntax {
    /// Whether it is the items of a list of the source themselves: `$.list[*]`.
    var isWholeList: Bool {
        switch kind {
        case .path(let path), .member(_, let path): path.steps.last == .all
        default: false
        }
    }
}
