/// How texts are built, sign by sign: `DA001` is `AA999`, `沪环〔2020〕5号` is `文文〔9999〕9文`.
enum SignPattern {
    /// The pattern of a text, runs of more than six alike written once with `+`.
    static func of(_ text: String) -> String {
        var pattern = ""
        var last: Character?
        var run = 0
        for scalar in text.unicodeScalars.prefix(200) {
            let sign = sign(of: scalar)
            run = sign == last ? run + 1 : 1
            last = sign
            if run <= 6 { pattern.append(sign) }
            if run == 7 { pattern.append("+") }
            if pattern.count > 40 { return pattern + "…" }
        }
        return pattern
    }

    private static func sign(of scalar: Unicode.Scalar) -> Character {
        switch scalar {
        case "0"..."9": "9"
        case "a"..."z": "a"
        case "A"..."Z": "A"
        case "\u{4E00}"..."\u{9FFF}": "文"
        case " ", "\u{3000}", "\t", "\n", "\r": " "
        default: Character(scalar)
        }
    }
}
