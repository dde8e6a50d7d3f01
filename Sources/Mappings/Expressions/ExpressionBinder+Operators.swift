import Diagnostics
import Model

extension ExpressionBinder {
    mutating func binary(
        _ sign: ExpressionSyntax.Operator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        switch sign {
        case .and, .or:
            let message = "`\(sign.rawValue)` needs conditions"
            return (.binary(sign, expect(left, .bool, message), expect(right, .bool, message)), .bool)
        case .add, .subtract, .multiply, .divide: return arithmetic(sign, left, right)
        case .isIn: return membership(left, right)
        case .otherwise:
            let (a, b) = (bind(left), bind(right))
            guard let type = a.type.joined(with: b.type) else {
                return mismatch("both sides of `??` need one type: \(a.type.name) is not", b.type, right.range)
            }
            return (.binary(sign, a.node, b.node), type)
        default: return comparison(sign, left, right)
        }
    }

    private mutating func arithmetic(
        _ sign: ExpressionSyntax.Operator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        let (a, b) = (bind(left), bind(right))
        for (bound, syntax) in [(a, left), (b, right)] where !bound.type.fits(.decimal) {
            if sign == .add, bound.type == .text {
                return fault(
                    .type, "`+` adds numbers, found text", syntax.range,
                    help: "texts are joined with `concat(a, b)`, and become numbers with `decimal(x)`")
            }
            return mismatch("`\(sign.rawValue)` needs numbers", bound.type, syntax.range)
        }
        let isWhole = sign != .divide && a.type.fits(.integer) && b.type.fits(.integer)
        return (.binary(sign, a.node, b.node), isWhole ? .integer : .decimal)
    }

    private mutating func comparison(
        _ sign: ExpressionSyntax.Operator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        let (a, b) = (bind(left), bind(right))
        guard let type = a.type.joined(with: b.type) else {
            return mismatch("compared values need one type: \(a.type.name) is not", b.type, right.range)
        }
        let needsOrder = sign != .equal && sign != .unequal
        guard !needsOrder || type.isOrdered else {
            return mismatch("`\(sign.rawValue)` needs values with an order", type, left.range)
        }
        return (.binary(sign, a.node, b.node), .bool)
    }

    private mutating func membership(_ left: ExpressionSyntax, _ right: ExpressionSyntax) -> Bound {
        let (a, b) = (bind(left), bind(right))
        guard case .list(let item) = b.type else {
            if b.type == .null { return Self.broken }
            return mismatch("`in` needs a list such as `[\"a\", \"b\"]`", b.type, right.range)
        }
        guard item.joined(with: a.type) != nil else {
            return mismatch("the list has items of type \(item.name); the value is", a.type, left.range)
        }
        return (.binary(.isIn, a.node, b.node), .bool)
    }

    mutating func call(
        _ name: String, _ nameRange: Range<Int>, _ arguments: [ExpressionSyntax], _ range: Range<Int>
    ) -> Bound {
        let bound = arguments.map { bind($0) }
        guard let function = ExprFunction.byName[name] else {
            let near = Suggestion.nearest(to: name, among: ExprFunction.byName.keys.sorted())
            return fault(
                .function, "unknown function `\(name)`", nameRange, help: near.map { "did you mean `\($0)`?" } ?? "")
        }
        let least = function.parameters.count - function.optional
        guard arguments.count >= least, arguments.count <= function.parameters.count || function.isVariadic else {
            return fault(.arguments, "\(arguments.count) arguments for `\(function.signature)`", range)
        }
        var joined = ExprType.null
        for (index, argument) in bound.enumerated() {
            guard let wanted = function.parameter(index), argument.type.fits(wanted) else {
                let wanted = function.parameter(index)?.name ?? ""
                return fault(
                    .arguments,
                    "argument \(index + 1) of `\(function.signature)` is \(wanted), found \(argument.type.name)",
                    arguments[index].range,
                    help: argument.type == .text ? "texts become numbers with `decimal(x)` or `integer(x)`" : "")
            }
            if function.result == .any {
                guard let both = joined.joined(with: argument.type) else {
                    return mismatch(
                        "the arguments of `\(name)` need one type: \(joined.name) is not", argument.type,
                        arguments[index].range)
                }
                joined = both
            }
        }
        checkPattern(function, arguments)
        return (.call(function, bound.map(\.node)), function.result == .any ? joined : function.result)
    }

    /// Date patterns are constants, so that a wrong one is found here and not at the first record.
    private mutating func checkPattern(_ function: ExprFunction, _ arguments: [ExpressionSyntax]) {
        guard function.name == "date", arguments.count > 1 else { return }
        guard case .constant(.text(let pattern)) = arguments[1].kind else {
            _ = fault(.arguments, "the pattern of `date` must be a text in quotes", arguments[1].range)
            return
        }
        do throws(DatePatternFault) {
            guard try !DatePattern(pattern).hasDate else { return }
            _ = fault(.pattern, "the pattern has no date", arguments[1].range)
        } catch {
            _ = fault(.pattern, error.description, arguments[1].range)
        }
    }
}
