public import Model

/// A row of an entity as it is, or was at a moment.
public struct DossierRow: Sendable {
    /// Its id in the hub.
    public let id: HubID
    /// Its revision, from 1.
    public let rev: Int64
    /// Since when it is so, in milliseconds.
    public let at: Int64
    /// Until when it was so; nil when it still is.
    public let until: Int64?
    /// Its fields, in the schema's order.
    public internal(set) var fields: [DossierField]

    /// The field called `name`.
    public func field(_ name: String) -> DossierField? { fields.first { $0.name == name } }
}

/// A field of a row.
public struct DossierField: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// What people call it.
    public let title: Title
    /// What it holds; nil for nothing.
    public internal(set) var value: DossierValue?
    /// The unit of a quantity; empty for anything else.
    public let unit: String
    /// Who may see it when a feed names it.
    public let sensitivity: Sensitivity
    /// Who said so; nil when that is not known.
    public internal(set) var origin: FieldOrigin?
}

/// What a field holds.
public enum DossierValue: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A number, as exact as the store has it.
    case number(DecimalValue)
    /// True or false.
    case bool(Bool)
    /// A day, `yyyy-MM-dd`.
    case date(String)
    /// A moment, in milliseconds.
    case instant(Int64)
    /// Texts.
    case list([String])
    /// A code and what its table calls it; nil when the table does not have it.
    case code(String, label: Title?)
    /// A place: WGS 84 longitude and latitude.
    case point(DecimalValue, DecimalValue)
    /// Another thing, and its name when it has one.
    case reference(HubID, name: String?)
}
