/// An exact decimal number: `mantissa × 10^exponent`, with at most 18 significant digits.
///
/// Quantities of the unified schema are decimals: `0.1 + 0.2` is `0.3`, and a limit of `1.20` compares equal to `1.2`.
/// The value is always kept in lowest form (the mantissa never ends in 0; zero is `0 × 10^0`), so equality and hashing
/// of the fields are equality and hashing of the number.
///
/// One rule for every result that does not fit 18 digits: fraction digits beyond are rounded half to even
/// (GB/T 8170-2008); integer digits are never rounded away, that is ``DecimalFault/overflow``.
public struct DecimalValue: Sendable, Hashable {
    /// The significant digits with their sign; magnitude below 10^18.
    public let mantissa: Int64
    /// The power of ten, from ``minExponent`` to ``maxExponent``.
    public let exponent: Int16

    /// The smallest power of ten kept; digits below it are rounded off.
    public static let minExponent = -64
    /// The largest power of ten kept; more is an overflow.
    public static let maxExponent = 64
    /// Magnitudes of mantissas stay below this: 10^18.
    static let mantissaLimit: UInt64 = 1_000_000_000_000_000_000

    /// Zero.
    public static let zero = DecimalValue(canonical: 0, exponent: 0)
    /// One.
    public static let one = DecimalValue(canonical: 1, exponent: 0)

    /// Takes fields already in lowest form.
    init(canonical mantissa: Int64, exponent: Int) {
        self.mantissa = mantissa
        self.exponent = Int16(truncatingIfNeeded: exponent)
    }

    /// An integer. Throws ``DecimalFault/overflow`` when it needs more than 18 significant digits.
    public init(_ integer: Int64) throws(DecimalFault) {
        try self.init(negative: integer < 0, magnitude: integer.magnitude, exponent: 0)
    }

    /// `mantissa × 10^exponent`, brought to lowest form.
    public init(mantissa: Int64, exponent: Int) throws(DecimalFault) {
        try self.init(negative: mantissa < 0, magnitude: mantissa.magnitude, exponent: exponent)
    }

    /// Whether the number is zero.
    public var isZero: Bool { mantissa == 0 }

    /// Whether the number is below zero.
    public var isNegative: Bool { mantissa < 0 }

    /// The number with the other sign.
    public var negated: DecimalValue { DecimalValue(canonical: 0 &- mantissa, exponent: Int(exponent)) }

    /// The number without its sign.
    public var magnitude: DecimalValue { isNegative ? negated : self }

    /// How many significant digits the number has; zero has one.
    public var digitCount: Int { mantissa == 0 ? 1 : PowersOfTen.digitCount(mantissa.magnitude) }
}
