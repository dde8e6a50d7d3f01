/// Recursive descent over `or` < `and` < `not` < comparison.
struct ConditionParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private(set) var paths: [String] = []
    private static let deepest = 32
    /// Each `and` and `or` makes the tree one deeper.
    private static let longestChain = 200

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    mutating func parse() throws(ConditionError) -> Condition.Node {
        let node = try disjunction()
        skipBlanks()
        if position < scalars.count { throw mistake("expected `and`, `or` or the end") }
        return node
    }

    private mutating func disjunction() throws(ConditionError) -> Condition.Node {
        var node = try conjunction()
        var count = 0
        while take(word: "or") {
            count += 1
            if count > Self.longestChain { throw mistake("more than \(Self.longestChain) `or` in a row") }
            node = .or(node, try conjunction())
        }
        return node
    }

    private mutating func conjunction() throws(ConditionError) -> Condition.Node {
        var node = try negation()
        var count = 0
        while take(word: "and") {
            count += 1
            if count > Self.longestChain { throw mistake("more than \(Self.longestChain) `and` in a row") }
            node = .and(node, try negation())
        }
        return node
    }

    private mutating func negation() throws(ConditionError) -> Condition.Node {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw mistake("the condition is nested too deep") }
        if take(word: "not") { return .not(try negation()) }
        skipBlanks()
        guard take("(") else { return try comparison() }
        let node = try disjunction()
        skipBlanks()
        if !take(")") { throw mistake("expected `)`") }
        return node
    }

    private mutating func comparison() throws(ConditionError) -> Condition.Node {
        let path = try path()
        skipBlanks()
        if take("=") {
            guard take("=") else { throw mistake("write `==` to compare") }
            return .equals(path: path, [try literal()])
        }
        if take("!") {
            guard take("=") else { throw mistake("write `!=` for unequal") }
            return .not(.equals(path: path, [try literal()]))
        }
        if take(word: "in") { return .equals(path: path, try list()) }
        throw mistake("expected `==`, `!=` or `in` after the path")
    }

    /// A path goes on to the next blank or operator outside of brackets and quotes; what it means is not known here.
    private mutating func path() throws(ConditionError) -> Int {
        skipBlanks()
        let start = position
        var open = 0
        while let scalar = peek {
            if scalar == "'" || scalar == "\"" {
                try skipQuoted(scalar)
                continue
            }
            if scalar == "[" || scalar == "(" { open += 1 }
            if scalar == "]" || scalar == ")" {
                if open == 0 { break }
                open -= 1
            }
            if open == 0, " \t\n\r=!".unicodeScalars.contains(scalar) { break }
            position += 1
        }
        guard position > start else { throw mistake("expected a path") }
        let text = Self.text(scalars[start..<position])
        if let known = paths.firstIndex(of: text) { return known }
        paths.append(text)
        return paths.count - 1
    }

    private mutating func skipQuoted(_ quote: Unicode.Scalar) throws(ConditionError) {
        position += 1
        while let scalar = peek, scalar != quote {
            position += 1
            if scalar == "\\", peek != nil { position += 1 }
        }
        if !take(quote) { throw mistake("the quote has no end") }
    }

    private mutating func list() throws(ConditionError) -> [Condition.Literal] {
        skipBlanks()
        guard take("[") else { throw mistake("expected a list such as `[\"8\", \"9\"]`") }
        var literals: [Condition.Literal] = []
        repeat {
            literals.append(try literal())
            skipBlanks()
        } while take(",")
        if !take("]") { throw mistake("expected `,` or `]`") }
        return literals
    }

    private mutating func literal() throws(ConditionError) -> Condition.Literal {
        skipBlanks()
        if let quote = peek, quote == "\"" || quote == "'" { return .text(try quoted(quote)) }
        let start = position
        while let scalar = peek, !" \t\n\r,])".unicodeScalars.contains(scalar) { position += 1 }
        let word = Self.text(scalars[start..<position])
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            let isPlain = word.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
            if isPlain, Double(word) != nil { return .number(word) }
            position = start
            throw mistake("expected a number, a text in quotes, true, false or null")
        }
    }

    private mutating func quoted(_ quote: Unicode.Scalar) throws(ConditionError) -> String {
        position += 1
        var text: [Unicode.Scalar] = []
        while let scalar = peek, scalar != quote {
            position += 1
            if scalar == "\\", let escaped = peek {
                text.append(escaped)
                position += 1
            } else {
                text.append(scalar)
            }
        }
        if !take(quote) { throw mistake("the quote has no end") }
        return Self.text(text[...])
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        skipBlanks()
        let wanted = Array(word.unicodeScalars)
        let end = position + wanted.count
        guard end <= scalars.count, Array(scalars[position..<end]) == wanted else { return false }
        if end < scalars.count, !" \t\n\r([".unicodeScalars.contains(scalars[end]) { return false }
        position = end
        return true
    }

    private mutating func skipBlanks() {
        while let scalar = peek, " \t\n\r".unicodeScalars.contains(scalar) { position += 1 }
    }

    private func mistake(_ message: String) -> ConditionError { ConditionError(message: message, column: position) }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
