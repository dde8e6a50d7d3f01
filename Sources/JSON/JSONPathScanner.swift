/// Reads the text of a path into steps.
struct JSONPathScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private(set) var steps: [JSONPath.Step] = []
    private(set) var names: [UInt8] = []

    /// RFC 9535 leaves the limit open; no system nests deeper than its pages may.
    private static let mostSteps = 64

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func scan() throws(JSONPathError) {
        guard take("$") else { throw mistake("a path begins with ‘$’") }
        while position < scalars.count {
            if steps.count == Self.mostSteps { throw mistake("a path has at most \(Self.mostSteps) steps") }
            if take(".") {
                try dotted()
            } else if take("[") {
                try bracketed()
            } else {
                throw mistake("expected ‘.’ or ‘[’")
            }
        }
    }

    private mutating func dotted() throws(JSONPathError) {
        if take("*") { return steps.append(.wildcard) }
        if peek == "." { throw mistake("‘..’ is not supported: name every step") }
        let start = position
        while let scalar = peek, Self.isName(scalar, first: position == start) { position += 1 }
        if position == start { throw mistake("expected a name; names with other signs go into ['…']") }
        append(name: scalars[start..<position])
    }

    private mutating func bracketed() throws(JSONPathError) {
        skipBlanks()
        if take("*") {
            steps.append(.wildcard)
        } else if let quote = peek, quote == "'" || quote == "\"" {
            try quoted(by: quote)
        } else {
            try index()
        }
        skipBlanks()
        if !take("]") { throw mistake("expected ‘]’") }
    }

    private mutating func quoted(by quote: Unicode.Scalar) throws(JSONPathError) {
        position += 1
        var name: [Unicode.Scalar] = []
        while let scalar = peek {
            position += 1
            if scalar == quote { return append(name: name[...]) }
            name.append(scalar == "\\" ? try escape() : scalar)
        }
        throw mistake("the name has no end")
    }

    private mutating func escape() throws(JSONPathError) -> Unicode.Scalar {
        guard let letter = peek else { throw mistake("the name has no end") }
        position += 1
        switch letter {
        case "'", "\"", "\\", "/": return letter
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try hexadecimal()
        default:
            position -= 1
            throw mistake("no such escape")
        }
    }

    private mutating func hexadecimal() throws(JSONPathError) -> Unicode.Scalar {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = peek.flatMap({ Character($0).hexDigitValue }) else {
                throw mistake("expected a hex digit")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw mistake("write the character itself") }
        return scalar
    }

    private mutating func index() throws(JSONPathError) {
        let start = position
        let negative = take("-")
        var value = 0
        while let digit = peek, ("0"..."9").contains(digit) {
            value = value &* 10 &+ Int(digit.value &- 48)
            position += 1
            if position - start > 16 { throw mistake("the index is too large") }
        }
        let digits = position - start - (negative ? 1 : 0)
        if digits == 0 { throw mistake("expected an index, ‘*’ or a name in quotes") }
        let first = scalars[position - digits]
        if first == "0", digits > 1 || negative { throw mistake("an index has no leading zero") }
        steps.append(.index(negative ? -value : value))
    }

    private mutating func append(name: ArraySlice<Unicode.Scalar>) {
        let offset = names.count
        for scalar in name { names.append(contentsOf: Array(UTF8.encode(scalar) ?? .init())) }
        steps.append(.name(offset: offset, count: names.count - offset))
    }

    /// RFC 9535, section 2.5.1.1: name-first is ALPHA, `_` and everything beyond ASCII; DIGIT may follow.
    private static func isName(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        case "0"..."9": !first
        default: scalar.value >= 0x80
        }
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let scalar = peek, scalar == " " || scalar == "\t" { position += 1 }
    }

    private func mistake(_ message: String) -> JSONPathError { JSONPathError(message: message, column: position + 1) }
}
