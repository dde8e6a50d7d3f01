extension IdentifierCheck {
    static let manifestNumber = IdentifierCheck(
        "manifest_number", zh: "危险废物转移联单编号", en: "hazardous waste manifest number",
        source: "危险废物转移管理办法 (2021): year, province, 8 digits", example: "20244400001234"
    ) { text in
        guard text.count == 14 else { return IdentifierShape.lengthFault(text, expected: "14") }
        if let fault = IdentifierShape.fault(text, in: 0..<14, allowed: .digits) { return fault }
        guard text[0] == UInt8(ascii: "2"), text[1] == UInt8(ascii: "0") else {
            return .meaning("the first four digits are no year of this century")
        }
        return RegionCode.isProvince(text, at: 4) ? nil : .meaning("there is no province of digits 5 and 6")
    }
}
