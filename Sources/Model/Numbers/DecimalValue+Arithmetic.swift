extension DecimalValue {
    /// The product. Exact when it fits 18 significant digits, else by the rule of the type.
    public func multiplied(by other: DecimalValue) throws(DecimalFault) -> DecimalValue {
        let power = Int(exponent) + Int(other.exponent)
        let negative = isNegative != other.isNegative
        let (high, low) = mantissa.magnitude.multipliedFullWidth(by: other.mantissa.magnitude)
        if high == 0 {
            return try DecimalValue(negative: negative, magnitude: low, exponent: power)
        }
        let product = UInt128(high) << 64 | UInt128(low)
        return try DecimalValue(negative: negative, magnitude: product, exponent: power)
    }

    /// The quotient to 18 significant digits, half to even.
    public func divided(by other: DecimalValue) throws(DecimalFault) -> DecimalValue {
        if other.isZero { throw .divisionByZero }
        if isZero { return .zero }
        let power = Int(exponent) - Int(other.exponent)
        let negative = isNegative != other.isNegative
        // A divisor that is a power of ten is the common case of units (mg and g): only the exponent moves.
        if other.mantissa.magnitude == 1 {
            return try DecimalValue(negative: negative, magnitude: mantissa.magnitude, exponent: power)
        }
        // 19 digits or more of quotient: 18 to keep and one to round by; the dividend stays below 10^38.
        let shift = 20 + other.digitCount - digitCount
        let dividend = UInt128(mantissa.magnitude) * PowersOfTen.wide[shift]
        let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: UInt128(other.mantissa.magnitude))
        return try DecimalValue(
            negative: negative, magnitude: quotient, exponent: power - shift, sticky: rest != 0)
    }

    /// The sum. Exact when it fits 18 significant digits, else by the rule of the type.
    public func adding(_ other: DecimalValue) throws(DecimalFault) -> DecimalValue {
        if isZero { return other }
        if other.isZero { return self }
        let (upper, lower) = exponent >= other.exponent ? (self, other) : (other, self)
        let gap = Int(upper.exponent) - Int(lower.exponent)
        // The upper number is scaled as far as 37 digits; what of the lower one lies below that only decides rounding.
        let scale = min(gap, 37 - upper.digitCount)
        let scaled = Int128(upper.mantissa) * Int128(PowersOfTen.wide[scale])
        let (addend, sticky) = Self.flooring(lower.mantissa, dropping: gap - scale)
        let sum = scaled + addend
        let power = Int(upper.exponent) - scale
        // With something left over the true sum lies between `sum` and `sum + 1`.
        let magnitude = sum < 0 && sticky ? (sum + 1).magnitude : sum.magnitude
        return try DecimalValue(negative: sum < 0, magnitude: magnitude, exponent: power, sticky: sticky)
    }

    /// The difference. Exact when it fits 18 significant digits, else by the rule of the type.
    public func subtracting(_ other: DecimalValue) throws(DecimalFault) -> DecimalValue {
        try adding(other.negated)
    }

    /// Divides by 10^count towards minus infinity, and says whether anything was left over.
    private static func flooring(_ value: Int64, dropping count: Int) -> (Int128, Bool) {
        if count == 0 { return (Int128(value), false) }
        guard count < 19 else { return (value < 0 ? -1 : 0, value != 0) }
        let divisor = Int64(PowersOfTen.narrow[count])
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return (Int128(quotient) - (rest < 0 ? 1 : 0), rest != 0)
    }
}
