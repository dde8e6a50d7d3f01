import Model

/// An expression as written.
struct ExpressionSyntax {
    indirect enum Kind {
        case constant(ExprValue)
        case path(SourcePath)
        case member(String, SourcePath)
        case name(String)
        case field([String])
        case not(ExpressionSyntax)
        case negative(ExpressionSyntax)
        case binary(Operator, ExpressionSyntax, ExpressionSyntax)
        case list([ExpressionSyntax])
        case conditional(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax)
        case match(ExpressionSyntax, arms: [Arm])
        case call(String, nameRange: Range<Int>, [ExpressionSyntax])
        /// `name => value`, an argument of the list functions.
        case lambda(String, nameRange: Range<Int>, ExpressionSyntax)
        /// `value to unit`.
        case conversion(ExpressionSyntax, unit: String, unitRange: Range<Int>)
    }

    struct Arm {
        /// Nil for `_`.
        let pattern: ExpressionSyntax?
        let result: ExpressionSyntax
    }

    enum Operator: String {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case and, or
        case otherwise = "??"
        case isIn = "in"
    }

    let kind: Kind
    let range: Range<Int>
}
