extension DecimalValue {
    /// A magnitude of up to 128 bits brought to lowest form and to 18 digits.
    ///
    /// `sticky` says that the true magnitude is a little more than `magnitude`, by less than one unit of its last place.
    init(
        negative: Bool, magnitude: UInt128, exponent: Int, sticky: Bool = false
    ) throws(DecimalFault) {
        let excess = max(
            PowersOfTen.digitCount(magnitude) - 18, exponent < Self.minExponent ? Self.minExponent - exponent : 0)
        if excess <= 0, !sticky {
            try self.init(negative: negative, magnitude: UInt64(truncatingIfNeeded: magnitude), exponent: exponent)
            return
        }
        let cut = Self.halfEven(magnitude, dropping: max(excess, 0), sticky: sticky)
        if !cut.exact, exponent + max(excess, 0) > 0 { throw .overflow }
        try self.init(negative: negative, magnitude: cut.value, exponent: exponent + max(excess, 0))
    }

    /// A magnitude of up to 64 bits brought to lowest form and to 18 digits.
    init(negative: Bool, magnitude: UInt64, exponent: Int) throws(DecimalFault) {
        var digits = magnitude
        var power = exponent
        if digits >= Self.mantissaLimit || power < Self.minExponent {
            let excess = max(PowersOfTen.digitCount(digits) - 18, Self.minExponent - power)
            let cut = Self.halfEven(UInt128(digits), dropping: excess, sticky: false)
            if !cut.exact, power + excess > 0 { throw .overflow }
            (digits, power) = (cut.value, power + excess)
        }
        if digits == 0 {
            self = .zero
            return
        }
        Self.stripZeros(&digits, &power)
        guard power <= Self.maxExponent, digits < Self.mantissaLimit else { throw .overflow }
        let signed = Int64(digits)
        self.init(canonical: negative ? 0 - signed : signed, exponent: power)
    }

    /// Divides by 10^count, rounding half to even; the result has 18 digits or one more (10^18 itself).
    static func halfEven(_ value: UInt128, dropping count: Int, sticky: Bool) -> (value: UInt64, exact: Bool) {
        guard count < PowersOfTen.wide.count else { return (0, value == 0 && !sticky) }
        let divisor = PowersOfTen.wide[count]
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        var kept = UInt64(truncatingIfNeeded: quotient)
        if count > 0 {
            let half = divisor / 2
            if rest > half || (rest == half && (sticky || kept & 1 == 1)) { kept += 1 }
        }
        return (kept, rest == 0 && !sticky)
    }

    /// Moves the zeros at the end of the digits into the exponent.
    static func stripZeros(_ digits: inout UInt64, _ exponent: inout Int) {
        while digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
    }

    /// The number rounded half to even (GB/T 8170-2008) to `places` digits after the point; negative places round
    /// tens, hundreds and so on.
    public func rounded(places: Int) -> DecimalValue {
        let places = max(min(places, 128), -128)
        let drop = -places - Int(exponent)
        guard drop > 0 else { return self }
        var (digits, _) = Self.halfEven(UInt128(mantissa.magnitude), dropping: drop, sticky: false)
        guard digits != 0 else { return .zero }
        var power = -places
        Self.stripZeros(&digits, &power)
        let signed = Int64(digits)
        return DecimalValue(canonical: isNegative ? 0 - signed : signed, exponent: power)
    }
}
