import TextEncoding

/// The first letters of Chinese words in pinyin: what vendors call their columns by, `wrymc` for 污染源名称.
///
/// GB 2312-80 sorts its 3,755 characters of level 1 by pinyin, so the first letter follows from the code; the C library's
/// converter is all the dictionary that is needed. Level 2 is sorted by radicals: the few of its characters that occur in
/// the trade are listed, as are characters with several readings.
public struct PinyinInitials: Sendable {
    private let letters: [Unicode.Scalar: [Character]]

    /// The first code of each letter; no word begins with i, u or v.
    private static let starts: [(letter: Character, code: Int)] = [
        ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2), ("g", 0xB8C1),
        ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8), ("n", 0xC4C3), ("o", 0xC5B6),
        ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6), ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4),
        ("y", 0xD1B9), ("z", 0xD4D1),
    ]
    private static let last = 0xD7F9

    /// Characters of level 2 and such with several readings, each with all its letters.
    private static let others: [Unicode.Scalar: String] = [
        "镉": "g", "铊": "t", "钒": "f", "钼": "m", "铍": "p", "锑": "t", "苯": "b", "烃": "t", "氰": "q", "醛": "q",
        "酚": "f", "胺": "a", "嗪": "q", "吡": "b", "啶": "d", "噁": "e", "呋": "f", "喃": "n", "蒽": "e", "芘": "b",
        "萘": "n", "肼": "j", "硒": "x", "浊": "z", "粪": "f", "涅": "n", "溴": "x", "琥": "h", "珀": "p",
        "行": "hx", "重": "zc", "长": "cz", "称": "c", "单": "d", "调": "td", "率": "ls", "曾": "zc", "传": "cz",
        "降": "jx", "系": "xj", "会": "hk", "地": "d", "色": "s", "参": "cs", "乐": "ly", "省": "sx", "石": "sd",
        "属": "sz", "弹": "td", "藏": "zc", "车": "cj", "朝": "cz", "角": "j", "解": "jx", "校": "xj", "期": "q",
    ]

    /// A table of all characters that a first letter is known of. Empty where the C library has no GB 18030.
    public init() {
        var letters: [Unicode.Scalar: [Character]] = [:]
        for (index, start) in Self.starts.enumerated() {
            let end = index + 1 < Self.starts.count ? Self.starts[index + 1].code - 1 : Self.last
            for scalar in Self.characters(start.code...end) { letters[scalar] = [start.letter] }
        }
        for (scalar, readings) in Self.others { letters[scalar] = Array(readings) }
        self.letters = letters
    }

    /// The first letters of a text, in all ways to read it, at most eight. Letters and digits stand for themselves, what
    /// has no known reading is left out.
    public func readings(of text: String) -> [String] {
        var readings = [""]
        for scalar in text.unicodeScalars {
            var choices = letters[scalar] ?? []
            if choices.isEmpty, scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                choices = [Character(scalar.properties.lowercaseMapping)]
            }
            guard !choices.isEmpty else { continue }
            if readings.count * choices.count > 8 { choices = Array(choices.prefix(1)) }
            readings = readings.flatMap { start in choices.map { start + String($0) } }
        }
        return readings
    }

    private static func characters(_ codes: ClosedRange<Int>) -> String.UnicodeScalarView {
        let bytes = codes.filter { $0 & 0xFF >= 0xA1 && $0 & 0xFF <= 0xFE }.flatMap { code in
            [UInt8(code >> 8), UInt8(code & 0xFF)]
        }
        guard let encoding = try? CharacterEncoding("gb18030"),
            let decoder = try? TextDecoder(encoding, policy: .replace)
        else { return "".unicodeScalars }
        var text: [UInt8] = []
        try? decoder.decode(bytes, isLast: true, into: &text)
        return String(decoding: text, as: UTF8.self).unicodeScalars
    }
}
