extension IdentifierCheck {
    static let facilityCode = IdentifierCheck(
        "facility_code", zh: "设施编号", en: "facility code",
        source: "HJ 608-2017: TA air, TW water, TN noise, TS solid waste and 3 digits; MF and 4 digits",
        example: "TA001"
    ) { FacilityCode.fault($0) }
}

/// Treatment facilities `TA001`, `TW001`, `TN001`, `TS001`; production facilities `MF0001`.
private enum FacilityCode {
    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard text.count == 5 || text.count == 6 else {
            return IdentifierShape.lengthFault(text, expected: "5 (TA001) or 6 (MF0001)")
        }
        let treatment = text.count == 5
        return IdentifierShape.fault(text, in: 0..<1, allowed: CharacterSet128(treatment ? "T" : "M"))
            ?? IdentifierShape.fault(text, in: 1..<2, allowed: CharacterSet128(treatment ? "AWNS" : "F"))
            ?? IdentifierShape.fault(text, in: 2..<text.count, allowed: .digits)
    }
}
