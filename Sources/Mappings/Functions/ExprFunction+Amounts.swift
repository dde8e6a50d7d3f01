import Model

extension ExprFunction {
    /// Functions of texts that hold a number among other things: 20mg/L, 9,800 吨／年, ≥90%.
    static let amounts: [ExprFunction] = [
        ExprFunction(
            "number_in", [.text], .decimal,
            "the first number that stands in the text, thousands separators read; null without one",
            [#"number_in("约 9,800 吨／年")"#: "9800", #"number_in("无")"#: nil]
        ) { (a) throws(RecordFault) in
            let text = a.text(0).unicodeScalars
            guard let range = Self.number(in: text) else { return .null }
            return (try? DecimalValue(String(text[range]), options: [.separators, .exponent])).map { .number($0) }
                ?? .null
        },
        ExprFunction(
            "behind_number", [.text], .text,
            "what stands behind the first number, without blanks around: the unit of 20 mg/L; null without a number",
            [#"behind_number("≤ 20 mg/L")"#: "mg/L"]
        ) { (a) throws(RecordFault) in
            let text = a.text(0).unicodeScalars
            guard let range = Self.number(in: text) else { return .null }
            let rest = Array(String(text[range.upperBound...]).utf8)
            return .text(String(decoding: rest[Blanks.trimmed(rest.span)], as: UTF8.self))
        },
    ]

    private typealias Scalars = String.UnicodeScalarView

    /// Where the first number stands: digits with their sign, separators of thousands, fraction and exponent.
    private static func number(in text: Scalars) -> Range<Scalars.Index>? {
        guard let first = text.firstIndex(where: isDigit) else { return nil }
        var start = first
        if first > text.startIndex {
            let before = text.index(before: first)
            // A sign belongs to the number unless it joins two, as in 6-9 or GB-12348.
            let joins = before > text.startIndex && !isBlank(text[text.index(before: before)])
            if text[before] == "-", !joins { start = before }
        }
        var end = digits(text, from: first)
        while end < text.endIndex, text[end] == ",", let group = group(text, after: end) { end = group }
        if let fraction = digits(text, after: ".", at: end) { end = fraction }
        return start..<(exponent(text, at: end) ?? end)
    }

    private static func digits(_ text: Scalars, from start: Scalars.Index) -> Scalars.Index {
        text[start...].firstIndex { !isDigit($0) } ?? text.endIndex
    }

    /// The end of the digits behind `sign`; nil without the sign, or without digits behind it.
    private static func digits(_ text: Scalars, after sign: Unicode.Scalar, at: Scalars.Index) -> Scalars.Index? {
        guard at < text.endIndex, text[at] == sign else { return nil }
        let start = text.index(after: at)
        let end = digits(text, from: start)
        return end > start ? end : nil
    }

    /// The end of the three digits behind a separator of thousands.
    private static func group(_ text: Scalars, after comma: Scalars.Index) -> Scalars.Index? {
        let end = digits(text, after: ",", at: comma)
        return end.flatMap { text.distance(from: comma, to: $0) == 4 ? $0 : nil }
    }

    private static func exponent(_ text: Scalars, at: Scalars.Index) -> Scalars.Index? {
        guard at < text.endIndex, text[at] == "E" || text[at] == "e" else { return nil }
        let next = text.index(after: at)
        if next < text.endIndex, text[next] == "-" || text[next] == "+" {
            return digits(text, after: text[next], at: next)
        }
        return digits(text, after: text[at], at: at)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\t", "\u{A0}", "\u{3000}"].contains(scalar)
    }
}
