import Diagnostics
import Model

extension ExpressionBinder {
    mutating func arithmetic(
        _ sign: ExpressionSyntax.Operator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        let (a, b) = (bind(left), bind(right))
        if a.type.isQuantity || b.type.isQuantity { return quantities(sign, a, b, left, right) }
        if let type = Self.timed(sign, a.type, b.type) { return (.binary(sign, a.node, b.node), type) }
        for (bound, syntax) in [(a, left), (b, right)] where !bound.type.fits(.decimal) {
            return refuse(sign, bound.type, syntax.range, a.type, b.type)
        }
        let isWhole = sign != .divide && a.type.fits(.integer) && b.type.fits(.integer)
        return (.binary(sign, a.node, b.node), isWhole ? .integer : .decimal)
    }

    private mutating func refuse(
        _ sign: ExpressionSyntax.Operator, _ found: ExprType, _ range: Range<Int>, _ a: ExprType, _ b: ExprType
    ) -> Bound {
        if sign == .add, found == .text {
            return fault(
                .type, "`+` adds numbers, found text", range,
                help: "texts are joined with `concat(a, b)`, and become numbers with `decimal(x)`")
        }
        let isTime = [a, b].contains { $0 == .date || $0 == .datetime || $0 == .duration }
        guard isTime else { return mismatch("`\(sign.rawValue)` needs numbers", found, range) }
        let help =
            a == .date || b == .date
            ? "days are counted with `add_days(day, n)` and `days_between(a, b)`"
            : "moments take durations: `x + hours(8)`, and differ by one"
        return fault(.type, "`\(sign.rawValue)` does not go with \(a.name) and \(b.name)", range, help: help)
    }

    /// What moments and durations give; nil if they do not go together.
    private static func timed(_ sign: ExpressionSyntax.Operator, _ a: ExprType, _ b: ExprType) -> ExprType? {
        switch (sign, a, b) {
        case (.add, .datetime, .duration), (.add, .duration, .datetime), (.subtract, .datetime, .duration): .datetime
        case (.subtract, .datetime, .datetime): .duration
        case (.add, .duration, .duration), (.subtract, .duration, .duration): .duration
        case (.divide, .duration, .duration): .decimal
        case (.multiply, .duration, _) where b.fits(.decimal), (.divide, .duration, _) where b.fits(.decimal): .duration
        case (.multiply, _, .duration) where a.fits(.decimal): .duration
        default: nil
        }
    }

    /// Quantities add within a dimension, in the unit of the left one, and are multiplied by plain numbers.
    private mutating func quantities(
        _ sign: ExpressionSyntax.Operator, _ a: Bound, _ b: Bound, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) -> Bound {
        switch (a.type, b.type) {
        case (.quantity(_, let mine), .quantity(_, let other)):
            if sign == .multiply {
                return fault(
                    .dimension, "`\(mine)` times `\(other)` is no dimension that units have", right.range,
                    help: "`amount(x, \"mg/L\")` is the number of a quantity")
            }
            guard mine == other else {
                let verb = sign == .divide ? "be divided by" : sign == .add ? "be added to" : "be subtracted from"
                let (first, second) = sign == .divide ? (mine, other) : (other, mine)
                return fault(
                    .dimension, "`\(first)` cannot \(verb) `\(second)`", right.range,
                    help: "units convert only inside one dimension")
            }
            let converted = alike(b, a.type, right.range)
            return (.binary(sign, a.node, converted.node), sign == .divide ? .decimal : a.type)
        case (.quantity, _) where (sign == .multiply || sign == .divide) && b.type.fits(.decimal):
            return (.binary(sign, a.node, b.node), a.type)
        case (_, .quantity) where sign == .multiply && a.type.fits(.decimal):
            return (.binary(sign, a.node, b.node), b.type)
        default:
            let isLeft = a.type.isQuantity
            let (found, range) = isLeft ? (b.type, right.range) : (a.type, left.range)
            let message = "`\(sign.rawValue)` does not go with \(a.type.name) and \(b.type.name)"
            let help =
                found == .text
                ? "`quantity(x, \"mg/L\")` makes a quantity" : "a quantity is multiplied by plain numbers"
            return fault(.type, message, range, help: help)
        }
    }

    /// A quantity in the unit of another of its dimension; everything else as it is.
    mutating func alike(_ bound: Bound, _ type: ExprType, _ range: Range<Int>) -> Bound {
        guard case .quantity(let wanted, let dimension) = type, case .quantity(let unit, let own) = bound.type,
            wanted != unit, dimension == own, let from = units.unit(unit), let to = units.unit(wanted)
        else { return bound }
        return convert(bound, from, to, range)
    }
}
