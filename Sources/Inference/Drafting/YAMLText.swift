/// Texts as YAML of these files writes them.
enum YAMLText {
    /// The text as it stands where that is clear, else in quotes. Signs of `{ }` and `[ ]` count too, so that it may stand
    /// inside of them.
    static func scalar(_ text: String) -> String {
        let words: Set<String> = ["", "~", "null", "Null", "NULL"]
        let first = text.unicodeScalars.first
        let isOpen = first.map { "-?:,[]{}#&*!|>'\"%@`= \t".unicodeScalars.contains($0) } ?? true
        let isUnclear = text.unicodeScalars.contains { scalar in
            ":#,[]{}\"'\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 || scalar.value == 0x7F
                || (0x80...0xA0).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
                || scalar.value == 0xFEFF
        }
        if !isOpen, !isUnclear, !words.contains(text), text.last != " ", text.last != "\u{3000}" { return text }
        return quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\" + String(scalar)
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value):
                let hex = String(scalar.value, radix: 16)
                out += "\\x" + (hex.count < 2 ? "0" : "") + hex
            case "\u{2028}", "\u{2029}", "\u{FEFF}": out += "\\u" + String(scalar.value, radix: 16).uppercased().padded
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A comment of one line: what stands in it may come from records.
    static func comment(_ text: String) -> String {
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value)
                        || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
                        ? " " : scalar
                }))
        return "# " + (line.count > 160 ? line.prefix(159) + "…" : line)
    }
}

extension String {
    fileprivate var padded: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}
