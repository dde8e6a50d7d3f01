/// What a field of the unified schema holds.
public enum FieldType: Sendable, Equatable {
    /// Text.
    case text
    /// A whole number of 64 bits.
    case integer
    /// An exact decimal.
    case decimal
    /// True or false.
    case bool
    /// A day.
    case date
    /// An instant, kept in milliseconds of UTC.
    case datetime
    /// An exact decimal in a unit, such as `mg/L`.
    case quantity(unit: String)
    /// A code of a code table, such as `gbt4754-2017`.
    case code(table: String)
    /// The hub's id of a row of another entity.
    case ref(entity: String)
    /// A place: WGS 84 longitude and latitude.
    case point
    /// A list of texts.
    case list
}

/// Who may see a field when a feed names it.
public enum Sensitivity: String, Sendable, CaseIterable {
    /// Anyone whom a feed serves.
    case `public`
    /// Departments.
    case `internal`
    /// Facts about a person.
    case personal
    /// Never in a feed.
    case secret
}

/// A field of an entity.
public struct FieldSchema: Sendable, Equatable {
    /// The English name.
    public var name: String
    /// What it holds.
    public var type: FieldType
    /// What people call it.
    public var title: Title
    /// Whether every row must have it.
    public var isRequired = false
    /// The longest text, in characters.
    public var maxLength: Int?
    /// The smallest and greatest number allowed.
    public var range: ClosedRange<Double>?
    /// Who may see it.
    public var sensitivity = Sensitivity.public
    /// The standard that defines it; empty when there is none.
    public var standard = ""

    /// A field.
    public init(name: String, type: FieldType, title: Title) {
        self.name = name
        self.type = type
        self.title = title
    }
}
