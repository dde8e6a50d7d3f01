/// A kind of quantity and the unit its others are converted through.
public struct DimensionDefinition: Sendable, Hashable {
    /// The name in files, `mass_concentration`.
    public let name: String
    /// The code of the unit with factor 1.
    public let base: String

    /// A dimension with its base unit.
    public init(name: String, base: String) {
        self.name = name
        self.base = base
    }
}

/// A unit as `mappings/units.yaml` defines it: a quantity in it times `factor` plus `offset` is the quantity in the base
/// unit of its dimension.
public struct UnitDefinition: Sendable, Hashable {
    /// The code in files and in the store, `mg/L`.
    public let code: String
    /// The dimension's name.
    public let dimension: String
    /// What one of it is in base units.
    public let factor: DecimalValue
    /// What its zero is in base units; zero but for temperatures.
    public let offset: DecimalValue
    /// The Chinese name.
    public let titleZh: String
    /// The English name.
    public let titleEn: String
    /// Other spellings.
    public let aliases: [String]

    /// A unit.
    public init(
        code: String, dimension: String, factor: DecimalValue, offset: DecimalValue = .zero, titleZh: String = "",
        titleEn: String = "", aliases: [String] = []
    ) {
        self.code = code
        self.dimension = dimension
        self.factor = factor
        self.offset = offset
        self.titleZh = titleZh
        self.titleEn = titleEn
        self.aliases = aliases
    }
}

/// A unit's place in its table; cheap to keep in compiled mappings.
public struct UnitIndex: Sendable, Hashable {
    /// The place in ``UnitTable/units``.
    public let position: Int
}
