extension IdentifierCheck {
    static let uscc = IdentifierCheck(
        "uscc", zh: "统一社会信用代码", en: "unified social credit code", source: "GB 32100-2015", example: "91350100M000100Y43"
    ) { USCC.fault($0) }
}

/// 18 characters: department, category, 6 digits of region, 9 of organisation code, check character.
enum USCC {
    static let count = 18
    /// No I, O, S, V, Z: they look like digits and other letters.
    static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let allowed = CharacterSet128("0123456789ABCDEFGHJKLMNPQRTUWXY")
    /// 3^i mod 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let values: [Int] = (0..<128).map { byte in alphabet.firstIndex(of: UInt8(byte)) ?? 0 }

    /// What is wrong with the whole text as a code.
    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard text.count == count else { return IdentifierShape.lengthFault(text, expected: "18") }
        return faultOfPrefix(text)
    }

    /// What is wrong with the first 18 bytes as a code.
    static func faultOfPrefix(_ text: Span<UInt8>) -> IdentifierFault? {
        if let fault = IdentifierShape.fault(text, in: 0..<count, allowed: allowed) { return fault }
        if let fault = IdentifierShape.fault(text, in: 2..<8, allowed: .digits) { return fault }
        var sum = 0
        for at in 0..<17 { sum += values[Int(text[at])] * weights[at] }
        let expected = alphabet[(31 - sum % 31) % 31]
        return text[17] == expected ? nil : .checkCharacter(expected: expected, found: text[17])
    }
}
