/// Ways in which people write what they mean.
enum WrittenForms {
    /// ASCII as full-width signs, as an input method leaves them.
    static func fullWidth(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }))
    }

    /// With ideographic spaces around it.
    static func padded(_ text: String) -> String { "\u{3000}\(text)\u{3000}\u{3000}" }

    /// Full-width brackets as half-width ones.
    static func halfBrackets(_ text: String) -> String {
        text.replacing("（", with: "(").replacing("）", with: ")")
    }

    /// Hundredths as a decimal: 1250 is `12.50`.
    static func decimal(_ hundredths: Int) -> String {
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// With a comma every three digits: `1,234.50`.
    static func thousands(_ hundredths: Int) -> String {
        let whole = Array(String(hundredths / 100))
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text + decimal(hundredths).suffix(3)
    }

    /// Degrees with six places.
    static func degrees(_ value: Double) -> String {
        let millionths = Int((value * 1e6).rounded())
        return "\(millionths / 1_000_000).\(String(1_000_000 + millionths % 1_000_000).dropFirst())"
    }
}
