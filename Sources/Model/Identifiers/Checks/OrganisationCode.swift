extension IdentifierCheck {
    static let organisationCode = IdentifierCheck(
        "organisation_code", zh: "组织机构代码", en: "organisation code", source: "GB 11714-1997", example: "M000100Y4"
    ) { OrganisationCode.fault($0) }
}

/// 8 characters and a check character, written together.
enum OrganisationCode {
    static let count = 9
    private static let weights = [3, 7, 9, 10, 5, 8, 4, 2]

    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        if text.count == 10, text[8] == UInt8(ascii: "-") {
            return .meaning("written with a hyphen before the check character; leave it out")
        }
        guard text.count == count else { return IdentifierShape.lengthFault(text, expected: "9") }
        return faultOfPrefix(text)
    }

    /// What is wrong with the first 9 bytes as a code.
    static func faultOfPrefix(_ text: Span<UInt8>) -> IdentifierFault? {
        if let fault = IdentifierShape.fault(text, in: 0..<count, allowed: .alphanumeric) { return fault }
        var sum = 0
        for at in 0..<8 { sum += value(text[at]) * weights[at] }
        let rest = 11 - sum % 11
        let expected = rest == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(rest % 11)
        return text[8] == expected ? nil : .checkCharacter(expected: expected, found: text[8])
    }

    /// 0 to 9, then A is 10 to Z is 35.
    private static func value(_ byte: UInt8) -> Int {
        Int(byte) - (byte <= UInt8(ascii: "9") ? 48 : 55)
    }
}
