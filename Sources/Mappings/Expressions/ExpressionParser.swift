import Model

/// Reads an expression by recursive descent. From loosest to tightest: `or`, `and`, `not`, comparisons and `in`, `??`,
/// `to`, `+ -`, `* /`, the minus sign.
struct ExpressionParser {
    private let tokens: [Token]
    private var position = 0
    private var depth = 0

    static let deepest = 64
    /// The words behind which a value begins.
    static let words: Set = ["if", "then", "else", "match", "and", "or", "not", "in"]
    /// The most operators of one level in a row: each makes the tree one deeper.
    static let longestChain = 200

    /// Reads a whole text.
    static func parse(_ text: String) throws(ExpressionFault) -> ExpressionSyntax {
        var lexer = Lexer(text)
        var parser = ExpressionParser(tokens: try lexer.tokens())
        let expression = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("the expression ends before this") }
        return expression
    }

    private init(tokens: [Token]) {
        self.tokens = tokens
    }

    private var token: Token { tokens[position] }

    private mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    private mutating func take(_ sign: String) -> Bool {
        guard token.kind == .sign(sign) || token.kind == .name(sign) else { return false }
        advance()
        return true
    }

    private mutating func expect(_ sign: String, _ why: String) throws(ExpressionFault) {
        guard take(sign) else { throw unexpected("`\(sign)` was expected \(why)") }
    }

    private func unexpected(_ message: String) -> ExpressionFault {
        ExpressionFault(code: .syntax, message: message, range: token.range)
    }

    private func node(_ kind: ExpressionSyntax.Kind, from start: Int) -> ExpressionSyntax {
        let end = position > 0 ? tokens[position - 1].range.upperBound : start
        return ExpressionSyntax(kind: kind, range: start..<max(end, start))
    }

    mutating func expression() throws(ExpressionFault) -> ExpressionSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw unexpected("more than \(Self.deepest) levels inside one another") }
        return try binary(level: 0)
    }

    private static let levels: [[String]] = [
        ["or"], ["and"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["??"], ["to"], ["+", "-"], ["*", "/"],
    ]

    private mutating func binary(level: Int) throws(ExpressionFault) -> ExpressionSyntax {
        guard level < Self.levels.count else { return try unary() }
        if level == 2, token.kind == .name("not") { return try negation() }
        if Self.levels[level] == ["to"] { return try conversion(level: level) }
        let start = token.range.lowerBound
        var left = try binary(level: level + 1)
        var isCompared = false
        var count = 0
        while let sign = Self.levels[level].first(where: { token.kind == .sign($0) || token.kind == .name($0) }) {
            guard level != 2 || !isCompared else { throw unexpected("comparisons do not chain; join them with `and`") }
            isCompared = true
            count += 1
            guard count <= Self.longestChain else {
                throw unexpected("more than \(Self.longestChain) `\(sign)` in a row")
            }
            advance()
            let right = try binary(level: level + 1)
            guard let meaning = ExpressionSyntax.Operator(rawValue: sign) else { throw unexpected("unknown operator") }
            left = node(.binary(meaning, left, right), from: start)
        }
        return left
    }

    private mutating func conversion(level: Int) throws(ExpressionFault) -> ExpressionSyntax {
        let start = token.range.lowerBound
        var value = try binary(level: level + 1)
        var count = 0
        while take("to"), case .unit(let unit) = token.kind {
            count += 1
            guard count <= Self.deepest else { throw unexpected("more than \(Self.deepest) `to` in a row") }
            let range = token.range
            advance()
            value = node(.conversion(value, unit: unit, unitRange: range), from: start)
        }
        return value
    }

    private mutating func negation() throws(ExpressionFault) -> ExpressionSyntax {
        let start = token.range.lowerBound
        advance()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw unexpected("more than \(Self.deepest) levels inside one another") }
        let operand = try binary(level: 2)
        return node(.not(operand), from: start)
    }

    private mutating func unary() throws(ExpressionFault) -> ExpressionSyntax {
        let start = token.range.lowerBound
        guard take("-") else { return try primary() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw unexpected("more than \(Self.deepest) levels inside one another") }
        let operand = try unary()
        return node(.negative(operand), from: start)
    }

    private mutating func primary() throws(ExpressionFault) -> ExpressionSyntax {
        let start = token.range.lowerBound
        switch token.kind {
        case .text(let text):
            advance()
            return node(.constant(.text(text)), from: start)
        case .number(let number):
            advance()
            return node(.constant(.number(number)), from: start)
        case .path(let path):
            advance()
            return node(.path(path), from: start)
        case .member(let name, let path):
            advance()
            return node(.member(name, path), from: start)
        case .field(let parts):
            advance()
            return node(.field(parts), from: start)
        case .name(let name): return try named(name, start: start)
        case .sign("("):
            advance()
            let inner = try expression()
            try expect(")", "to close the bracket")
            return inner
        case .sign("["):
            advance()
            let items = try arguments(until: "]")
            return node(.list(items), from: start)
        case .end: throw unexpected("a value is missing at the end")
        default: throw unexpected("a value was expected here")
        }
    }

    private mutating func named(_ name: String, start: Int) throws(ExpressionFault) -> ExpressionSyntax {
        let nameRange = token.range
        advance()
        switch name {
        case "true": return node(.constant(.bool(true)), from: start)
        case "false": return node(.constant(.bool(false)), from: start)
        case "null": return node(.constant(.null), from: start)
        case "if": return try conditional(start: start)
        case "match": return try match(start: start)
        case "then", "else", "and", "or", "in":
            throw ExpressionFault(code: .syntax, message: "a value was expected before `\(name)`", range: nameRange)
        default: break
        }
        guard take("(") else { return node(.name(name), from: start) }
        let items = try arguments(until: ")", takesLambda: true)
        return node(.call(name, nameRange: nameRange, items), from: start)
    }

    private mutating func arguments(
        until close: String, takesLambda: Bool = false
    ) throws(ExpressionFault) -> [ExpressionSyntax] {
        var items: [ExpressionSyntax] = []
        if take(close) { return items }
        while true {
            let isLambda = takesLambda && position + 1 < tokens.count && tokens[position + 1].kind == .sign("=>")
            items.append(isLambda ? try lambda() : try expression())
            if take(close) { return items }
            try expect(",", "between two values, or `\(close)` behind the last")
        }
    }

    private mutating func lambda() throws(ExpressionFault) -> ExpressionSyntax {
        let (start, range) = (token.range.lowerBound, token.range)
        guard case .name(let name) = token.kind else { throw unexpected("a name for the item belongs before `=>`") }
        advance()
        advance()
        let body = try expression()
        return node(.lambda(name, nameRange: range, body), from: start)
    }

    private mutating func conditional(start: Int) throws(ExpressionFault) -> ExpressionSyntax {
        let condition = try expression()
        try expect("then", "behind the condition")
        let first = try expression()
        try expect("else", "with the value for the other case")
        let second = try expression()
        return node(.conditional(condition, first, second), from: start)
    }

    private mutating func match(start: Int) throws(ExpressionFault) -> ExpressionSyntax {
        let subject = try expression()
        try expect("{", "behind the value to match")
        var arms: [ExpressionSyntax.Arm] = []
        while !take("}") {
            let isDefault = take("_")
            let pattern = isDefault ? nil : try expression()
            try expect("=>", "behind the pattern")
            arms.append(ExpressionSyntax.Arm(pattern: pattern, result: try expression()))
            if !take(",") {
                try expect("}", "behind the last arm")
                break
            }
        }
        guard !arms.isEmpty else { throw unexpected("`match` without arms") }
        return node(.match(subject, arms: arms), from: start)
    }
}
