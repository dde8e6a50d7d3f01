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
    /// A length of time.
    case duration
    /// A number in a unit that is known when the mapping is compiled.
    case quantity(unit: String, dimension: String)
    /// Longitude and latitude.
    case point
    /// A list of values of one type.
    case list(ExprType)
    /// Nothing but null; fits everywhere.
    case null
    /// Any type; only in parameters of functions.
    case any
    /// Numbers or quantities, alone or in lists; only in parameters of functions.
    case numbers
    /// `x => value` with a value of a type; only in parameters of functions.
    case lambda(ExprType)

    /// The name that people see.
    public var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .bool: "bool"
        case .date: "date"
        case .datetime: "datetime"
        case .duration: "duration"
        case .quantity(let unit, let dimension): "quantity in \(unit) (\(dimension))"
        case .point: "point"
        case .list(let item): "list of \(item.name)"
        case .null: "null"
        case .any: "any"
        case .numbers: "number or list"
        case .lambda(let value): "x => \(value.name)"
        }
    }

    /// Whether a value of this type can stand where `other` is wanted.
    func fits(_ other: ExprType) -> Bool {
        switch (self, other) {
        case (.lambda, _), (_, .lambda): false
        case (_, .any), (.null, _), (.integer, .decimal): true
        case (_, .numbers): item.fits(.decimal) || item.isQuantity
        case (.list(let mine), .list(let theirs)): mine.fits(theirs)
        default: self == other
        }
    }

    /// What the items of a list are; the type itself for others.
    var item: ExprType { if case .list(let item) = self { item } else { self } }

    var isQuantity: Bool { if case .quantity = self { true } else { false } }

    var isList: Bool { if case .list = self { true } else { false } }

    /// The type that both fit, if there is one.
    func joined(with other: ExprType) -> ExprType? {
        if fits(other) { return other }
        return other.fits(self) ? self : nil
    }

    /// Whether values of the type have an order.
    var isOrdered: Bool {
        switch self {
        case .text, .integer, .decimal, .date, .datetime, .duration, .quantity, .null: true
        default: false
        }
    }
}
