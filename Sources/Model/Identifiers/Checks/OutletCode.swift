extension IdentifierCheck {
    static let outletCode = IdentifierCheck(
        "outlet_code", zh: "排放口编号", en: "outlet code", source: "HJ 608-2017: DA001 air, DW001 water", example: "DA001"
    ) { text in
        guard text.count == 5 else { return IdentifierShape.lengthFault(text, expected: "5 (DA001, DW001)") }
        return IdentifierShape.fault(text, in: 0..<1, allowed: CharacterSet128("D"))
            ?? IdentifierShape.fault(text, in: 1..<2, allowed: CharacterSet128("AW"))
            ?? IdentifierShape.fault(text, in: 2..<5, allowed: .digits)
    }
}
