import Model

/// What one text looks like.
public enum ValueShape: Hashable, Sendable {
    /// A whole number that may be counted with: no leading zero, at most 15 digits.
    case integer
    /// A number with a point, likewise.
    case decimal
    /// Digits that are a name: `0012`, or more than 15 of them.
    case digits
    /// A day, in this pattern.
    case date(String)
    /// A moment, in this pattern.
    case datetime(String)
    /// Yes or no in one of its spellings.
    case bool
    /// Anything else.
    case text

    /// The shape in a word.
    public var name: String {
        switch self {
        case .integer: "integer"
        case .decimal: "decimal"
        case .digits: "digits"
        case .date: "date"
        case .datetime: "datetime"
        case .bool: "bool"
        case .text: "text"
        }
    }

    /// The shape of a text without blanks around it.
    public init(_ text: String) {
        let bytes = Array(text.utf8)
        if bytes.isEmpty || bytes.count > 64 {
            self = .text
        } else if let moment = Self.moment(text, bytes) {
            self = moment
        } else if Self.words.contains(text.lowercased()) {
            self = .bool
        } else {
            self = Self.number(bytes)
        }
    }

    private static let words: Set<String> = ["true", "false", "是", "否", "yes", "no", "y", "n"]

    private static let days = compiled([
        "yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy年M月d日", "yyyy.M.d", "yyyyMMdd", "yyyy年M月", "yyyy-MM",
    ])
    private static let moments = compiled([
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy-MM-dd HH",
        "yyyy年M月d日 H:mm", "yyyyMMddHHmmss",
    ])

    private static func compiled(_ sources: [String]) -> [DatePattern] {
        sources.compactMap { try? DatePattern($0) }
    }

    private static func moment(_ text: String, _ bytes: [UInt8]) -> ValueShape? {
        guard bytes.count >= 6, (0x31...0x32).contains(bytes[0]), bytes[..<4].allSatisfy(isDigit) else { return nil }
        if let pattern = days.first(where: { (try? $0.date(bytes.span)).map(isLikely) ?? false }) {
            return .date(pattern.source)
        }
        guard let pattern = moments.first(where: { (try? $0.date(bytes.span)).map(isLikely) ?? false }) else {
            return nil
        }
        return .datetime(pattern.source)
    }

    /// Eight digits are a day only in the years that records speak of.
    private static func isLikely(_ date: CivilDate) -> Bool { (1900...2100).contains(date.year) }

    private static func number(_ bytes: [UInt8]) -> ValueShape {
        let unsigned = bytes[0] == 0x2D || bytes[0] == 0x2B ? bytes.dropFirst() : bytes[...]
        let parts = unsigned.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigitOrComma) }) else { return .text }
        guard let whole = parts.first, parts.count == 1 || parts[1].allSatisfy(isDigit) else { return .text }
        let digits = whole.filter(isDigit)
        guard digits.count == whole.count || (try? DecimalValue(bytes.span, options: .separators)) != nil else {
            return .text
        }
        if digits.count > 1, digits.first == 0x30 { return .digits }
        // However many digits stand behind the point, a decimal was measured or worked out: no name has one.
        if parts.count > 1 { return .decimal }
        return digits.count > 15 ? .digits : .integer
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isDigitOrComma(_ byte: UInt8) -> Bool { isDigit(byte) || byte == 0x2C }
}
