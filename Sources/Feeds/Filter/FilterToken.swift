/// A word of a filter expression, with the code points it takes.
struct FilterToken {
    enum Kind: Equatable {
        case name(String)
        case text(String)
        case number(String)
        case symbol(String)
        case end
    }

    var kind: Kind
    var range: Range<Int>
}

/// What is wrong with a filter expression, and where in its text.
struct FilterFault: Error {
    enum Kind {
        case syntax
        case type
        case secret
        case unknownField(String)
    }

    var kind: Kind
    var message: String
    var range: Range<Int>
    var help = ""
}

/// Cuts a filter expression into words.
struct FilterLexer {
    private let scalars: [Unicode.Scalar]
    private var at = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    static func tokens(of text: String) throws(FilterFault) -> [FilterToken] {
        var lexer = FilterLexer(text)
        var tokens: [FilterToken] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private mutating func next() throws(FilterFault) -> FilterToken {
        let end = at
        while at < scalars.count, [" ", "\n", "\t", "\r"].contains(scalars[at]) { at += 1 }
        let start = at
        // The end is behind the last word, not behind the blanks and line breaks that follow it.
        guard at < scalars.count else { return FilterToken(kind: .end, range: end..<end + 1) }
        let kind: FilterToken.Kind
        switch scalars[at] {
        case "\"", "'": kind = .text(try quoted())
        case "0"..."9", "-": kind = .number(try number())
        case let scalar where Self.isNamePart(scalar): kind = .name(run(Self.isNamePart))
        default: kind = .symbol(try symbol())
        }
        return FilterToken(kind: kind, range: start..<at)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    private mutating func run(_ test: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while at < scalars.count, test(scalars[at]) {
            text.append(scalars[at])
            at += 1
        }
        return String(text)
    }

    private mutating func quoted() throws(FilterFault) -> String {
        let start = at
        let quote = scalars[at]
        at += 1
        let text = run { $0 != quote }
        guard at < scalars.count else {
            throw FilterFault(kind: .syntax, message: "the text is not closed", range: start..<at)
        }
        at += 1
        return text
    }

    private mutating func number() throws(FilterFault) -> String {
        let start = at
        at += 1
        let text = String(scalars[start]) + run { ("0"..."9").contains($0) || $0 == "." }
        guard text != "-" else {
            throw FilterFault(kind: .syntax, message: "digits must follow the `-`", range: start..<at)
        }
        return text
    }

    private mutating func symbol() throws(FilterFault) -> String {
        let rest = String(String.UnicodeScalarView(scalars[at..<min(at + 2, scalars.count)]))
        for known in ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ","] where rest.hasPrefix(known) {
            at += known.count
            return known
        }
        let help = ["=": "write `==`", "&": "write `and`", "|": "write `or`", "!": "write `not`"]
        throw FilterFault(
            kind: .syntax, message: "`\(scalars[at])` means nothing here", range: at..<at + 1,
            help: help[String(scalars[at])] ?? "")
    }
}
