/// Turns the text of a date pattern into steps.
struct DatePatternCompiler {
    private var steps: [DatePattern.Step] = []
    /// The parts read so far.
    private(set) var seen: [DateFault.Part] = []

    mutating func run(_ source: String) throws(DatePatternFault) -> [DatePattern.Step] {
        var rest = source[...]
        while let character = rest.first {
            if character == "'" {
                try quoted(&rest)
            } else if character.isASCII, character.isLetter {
                try letters(rest.prefix { $0 == character })
                rest = rest.drop { $0 == character }
            } else {
                literal(String(character))
                rest = rest.dropFirst()
            }
        }
        try checkWhole()
        return steps
    }

    private mutating func literal(_ text: String) {
        steps += text.utf8.map { .literal($0) }
    }

    private mutating func quoted(_ rest: inout Substring) throws(DatePatternFault) {
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: "'") else { throw .openQuote }
        literal(end == rest.startIndex ? "'" : String(rest[..<end]))
        rest = rest[rest.index(after: end)...]
    }

    private mutating func letters(_ run: Substring) throws(DatePatternFault) {
        let step = try step(String(run))
        guard case .part(let part, let least, let most) = step else { return }
        if seen.contains(part) { throw .repeated(part) }
        if let last = steps.last, case .part(let before, let low, let high) = last, low != high, part != .offset {
            throw .ambiguous(before)
        }
        seen.append(part)
        steps.append(.part(part, least: least, most: most))
    }

    private func step(_ run: String) throws(DatePatternFault) -> DatePattern.Step {
        let count = UInt8(truncatingIfNeeded: run.utf8.count)
        switch run {
        case "yyyy": return .part(.year, least: 4, most: 4)
        case "M", "MM": return .part(.month, least: count, most: 2)
        case "d", "dd": return .part(.day, least: count, most: 2)
        case "H", "HH": return .part(.hour, least: count, most: 2)
        case "m", "mm": return .part(.minute, least: count, most: 2)
        case "s", "ss": return .part(.second, least: count, most: 2)
        case "X", "XX", "XXX": return .part(.offset, least: 1, most: 6)
        default: break
        }
        guard let letter = run.first, "yMdHmsSX".contains(letter) else { throw .unknownLetter(run.first ?? "?") }
        guard letter == "S", run.count <= 9 else { throw .width(run) }
        return .part(.fraction, least: count, most: count)
    }

    private func checkWhole() throws(DatePatternFault) {
        if seen.isEmpty { throw .noParts }
        let needs: [(DateFault.Part, DateFault.Part)] = [
            (.month, .year), (.day, .month), (.minute, .hour), (.second, .minute), (.fraction, .second),
            (.offset, .hour),
        ]
        for (part, needed) in needs where seen.contains(part) && !seen.contains(needed) {
            throw .without(part, needs: needed)
        }
    }
}
