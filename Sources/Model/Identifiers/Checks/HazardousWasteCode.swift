extension IdentifierCheck {
    static let hazardousWasteCode = IdentifierCheck(
        "waste_code", zh: "危险废物代码", en: "hazardous waste code", source: "国家危险废物名录 (2025)", example: "900-041-49"
    ) { HazardousWasteCode.fault($0) }
}

/// `900-041-49`: 3 digits of industry, 3 of sequence, 2 of the category HW01 to HW50.
private enum HazardousWasteCode {
    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard text.count == 10 else { return IdentifierShape.lengthFault(text, expected: "10 (900-041-49)") }
        for at in 0..<10 {
            let allowed = at == 3 || at == 7 ? CharacterSet128("-") : .digits
            if let fault = IdentifierShape.fault(text, at: at, allowed: allowed) { return fault }
        }
        let category = Int(text[8] - 48) * 10 + Int(text[9] - 48)
        return (1...50).contains(category) ? nil : .meaning("there is no waste category of the last two digits")
    }
}
