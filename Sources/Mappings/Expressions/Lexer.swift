import Model

/// Cuts the text of an expression into tokens.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    static let longest = 10_000

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// All tokens with the end token last.
    mutating func tokens() throws(ExpressionFault) -> [Token] {
        guard scalars.count <= Self.longest else {
            throw ExpressionFault(
                code: .syntax, message: "an expression longer than \(Self.longest) characters", range: 0..<1)
        }
        var tokens: [Token] = []
        while true {
            skipBlanks()
            let token = try next()
            let isConversion = token.kind == .name("to") && tokens.last?.endsValue == true
            tokens.append(isConversion ? Token(kind: .sign("to"), range: token.range) : token)
            if isConversion { tokens.append(try unit()) }
            if token.kind == .end { return tokens }
        }
    }

    /// The unit behind `to`: in quotes, or the signs up to a blank, a comma or a bracket that the unit did not open.
    private mutating func unit() throws(ExpressionFault) -> Token {
        skipBlanks()
        let start = position
        if let quote = peek(), quote == "\"" || quote == "'" {
            guard case .text(let text) = try text(quote: quote).kind else { return try next() }
            return Token(kind: .unit(text), range: start..<position)
        }
        var open = 0
        while let sign = peek(), !Self.blanks.contains(sign), !["]", "}", "{", "[", ","].contains(sign) {
            if sign == "(" { open += 1 }
            if sign == ")" {
                if open == 0 { break }
                open -= 1
            }
            position += 1
        }
        guard position > start else {
            throw ExpressionFault(
                code: .syntax, message: "a unit is missing behind `to`", range: start..<start + 1,
                help: "write it as in `to mg/L`")
        }
        let text = String(String.UnicodeScalarView(scalars[start..<position]))
        return Token(kind: .unit(text), range: start..<position)
    }

    private static let blanks: [Unicode.Scalar] = [" ", "\t", "\n", "\r", "\u{3000}"]

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func skipBlanks() {
        while let sign = peek(), Self.blanks.contains(sign) { position += 1 }
    }

    private mutating func next() throws(ExpressionFault) -> Token {
        let start = position
        guard let sign = peek() else { return Token(kind: .end, range: start..<start + 1) }
        switch sign {
        case "\"", "'": return try text(quote: sign)
        case "0"..."9": return try number()
        case "$", "^": return try path()
        case "@": return try field()
        default: break
        }
        if SourcePath.isNamePart(sign), !Self.isSign(sign) {
            let name = name()
            if let sign = peek(), sign == "." || sign == "[" { return try member(name, start) }
            return Token(kind: .name(name), range: start..<position)
        }
        return try self.sign()
    }

    /// Full-width signs are no letters of names: they are most often meant as operators.
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        ("\u{FF01}"..."\u{FF0F}").contains(scalar) || ("\u{FF1A}"..."\u{FF20}").contains(scalar)
            || ["“", "”", "‘", "’", "。", "、"].contains(scalar)
    }

    private mutating func name() -> String {
        let start = position
        while let sign = peek(), SourcePath.isNamePart(sign), !Self.isSign(sign) { position += 1 }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    private mutating func text(quote: Unicode.Scalar) throws(ExpressionFault) -> Token {
        let start = position
        position += 1
        var text = String.UnicodeScalarView()
        while let sign = peek(), sign != quote {
            position += 1
            guard sign == "\\", let escaped = peek() else {
                text.append(sign)
                continue
            }
            let meanings: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "t": "\t", "r": "\r"]
            text.append(meanings[escaped] ?? escaped)
            position += 1
        }
        guard peek() == quote else {
            throw ExpressionFault(code: .syntax, message: "the quote is not closed", range: start..<scalars.count)
        }
        position += 1
        return Token(kind: .text(String(text)), range: start..<position)
    }

    private mutating func number() throws(ExpressionFault) -> Token {
        let start = position
        while let sign = peek(), ("0"..."9").contains(sign) || (sign == "." && isDigit(peek(1))) { position += 1 }
        let digits = String(String.UnicodeScalarView(scalars[start..<position]))
        guard let number = try? DecimalValue(digits) else {
            throw ExpressionFault(code: .syntax, message: "`\(digits)` is not a number", range: start..<position)
        }
        return Token(kind: .number(number), range: start..<position)
    }

    private func isDigit(_ sign: Unicode.Scalar?) -> Bool { sign.map { ("0"..."9").contains($0) } ?? false }

    private mutating func path() throws(ExpressionFault) -> Token {
        let start = position
        var scanner = SourcePathScanner(scalars, at: position, takesAll: true)
        do throws(SourcePathScanner.Failure) {
            let path = try scanner.path()
            position = scanner.position
            return Token(kind: .path(path), range: start..<position)
        } catch {
            throw ExpressionFault(code: .path, message: error.message, range: error.position..<error.position + 1)
        }
    }

    /// A value inside an item: `x.name`.
    private mutating func member(_ name: String, _ start: Int) throws(ExpressionFault) -> Token {
        if ExpressionParser.words.contains(name) { return Token(kind: .name(name), range: start..<position) }
        var scanner = SourcePathScanner(scalars, at: position, takesAll: true)
        do throws(SourcePathScanner.Failure) {
            let steps = try scanner.steps()
            position = scanner.position
            return Token(kind: .member(name, SourcePath(steps: steps)), range: start..<position)
        } catch {
            throw ExpressionFault(code: .path, message: error.message, range: error.position..<error.position + 1)
        }
    }

    private mutating func field() throws(ExpressionFault) -> Token {
        let start = position
        position += 1
        var parts = [name()]
        if peek() == "." {
            position += 1
            parts.append(name())
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw ExpressionFault(
                code: .syntax, message: "a field's name is missing behind `@`", range: start..<position + 1)
        }
        return Token(kind: .field(parts), range: start..<position)
    }

    private mutating func sign() throws(ExpressionFault) -> Token {
        let start = position
        let two = String(String.UnicodeScalarView(scalars[start..<min(start + 2, scalars.count)]))
        if ["==", "!=", "<=", ">=", "??", "=>"].contains(two) {
            position += 2
            return Token(kind: .sign(two), range: start..<position)
        }
        let one = String(scalars[start])
        guard "+-*/<>()[]{},".contains(one) else {
            let help = one == "=" ? "write `==` to compare" : one == "&" || one == "|" ? "write `and`, `or`" : ""
            throw ExpressionFault(
                code: .syntax, message: "`\(one)` means nothing here", range: start..<start + 1, help: help)
        }
        position += 1
        return Token(kind: .sign(one), range: start..<position)
    }
}
