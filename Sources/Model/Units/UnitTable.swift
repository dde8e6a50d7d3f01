/// All units with their spellings and exact conversions.
public struct UnitTable: Sendable {
    /// The units in the order of their definition.
    public let units: [UnitDefinition]
    /// The dimensions in the order of their definition.
    public let dimensions: [DimensionDefinition]
    private let spellings: TolerantIndex

    /// A table of the definitions, and all that is wrong with them. A unit at fault stays in the table; of two with one
    /// spelling the first has it.
    public static func build(
        dimensions: [DimensionDefinition], units: [UnitDefinition]
    ) -> (table: UnitTable, problems: [UnitProblem]) {
        var problems = UnitProblem.all(dimensions: dimensions, units: units)
        // Case counts at first: mW and MW are different; only what is left unclear by nothing is found in any case.
        var spellings = TolerantIndex(folds: [UnitSpelling.fold, SpellingFolds.letterCase])
        for (position, unit) in units.enumerated() {
            for spelling in [unit.code] + unit.aliases {
                let old = spellings.insert(Array(spelling.utf8).span, value: Int32(position))
                guard let old, old != position || spelling == unit.code else { continue }
                problems.append(.spelling(spelling, first: units[Int(old)].code, second: unit.code))
            }
        }
        return (UnitTable(units: units, dimensions: dimensions, spellings: spellings), problems)
    }

    private init(units: [UnitDefinition], dimensions: [DimensionDefinition], spellings: TolerantIndex) {
        self.units = units
        self.dimensions = dimensions
        self.spellings = spellings
    }

    /// The unit of a spelling: as written, else with full-width forms, blanks, `㎎`, `μ` and `³` folded, else in any
    /// case if only one unit fits. `scratch` is overwritten.
    public func unit(_ spelling: Span<UInt8>, scratch: inout [UInt8]) -> UnitIndex? {
        spellings.lookup(spelling, scratch: &scratch).map { UnitIndex(position: Int($0)) }
    }

    /// The unit of a spelling.
    public func unit(_ spelling: String) -> UnitIndex? {
        var scratch: [UInt8] = []
        return unit(Array(spelling.utf8).span, scratch: &scratch)
    }

    /// The definition of a unit.
    public subscript(unit: UnitIndex) -> UnitDefinition { units[unit.position] }

    /// Brings a quantity to another unit: exact while the result fits 18 significant digits.
    public func convert(
        _ value: DecimalValue, from source: UnitIndex, to target: UnitIndex
    ) throws(UnitFault) -> DecimalValue {
        if source == target { return value }
        let (from, to) = (units[source.position], units[target.position])
        guard from.dimension == to.dimension else { throw .dimension(from: from.code, to: to.code) }
        do throws(DecimalFault) {
            // Through the base unit: value × factor + offset there, back by the inverse.
            let base = try value.multiplied(by: from.factor).adding(from.offset)
            return try base.subtracting(to.offset).divided(by: to.factor)
        } catch {
            throw .number(error)
        }
    }
}

extension UnitProblem {
    /// All that is wrong with the definitions but for their spellings.
    fileprivate static func all(dimensions: [DimensionDefinition], units: [UnitDefinition]) -> [UnitProblem] {
        var problems: [UnitProblem] = []
        var names: Set<String> = []
        for dimension in dimensions {
            if !names.insert(dimension.name).inserted { problems.append(.duplicateDimension(dimension.name)) }
            let base = units.first { $0.code == dimension.base && $0.dimension == dimension.name }
            guard let base else {
                problems.append(.unknownBase(dimension: dimension.name, base: dimension.base))
                continue
            }
            if base.factor != .one || !base.offset.isZero { problems.append(.baseFactor(unit: base.code)) }
        }
        for unit in units {
            if !names.contains(unit.dimension) {
                problems.append(.unknownDimension(unit: unit.code, dimension: unit.dimension))
            }
            if unit.factor <= .zero { problems.append(.factor(unit: unit.code)) }
        }
        return problems
    }
}
