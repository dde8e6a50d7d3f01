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
        case sign(String)
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

/// Why an expression cannot be used, and where in its text.
struct ExpressionFault: Error {
    var code: Code
    var message: String
    var range: Range<Int>
    var help: String = ""

    enum Code { case syntax, name, function, arguments, type, path, reference, table, pattern }
}
