/// How a text stands out where colours are shown (ECMA-48 SGR).
public enum Style: Int, Sendable, CaseIterable {
    /// Heavier.
    case bold = 1
    /// Fainter.
    case dim = 2
    /// Errors.
    case red = 31
    /// Success.
    case green = 32
    /// Warnings.
    case yellow = 33
    /// Places.
    case blue = 34
    /// Headings and names.
    case cyan = 36

    /// The text with this style switched on before and off after it; an empty text stays empty.
    public func applied(to text: String) -> String {
        text.isEmpty ? "" : "\u{1b}[\(rawValue)m\(text)\u{1b}[0m"
    }
}
