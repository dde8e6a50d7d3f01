extension IdentifierCheck {
    static let regionCode = IdentifierCheck(
        "region_code", zh: "行政区划代码", en: "region code",
        source: "GB/T 2260-2007 (6 digits), GB/T 10114-2003 (9), 统计用区划代码 (12)", example: "441802"
    ) { RegionCode.fault($0) }
}

/// 6 digits of a county; 9 with town, 12 with village. The first two are a province.
enum RegionCode {
    private static let provinces: Set<UInt8> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71, 81, 82,
    ]

    static func fault(_ text: Span<UInt8>) -> IdentifierFault? {
        guard text.count == 6 || text.count == 9 || text.count == 12 else {
            return IdentifierShape.lengthFault(text, expected: "6, 9 or 12")
        }
        if let fault = IdentifierShape.fault(text, in: 0..<text.count, allowed: .digits) { return fault }
        return isProvince(text, at: 0) ? nil : .meaning("there is no province of the first two digits")
    }

    /// Whether the two digits at `at` are a province.
    static func isProvince(_ text: Span<UInt8>, at: Int) -> Bool {
        provinces.contains((text[at] &- 48) &* 10 &+ (text[at + 1] &- 48))
    }
}
