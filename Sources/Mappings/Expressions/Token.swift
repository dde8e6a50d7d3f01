import Model

/// A word or sign of an expression, with its code points.
struct Token {
    enum Kind: Equatable {
        case text(String)
        case number(DecimalValue)
        case name(String)
        /// `@name` or `@name.name`.
        case field([String])
        case path(SourcePath)
        /// `name.path`, a value inside an item of a list.
        case member(String, SourcePath)
        case sign(String)
        /// What stands behind `to`.
        case unit(String)
        case end
    }

    let kind: Kind
    let range: Range<Int>

    /// Whether a value may end here, so that an operator can follow.
    var endsValue: Bool {
        switch kind {
        case .text, .number, .field, .path, .member, .unit: true
        case .name(let name): !ExpressionParser.words.contains(name)
        case .sign(let sign): [")", "]", "}"].contains(sign)
        case .end: false
        }
    }
}

/// Why an expression cannot be used, and where in its text.
struct ExpressionFault: Error {
    var code: Code
    var message: String
    var range: Range<Int>
    var help: String = ""

    enum Code {
        case syntax, name, function, arguments, type, path, reference, table, pattern, zone, unit, dimension
    }
}
