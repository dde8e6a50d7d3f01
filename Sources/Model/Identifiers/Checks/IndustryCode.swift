extension IdentifierCheck {
    static let industryCode = IdentifierCheck(
        "industry_code", zh: "国民经济行业代码", en: "industry code", source: "GB/T 4754-2017", example: "C2614"
    ) { IndustryCode.fault($0) }
}

/// A section `C`, or 2 to 4 digits `2614` with or without their section `C2614`.
private enum IndustryCode {
    /// The last division of each section, A to T.
    private static let lastDivisions = [5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97]

    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard (1...5).contains(text.count) else { return IdentifierShape.lengthFault(text, expected: "1 to 5") }
        let lettered = DecimalScan.digit(text[0]) == nil
        if lettered,
            let fault = IdentifierShape.fault(text, at: 0, allowed: CharacterSet128("ABCDEFGHIJKLMNOPQRST"))
        {
            return fault
        }
        let start = lettered ? 1 : 0
        if let fault = IdentifierShape.fault(text, in: start..<text.count, allowed: .digits) { return fault }
        let digits = text.count - start
        if lettered, digits == 0 { return nil }
        guard (2...4).contains(digits) else { return .length(expected: "2 to 4 digits", found: digits) }
        let division = Int(text[start] - 48) * 10 + Int(text[start + 1] - 48)
        guard let section = lastDivisions.firstIndex(where: { division <= $0 }), division > 0 else {
            return .meaning("there is no division of the first two digits")
        }
        let fits = !lettered || Int(text[0]) - 65 == section
        return fits ? nil : .meaning("the division does not belong to the section")
    }
}
