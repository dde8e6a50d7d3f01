/// Why a quantity cannot be brought to another unit.
public enum UnitFault: Error, Sendable, Equatable {
    /// The units measure different things.
    case dimension(from: String, to: String)
    /// The result cannot be held.
    case number(DecimalFault)
}

extension UnitFault: CustomStringConvertible {
    /// The reason in plain words.
    public var description: String {
        switch self {
        case .dimension(let from, let to): "\(from) cannot become \(to)"
        case .number(let fault): fault.description
        }
    }
}

/// A mistake in the definitions of units; `subject` is the unit or dimension at fault.
public enum UnitProblem: Sendable, Hashable {
    /// The unit's dimension is not defined.
    case unknownDimension(unit: String, dimension: String)
    /// The dimension's base unit is not defined, or is a unit of another dimension.
    case unknownBase(dimension: String, base: String)
    /// The base unit's factor is not 1 or its offset not 0.
    case baseFactor(unit: String)
    /// The factor is not above zero.
    case factor(unit: String)
    /// Two units share a code or a spelling.
    case spelling(String, first: String, second: String)
    /// A dimension is defined twice.
    case duplicateDimension(String)
}

extension UnitProblem: CustomStringConvertible {
    /// The mistake in plain words.
    public var description: String {
        switch self {
        case .unknownDimension(let unit, let dimension): "unit `\(unit)` has the unknown dimension `\(dimension)`"
        case .unknownBase(let dimension, let base): "dimension `\(dimension)` has no unit `\(base)` for its base"
        case .baseFactor(let unit): "base unit `\(unit)` must have factor 1 and no offset"
        case .factor(let unit): "unit `\(unit)` must have a factor above zero"
        case .spelling(let text, let first, let second): "`\(text)` is both `\(first)` and `\(second)`"
        case .duplicateDimension(let name): "dimension `\(name)` is defined twice"
        }
    }
}
