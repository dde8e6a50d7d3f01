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

    private mutating func comparison(
        _ sign: ExpressionSyntax.Operator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        let a = bind(left)
        let b = alike(bind(right), a.type, right.range)
        if case .quantity(_, let mine) = a.type, case .quantity(_, let other) = b.type, mine != other {
            return fault(
                .dimension, "`\(other)` cannot be compared with `\(mine)`", right.range,
                help: "units convert only inside one dimension")
        }
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
}
