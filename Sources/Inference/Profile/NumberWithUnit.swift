/// A cell that holds a number and its unit: `20 mg/L`, `50倍`.
struct NumberWithUnit {
    /// The number's text.
    let number: String
    /// What stands behind it.
    let unit: String

    /// Nil for a text that does not begin with a number, or has nothing behind it.
    init?(_ text: String) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let rest = text[number.endIndex...].drop { $0 == " " }
        guard number.first?.isNumber == true, !rest.isEmpty, rest.count <= 12 else { return nil }
        (self.number, unit) = (String(number), String(rest))
    }
}
