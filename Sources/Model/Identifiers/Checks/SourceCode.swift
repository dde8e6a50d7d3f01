extension IdentifierCheck {
    static let sourceCode = IdentifierCheck(
        "source_code", zh: "污染源编码", en: "pollution source code", source: "HJ 608-2017 (22), HJ 608-2011 (12)",
        example: "91350100M000100Y43001V"
    ) { SourceCode.fault($0) }
}

/// The 22 characters of HJ 608-2017, or the older 12: organisation code and 3 digits for the site.
enum SourceCode {
    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        if text.count == PermitNumber.count { return PermitNumber.fault(text) }
        guard text.count == 12 else { return IdentifierShape.lengthFault(text, expected: "22 or 12") }
        return OrganisationCode.faultOfPrefix(text) ?? IdentifierShape.fault(text, in: 9..<12, allowed: .digits)
    }
}
