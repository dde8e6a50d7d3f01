import Model

@testable import Mappings

/// An expression written down, every part in brackets of its own, so that only the tree decides what is written.
enum ExpressionText {
    static func text(of syntax: ExpressionSyntax) -> String {
        switch syntax.kind {
        case .constant(let value): constant(value)
        case .path(let path): String(repeating: "^", count: path.levels) + (path.levels == 0 ? "$" : "") + steps(path)
        case .member(let name, let path): name + steps(path)
        case .name(let name): name
        case .field(let parts): "@" + parts.joined(separator: ".")
        case .not(let operand): "(not \(text(of: operand)))"
        case .negative(let operand): "(- \(text(of: operand)))"
        case .binary(let sign, let left, let right): "(\(text(of: left)) \(sign.rawValue) \(text(of: right)))"
        case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .conditional(let test, let first, let second):
            "(if \(text(of: test)) then \(text(of: first)) else \(text(of: second)))"
        case .match(let subject, let arms): "(match \(text(of: subject)) { \(arms.map(arm).joined(separator: ", ")) })"
        case .call(let name, _, let items): "\(name)(" + items.map(text).joined(separator: ", ") + ")"
        case .lambda(let name, _, let body): "\(name) => \(text(of: body))"
        case .conversion(let value, let unit, _): "(\(text(of: value)) to \(quoted(unit)))"
        }
    }

    /// The expressions that an expression is made of.
    static func parts(of syntax: ExpressionSyntax) -> [ExpressionSyntax] {
        switch syntax.kind {
        case .constant, .path, .member, .name, .field: []
        case .not(let part), .negative(let part), .lambda(_, _, let part), .conversion(let part, _, _): [part]
        case .binary(_, let left, let right): [left, right]
        case .list(let items), .call(_, _, let items): items
        case .conditional(let test, let first, let second): [test, first, second]
        case .match(let subject, let arms): [subject] + arms.flatMap { [$0.pattern, $0.result].compactMap { $0 } }
        }
    }

    private static func arm(_ arm: ExpressionSyntax.Arm) -> String {
        "\(arm.pattern.map(text) ?? "_") => \(text(of: arm.result))"
    }

    private static func constant(_ value: ExprValue) -> String {
        if case .text(let text) = value { return quoted(text) }
        return value.isNull ? "null" : value.shown
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.escaped(["\\", "\""], by: "\\") + "\""
    }

    private static func steps(_ path: SourcePath) -> String {
        path.steps.map { step in
            switch step {
            case .all: "[*]"
            case .index(let index): "[\(index)]"
            case .name(let name): "['" + name.escaped(["\\", "'"], by: "\\") + "']"
            }
        }.joined()
    }
}
