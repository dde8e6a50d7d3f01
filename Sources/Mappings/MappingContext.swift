public import Model

/// What a mapping is compiled against.
public struct MappingContext: Sendable {
    /// The unified schema.
    public var schema: UnifiedSchema
    /// The code tables by name.
    public var codes: [String: CodeTable]
    /// All units.
    public var units: UnitTable
    /// The zone of date-times that carry none; nil if the connector declares none, and then such patterns are errors.
    public var zone: TimeZoneRules?
    /// What source paths are written in; nil guesses from the paths themselves (`$.a` is JSON, else columns).
    public var pathKind: PathKind?
    /// The rectangle of `check: in_region`.
    public var region: BoundingBox?

    /// A context.
    public init(
        schema: UnifiedSchema, codes: [String: CodeTable], units: UnitTable, zone: TimeZoneRules? = nil,
        pathKind: PathKind? = nil, region: BoundingBox? = nil
    ) {
        self.schema = schema
        self.codes = codes
        self.units = units
        self.zone = zone
        self.pathKind = pathKind
        self.region = region
    }
}
