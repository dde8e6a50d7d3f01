extension DecimalValue: Comparable {
    /// Compares the numbers, exactly.
    public static func < (left: DecimalValue, right: DecimalValue) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let smaller = left.isNegative ? right.magnitude : left
        let larger = left.isNegative ? left.magnitude : right
        return smaller.isBelow(larger)
    }

    /// Compares two numbers that are not negative.
    private func isBelow(_ other: DecimalValue) -> Bool {
        if isZero || other.isZero { return !other.isZero }
        let mine = digitCount + Int(exponent)
        let theirs = other.digitCount + Int(other.exponent)
        if mine != theirs { return mine < theirs }
        // Equal size: the exponents differ by 17 at most, so both fit 128 bits on the smaller exponent.
        let gap = Int(exponent) - Int(other.exponent)
        let left = UInt128(mantissa.magnitude) * PowersOfTen.wide[max(gap, 0)]
        let right = UInt128(other.mantissa.magnitude) * PowersOfTen.wide[max(-gap, 0)]
        return left < right
    }
}
