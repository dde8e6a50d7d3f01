import Model

/// From one unit to another: (value × factor + delta) ÷ divisor, in exact decimals.
struct UnitConversion: Sendable, Equatable {
    let factor: DecimalValue
    let delta: DecimalValue
    let divisor: DecimalValue

    /// The conversion, or nil between dimensions.
    init?(from source: UnitDefinition, to target: UnitDefinition) {
        guard source.dimension == target.dimension else { return nil }
        let delta = (try? source.offset.subtracting(target.offset)) ?? .zero
        // One multiplication does, where the quotient of the factors has few enough digits to be exact.
        if delta.isZero, let ratio = try? source.factor.divided(by: target.factor),
            (try? ratio.multiplied(by: target.factor)) == source.factor
        {
            factor = ratio
            divisor = .one
        } else {
            factor = source.factor
            divisor = target.factor
        }
        self.delta = delta
    }

    @inline(__always) func callAsFunction(_ value: DecimalValue) throws(DecimalFault) -> DecimalValue {
        var result = factor == .one ? value : try value.multiplied(by: factor)
        if !delta.isZero { result = try result.adding(delta) }
        return divisor == .one ? result : try result.divided(by: divisor)
    }
}

/// The conversions of a field whose unit comes from the record.
final class UnitChoice: Sendable {
    let table: UnitTable
    let target: UnitIndex
    let slot: SlotRef
    /// For each unit of the table; nil for other dimensions.
    private let conversions: [UnitConversion?]

    init(table: UnitTable, target: UnitIndex, slot: SlotRef) {
        self.table = table
        self.target = target
        self.slot = slot
        conversions = table.units.map { UnitConversion(from: $0, to: table[target]) }
    }

    func conversion(from unit: UnitIndex) -> UnitConversion? { conversions[unit.position] }
}
