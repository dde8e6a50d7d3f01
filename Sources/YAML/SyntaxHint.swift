/// libyaml's complaint in words that say what to do.
struct SyntaxHint {
    let message: String
    let help: String?

    init(told: String, byte: UInt8?) {
        if byte == 0x09 {
            message = "a tab cannot indent or separate here"
            help = "use spaces"
        } else if byte == 0x40 || byte == 0x60, told.contains("cannot start any token") {
            message = "a value cannot start with `@` or a backquote"
            help = "put the value in quotes"
        } else if byte == 0x25, told.contains("cannot start any token") {
            message = "a value cannot start with `%`"
            help = "put the value in quotes"
        } else if byte == 0x5B || byte == 0x7B, told.hasPrefix("did not find expected ','") {
            message = "a bracket inside a value"
            help = "inside `{ }` and `[ ]`, a value with brackets goes in quotes"
        } else if let known = Self.known[told] {
            message = known.0
            help = known.1
        } else {
            message = told
            help = nil
        }
    }

    private static let known: [String: (String, String)] = [
        "mapping values are not allowed in this context": (
            "a `:` makes a second key inside a value", "put the value in quotes, or begin a new line"
        ),
        "did not find expected key": (
            "a key was expected here", "check that the line is indented like the keys around it"
        ),
        "could not find expected ':'": ("a key without `:`", "write `key: value`, with a space behind the colon"),
        "did not find expected ',' or '}'": ("`,` or `}` was expected", "close the `{` that is open"),
        "did not find expected ',' or ']'": ("`,` or `]` was expected", "close the `[` that is open"),
        "found unexpected end of stream": ("the text ends inside a quoted value", "close the quote"),
        "block sequence entries are not allowed in this context": (
            "a `-` item is not possible here", "begin the list on a line of its own"
        ),
        "found unexpected ':'": ("a `:` stands where a value was expected", "put the value in quotes"),
    ]
}
