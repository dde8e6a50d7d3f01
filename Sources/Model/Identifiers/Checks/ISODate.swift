extension IdentifierCheck {
    static let isoDate = IdentifierCheck(
        "iso_date", zh: "日期", en: "date 2024-02-29", source: "GB/T 7408.1-2023", example: "2024-02-29"
    ) {
        text in
        guard text.count == 10 else { return IdentifierShape.lengthFault(text, expected: "10 (2024-02-29)") }
        for at in 0..<10 {
            let allowed = at == 4 || at == 7 ? CharacterSet128("-") : .digits
            if let fault = IdentifierShape.fault(text, at: at, allowed: allowed) { return fault }
        }
        func number(_ at: Int) -> Int { Int(text[at] - 48) * 10 + Int(text[at + 1] - 48) }
        let day = CivilDate(year: number(0) * 100 + number(2), month: number(5), day: number(8))
        return day == nil ? .meaning("the calendar has no such day") : nil
    }
}
