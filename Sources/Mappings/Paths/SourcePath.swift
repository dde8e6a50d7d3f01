import Model

/// A `$` path as expressions and `from:` write it: names and positions behind a `$` or `^`.
struct SourcePath: Equatable {
    enum Step: Equatable {
        case name(String)
        case index(Int)
        /// `[*]`, every item of a list; only in expressions.
        case all
    }

    /// How many records up: 0 for `$`, 1 for `^`, 2 for `^^`.
    var levels = 0
    var steps: [Step] = []

    /// The text that a decoder of the kind understands, or nil if the kind cannot say it.
    func text(for kind: PathKind) -> String? {
        guard !steps.contains(.all) else { return nil }
        switch kind {
        case .json:
            return "$" + steps.map(Self.json).joined()
        case .columns, .xml:
            guard steps.count == 1, case .name(let name) = steps[0] else { return nil }
            return name
        }
    }

    private static func json(_ step: Step) -> String {
        switch step {
        case .all: return "[*]"
        case .index(let index): return "[\(index)]"
        case .name(let name):
            let isPlain = !name.isEmpty && name.unicodeScalars.allSatisfy(isNamePart) && !name.first!.isNumber
            guard !isPlain else { return "." + name }
            return "['" + name.escaped(["\\", "'"], by: "\\") + "']"
        }
    }

    /// Whether a name may have the sign without brackets: letters, digits, `_` and everything beyond ASCII.
    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case "\u{3000}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{80}"..."\u{A0}": false
        default: scalar.value > 127
        }
    }
}

/// Reads a `$` path from code points; used for whole paths and inside expressions.
struct SourcePathScanner {
    private let scalars: [Unicode.Scalar]
    private(set) var position: Int
    private let takesAll: Bool

    struct Failure: Error {
        let message: String
        let position: Int
    }

    /// `takesAll`: whether `[*]` may stand in the path.
    init(_ scalars: [Unicode.Scalar], at position: Int = 0, takesAll: Bool = false) {
        self.scalars = scalars
        self.position = position
        self.takesAll = takesAll
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// A path from its `$` or `^` to the first sign that does not belong to it.
    mutating func path() throws(Failure) -> SourcePath {
        var path = SourcePath()
        if next == "$" {
            position += 1
        } else {
            while next == "^" {
                path.levels += 1
                position += 1
            }
            guard path.levels > 0 else { throw fail("a path begins with `$` or `^`") }
        }
        path.steps = try steps()
        return path
    }

    /// The steps from here to the first sign that does not belong to them.
    mutating func steps() throws(Failure) -> [SourcePath.Step] {
        var path = SourcePath()
        while let sign = next {
            if sign == "." {
                position += 1
                path.steps.append(.name(try plainName()))
            } else if sign == "[" {
                path.steps.append(try bracket())
            } else {
                break
            }
            guard path.steps.count <= 32 else { throw fail("a path with more than 32 steps") }
        }
        return path.steps
    }

    private mutating func plainName() throws(Failure) -> String {
        let start = position
        while let sign = next, SourcePath.isNamePart(sign) { position += 1 }
        guard position > start else { throw fail("a name is missing behind `.`; write other signs as `['a-b']`") }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    private mutating func bracket() throws(Failure) -> SourcePath.Step {
        position += 1
        if takesAll, next == "*" {
            position += 1
            try close("]", "`]` is missing behind `*`")
            return .all
        }
        guard let quote = next, quote == "'" || quote == "\"" else { return try index() }
        position += 1
        var name = String.UnicodeScalarView()
        while let sign = next, sign != quote {
            if sign == "\\", position + 1 < scalars.count { position += 1 }
            name.append(scalars[position])
            position += 1
        }
        try close(quote, "the quote of a name is not closed")
        try close("]", "`]` is missing behind a name")
        return .name(String(name))
    }

    private mutating func index() throws(Failure) -> SourcePath.Step {
        let start = position
        if next == "-" { position += 1 }
        while let sign = next, ("0"..."9").contains(sign) { position += 1 }
        let digits = String(String.UnicodeScalarView(scalars[start..<position]))
        guard let number = Int(digits), (-1_000_000...1_000_000).contains(number) else {
            throw fail("a position such as `[0]` or a quoted name belongs here; lists go in `each:`")
        }
        try close("]", "`]` is missing behind a position")
        return .index(number)
    }

    private mutating func close(_ sign: Unicode.Scalar, _ message: String) throws(Failure) {
        guard next == sign else { throw fail(message) }
        position += 1
    }

    private func fail(_ message: String) -> Failure { Failure(message: message, position: position) }
}
