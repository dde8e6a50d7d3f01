import Model

extension ExprFunction {
    /// Functions that give shorter numbers.
    static let rounding: [ExprFunction] = [
        ExprFunction(
            "round", [.decimal, .integer], optional: 1, .decimal,
            "rounded half to even (GB/T 8170) to so many places, or to a whole number",
            ["round(2.5)": "2", "round(1.235, 2)": "1.24"]
        ) { (a) throws(RecordFault) in
            .number(a.number(0).rounded(places: a.count > 1 ? a.integer(1) : 0))
        },
        ExprFunction(
            "significant", [.decimal, .integer], .decimal,
            "rounded half to even (GB/T 8170) to so many significant digits, at least one",
            ["significant(0.012345, 3)": "0.0123", "significant(98765, 2)": "99000"]
        ) { (a) throws(RecordFault) in
            let number = a.number(0)
            let first = number.digitCount + Int(number.exponent)
            return .number(number.rounded(places: max(1, a.integer(1)) - first))
        },
        ExprFunction(
            "floor", [.decimal], .integer, "the greatest whole number that is not above it", ["floor(-1.5)": "-2"]
        ) { (a) throws(RecordFault) in
            let number = a.number(0)
            let whole = Self.truncated(number)
            guard number.isNegative, whole != number else { return .number(whole) }
            return try Self.arithmetic { () throws(DecimalFault) in try whole.subtracting(.one) }
        },
        ExprFunction(
            "ceil", [.decimal], .integer, "the smallest whole number that is not below it", ["ceil(1.2)": "2"]
        ) { (a) throws(RecordFault) in
            let number = a.number(0)
            let whole = Self.truncated(number)
            guard !number.isNegative, whole != number else { return .number(whole) }
            return try Self.arithmetic { () throws(DecimalFault) in try whole.adding(.one) }
        },
        ExprFunction(
            "trunc", [.decimal], .integer, "the whole number without what stands behind the point",
            ["trunc(-1.9)": "-1"]
        ) { (a) throws(RecordFault) in
            .number(Self.truncated(a.number(0)))
        },
    ]

    /// The number without its fraction.
    private static func truncated(_ number: DecimalValue) -> DecimalValue {
        guard number.exponent < 0 else { return number }
        guard number.exponent > -19 else { return .zero }
        var mantissa = number.mantissa
        for _ in 0..<(-Int(number.exponent)) { mantissa /= 10 }
        return (try? DecimalValue(mantissa)) ?? .zero
    }
}
