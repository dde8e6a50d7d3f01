import Model

/// A value while an expression is worked out.
enum ExprValue: Sendable, Equatable {
    case null
    case text(String)
    case number(DecimalValue)
    case bool(Bool)
    case date(CivilDate)
    case datetime(Instant)
    /// Milliseconds.
    case duration(Int64)
    case point(Coordinate)
    case list([ExprValue])

    var isNull: Bool { self == .null }

    /// Whether a condition holds; null does not.
    var isTrue: Bool { self == .bool(true) }

    /// The type of a constant.
    var type: ExprType {
        switch self {
        case .null: .null
        case .text: .text
        case .number(let number): number.exponent >= 0 ? .integer : .decimal
        case .bool: .bool
        case .date: .date
        case .datetime: .datetime
        case .duration: .duration
        case .point: .point
        case .list(let items): .list(items.first?.type ?? .null)
        }
    }

    /// The value as text, as messages and `text()` show it.
    var shown: String {
        switch self {
        case .null: ""
        case .text(let text): text
        case .number(let number): number.description
        case .bool(let bool): bool ? "true" : "false"
        case .date(let date): date.description
        case .datetime(let instant): instant.description
        case .duration(let milliseconds): DurationText.text(milliseconds)
        case .point(let place): "\(place.longitude) \(place.latitude)"
        case .list(let items): items.map(\.shown).joined(separator: ", ")
        }
    }

    /// The order of two values of one kind; nil when either is null or they have none.
    func compared(to other: ExprValue) -> Int? {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.date(let left), .date(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.datetime(let left), .datetime(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.duration(let left), .duration(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.text(let left), .text(let right)):
            left == right ? 0 : left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
        default: nil
        }
    }
}

/// Why a value of a record could not be used. It becomes a rejection or a flag by the field's `on_fail`.
struct RecordFault: Error, Equatable {
    /// `R2102` and so on.
    let code: String
    let message: String
    /// The value as it came, cut.
    var value = ""

    /// The longest piece of a value that is kept in messages, in characters.
    static let longest = 80

    /// A value cut to what messages may show.
    static func cut(_ text: String) -> String {
        let head = text.unicodeScalars.prefix(longest + 1)
        guard head.count > longest else { return text }
        return String(String.UnicodeScalarView(head.dropLast())) + "..."
    }
}
