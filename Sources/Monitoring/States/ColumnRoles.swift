import Storage

/// What the columns of a file are for who watches values: which of them can be doubted, and which flag speaks of which.
struct ColumnRoles {
    /// What a column is.
    enum Role: Equatable {
        case none
        /// The data flag of a factor.
        case flag(factor: Int32)
        /// A measured value of a factor.
        case value(factor: Int32, isConcentration: Bool)
    }

    private static let concentrations: Set<String> = ["mg/L", "ug/L", "ng/L", "count/L", "mg/m3", "ug/m3", "ng/m3"]
    private static let flows: Set<String> = ["L/s", "m3/s", "m3/h"]
    private var known: [Int32: Role] = [:]
    private var factors: [String: Int32] = [:]

    mutating func role(_ column: Int32, _ reader: SeriesReader) throws -> Role {
        if let role = known[column] { return role }
        let name = try reader.name(of: column)
        let role = role(of: name)
        known[column] = role
        return role
    }

    private mutating func role(of name: SeriesColumnName) -> Role {
        if name.field == FactorReading.flagField { return .flag(factor: number(name.factor)) }
        guard FactorReading.rank(of: name.field) == 1 else { return .none }
        let isConcentration = Self.concentrations.contains(name.unit)
        guard isConcentration || Self.flows.contains(name.unit) else { return .none }
        return .value(factor: number(name.factor), isConcentration: isConcentration)
    }

    private mutating func number(_ factor: String) -> Int32 {
        if let known = factors[factor] { return known }
        let number = Int32(factors.count)
        factors[factor] = number
        return number
    }
}
