extension IdentifierCheck {
    static let phone = IdentifierCheck(
        "phone", zh: "电话号码", en: "telephone number in China",
        source: "mobile 1xxxxxxxxxx; area code and number 0763-3360000, extension after a hyphen; 400 and 800 numbers",
        example: "0763-3360000"
    ) { Phone.fault($0) }
}

/// Mobile, fixed-line and service numbers as they are dialled inside China.
private enum Phone {
    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard (7...20).contains(text.count) else { return IdentifierShape.lengthFault(text, expected: "7 to 20") }
        let allowed = CharacterSet128("0123456789-")
        if let fault = IdentifierShape.fault(text, in: 0..<text.count, allowed: allowed) { return fault }
        let fits = isMobile(text) || isFixed(text) || isService(text)
        return fits ? nil : .meaning("neither a mobile nor a fixed-line number")
    }

    private static func isMobile(_ text: Span<UInt8>) -> Bool {
        text.count == 11 && text[0] == UInt8(ascii: "1") && text[1] >= UInt8(ascii: "3") && !hasHyphen(text, 0..<11)
    }

    /// 3 or 4 digits of area with 0, 7 or 8 of number not with 0 or 1, 1 to 6 of extension.
    private static func isFixed(_ text: Span<UInt8>) -> Bool {
        var at = 0
        if text[0] == UInt8(ascii: "0") {
            // 010 and 02x are three digits long, all other areas four.
            at = text[1] <= UInt8(ascii: "2") ? 3 : 4
            if at < text.count, text[at] == UInt8(ascii: "-") { at += 1 }
        }
        let start = at
        while at < text.count, DecimalScan.digit(text[at]) != nil { at += 1 }
        guard at - start == 7 || at - start == 8, text[start] >= UInt8(ascii: "2") else { return false }
        if at == text.count { return true }
        return (1...6).contains(text.count - at - 1) && !hasHyphen(text, (at + 1)..<text.count)
    }

    /// 400 or 800 and seven digits, in groups or not.
    private static func isService(_ text: Span<UInt8>) -> Bool {
        guard text[0] == UInt8(ascii: "4") || text[0] == UInt8(ascii: "8"), text[1] == 48, text[2] == 48 else {
            return false
        }
        var digits = 0
        for at in 0..<text.count where DecimalScan.digit(text[at]) != nil { digits += 1 }
        return digits == 10 && text[text.count - 1] != UInt8(ascii: "-")
    }

    private static func hasHyphen(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range where text[at] == UInt8(ascii: "-") { return true }
        return false
    }
}
