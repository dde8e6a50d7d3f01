/// Texts as arrays of scalars in the form in which they are compared.
enum ScalarText {
    static let blank: UInt32 = 0x20
    /// The most scalars of a text that are compared: no name or address is longer, and what claims to be is no reason to wait.
    static let longest = 400
    static let open = UInt32(UInt8(ascii: "("))
    static let close = UInt32(UInt8(ascii: ")"))

    /// Puts a text into `result`: half-width, small letters without accents, simplified characters, one kind of bracket,
    /// one kind of dash, single blanks. What stands behind the first ``longest`` scalars is left out.
    static func fold(_ text: String, into result: inout [UInt32]) {
        result.removeAll(keepingCapacity: true)
        for scalar in text.unicodeScalars {
            let form = folded(scalar.value)
            if form == 0 { continue }
            if result.count == longest { break }
            if form == blank, result.last ?? blank == blank { continue }
            result.append(form)
        }
        if result.last == blank { result.removeLast() }
    }

    /// The compared form of one scalar; 0 when it is not compared at all.
    private static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 {
            if scalar <= 0x20 { return blank }
            switch UInt8(scalar) {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return scalar + 32
            case UInt8(ascii: "["), UInt8(ascii: "{"): return open
            case UInt8(ascii: "]"), UInt8(ascii: "}"): return close
            default: return scalar
            }
        }
        if isHan(scalar) { return TraditionalForms.simplified(scalar) }
        return sign(scalar)
    }

    private static func sign(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xFF01...0xFF5E: folded(scalar - 0xFEE0)
        case 0x3000, 0xA0, 0x2002...0x200A: blank
        case 0x200B...0x200F, 0xFEFF, 0xAD: 0
        case 0x3010, 0x3014, 0x3016, 0x300A: open
        case 0x3011, 0x3015, 0x3017, 0x300B: close
        case 0x2010...0x2015, 0x2212, 0xFF0D, 0x30FB, 0xB7: UInt32(UInt8(ascii: "-"))
        case 0x2018, 0x2019: UInt32(UInt8(ascii: "'"))
        case 0xC0...0x17F: LatinLetters.plain(scalar)
        default: scalar
        }
    }

    /// Whether a scalar is a Chinese character.
    static func isHan(_ scalar: UInt32) -> Bool { scalar >= 0x3400 && scalar < 0xA000 }

    /// Whether a folded scalar is a letter or digit of ASCII.
    static func isWord(_ scalar: UInt32) -> Bool { isDigit(scalar) || scalar >= 0x61 && scalar <= 0x7A }

    /// Whether a scalar is a digit of ASCII.
    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// The value of a Chinese or Arabic digit: 二 and 2 are 2, 十 is 10.
    static func digit(_ scalar: UInt32) -> Int? {
        if isDigit(scalar) { return Int(scalar) - 0x30 }
        return chineseDigits.firstIndex(of: scalar)
    }

    private static let chineseDigits = "零一二三四五六七八九十".unicodeScalars.map(\.value)

    /// The text of folded scalars.
    static func text(_ scalars: ArraySlice<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars { if let scalar = Unicode.Scalar(scalar) { text.append(scalar) } }
        return String(text)
    }

    /// The scalars of a word that is written in its compared form already.
    static func scalars(_ word: some StringProtocol) -> [UInt32] { word.unicodeScalars.map(\.value) }
}

/// Letters with accents and the plain letters that people type for them.
private enum LatinLetters {
    static func plain(_ scalar: UInt32) -> UInt32 {
        let place = Int(scalar) - 0xC0
        return place < letters.count ? letters[place] : scalar
    }

    /// U+00C0 to U+017F.
    private static let letters = Array(
        ("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs")
            .unicodeScalars.map(\.value))
}
