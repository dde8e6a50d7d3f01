extension IdentifierCheck {
    static let permitNumber = IdentifierCheck(
        "permit_number", zh: "排污许可证编号", en: "pollutant discharge permit number", source: "HJ 608-2017",
        example: "91350100M000100Y43001V"
    ) { PermitNumber.fault($0) }
}

/// 22 characters: the holder's USCC, 3 digits for the site, a letter.
enum PermitNumber {
    static let count = 22

    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard text.count == count else { return IdentifierShape.lengthFault(text, expected: "22") }
        return USCC.faultOfPrefix(text)
            ?? IdentifierShape.fault(text, in: 18..<21, allowed: .digits)
            ?? IdentifierShape.fault(text, in: 21..<22, allowed: .capitals)
    }
}
