import YAML

extension ConfigValue {
    /// A text. An empty one is reported, unless it is allowed.
    public func text(allowingEmpty: Bool = false) -> String? {
        guard let text = node.text else {
            reportKind(expected: "a text")
            return nil
        }
        if text.isEmpty, !allowingEmpty {
            report(.invalidValue, "a text is needed here")
            return nil
        }
        return text
    }

    /// A name: letters, digits, `-` and `_`, at most `longest` of them; Chinese letters are letters.
    public func name(longest: Int = 100) -> String? {
        guard let text = text() else { return nil }
        let isName = text.unicodeScalars.allSatisfy { scalar in
            scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        guard isName, text.count <= longest else {
            reportInvalid("a name", help: "a name has letters, digits, `-` and `_`, at most \(longest) of them")
            return nil
        }
        return text
    }

    /// `true` or `false`.
    public func bool() -> Bool? {
        guard let text = text() else { return nil }
        if text == "true" || text == "false" { return text == "true" }
        reportInvalid("true or false", help: "write `true` or `false`")
        return nil
    }

    /// One of the words of an enum.
    public func choice<Choice>(_ type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        let words = Choice.allCases.map(\.rawValue)
        return choice(of: words).flatMap(Choice.init(rawValue:))
    }

    /// One of some words.
    public func choice(of words: [String]) -> String? {
        guard let text = text() else { return nil }
        if words.contains(text) { return text }
        report(
            .invalidValue, "`\(text.prefix(80))` is not possible here",
            evidence: Suggestion.help(for: text, among: words))
        return nil
    }

    /// A whole number in a range.
    public func integer(in range: ClosedRange<Int> = .min ... .max) -> Int? {
        guard let text = text() else { return nil }
        guard let number = Int(text) else {
            reportInvalid("a whole number", help: "write digits alone, such as `500`")
            return nil
        }
        guard range.contains(number) else {
            let lower = range.lowerBound == .min ? "" : "at least \(range.lowerBound)"
            let upper = range.upperBound == .max ? "" : "at most \(range.upperBound)"
            let bounds = [lower, upper].filter { !$0.isEmpty }.joined(separator: ", ")
            report(.invalidValue, "\(number) is out of range", help: [bounds])
            return nil
        }
        return number
    }

    /// A number with an optional point.
    public func number() -> Double? {
        guard let text = text() else { return nil }
        guard let number = Self.plainNumber(text[...]) else {
            reportInvalid("a number", help: "write digits with an optional point, such as `0.5`")
            return nil
        }
        return number
    }

    /// Digits with an optional sign and point; never `inf`, hexadecimal or an exponent.
    static func plainNumber(_ text: Substring) -> Double? {
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46].contains($0) }
        guard isPlain, let number = Double(text), number.isFinite else { return nil }
        return number
    }
}
