extension DecimalValue {
    /// The nearest binary floating-point number.
    ///
    /// With a mantissa below 2^53 and a power of ten up to 22 both are exact as `Double`, so one operation rounds once
    /// and right (Clinger 1990); the rest goes through the standard library's correctly rounded text conversion.
    public var doubleValue: Double {
        let power = Int(exponent)
        if mantissa.magnitude < 1 << 53, power >= -22, power <= 22 {
            let digits = Double(mantissa)
            return power < 0 ? digits / Self.exactPowers[-power] : digits * Self.exactPowers[power]
        }
        return Double("\(mantissa)e\(power)") ?? .nan
    }

    /// The shortest decimal that reads back as the same `Double`.
    ///
    /// Throws ``DecimalFault/unexpected(at:)`` for infinities and NaN, ``DecimalFault/overflow`` when out of range.
    public init(double: Double) throws(DecimalFault) {
        guard double.isFinite else { throw .unexpected(at: 0) }
        try self.init(double.description, options: .exponent)
    }

    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
