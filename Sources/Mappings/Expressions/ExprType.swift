/// What an expression gives. Every type may also be null.
public indirect enum ExprType: Sendable, Equatable {
    /// Text; every value of a source is text until something says otherwise.
    case text
    /// A whole number.
    case integer
    /// An exact decimal.
    case decimal
    /// True or false.
    case bool
    /// A day.
    case date
    /// An instant.
    case datetime
    /// Longitude and latitude.
    case point
    /// A list of values of one type.
    case list(ExprType)
    /// Nothing but null; fits everywhere.
    case null
    /// Any type; only in parameters of functions.
    case any

    /// The name that people see.
    public var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .bool: "bool"
        case .date: "date"
        case .datetime: "datetime"
        case .point: "point"
        case .list(let item): "list of \(item.name)"
        case .null: "null"
        case .any: "any"
        }
    }

    /// Whether a value of this type can stand where `other` is wanted.
    func fits(_ other: ExprType) -> Bool {
        switch (self, other) {
        case (_, .any), (.null, _), (.integer, .decimal): true
        case (.list(let mine), .list(let theirs)): mine.fits(theirs)
        default: self == other
        }
    }

    /// The type that both fit, if there is one.
    func joined(with other: ExprType) -> ExprType? {
        if fits(other) { return other }
        return other.fits(self) ? self : nil
    }

    /// Whether values of the type have an order.
    var isOrdered: Bool {
        switch self {
        case .text, .integer, .decimal, .date, .datetime, .null: true
        default: false
        }
    }
}
