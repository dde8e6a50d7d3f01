import Model

/// Sums and products of moments and durations; null with anything missing.
enum TimeArithmetic {
    static func result(
        _ sign: ExpressionSyntax.Operator, _ left: ExprValue, _ right: ExprValue
    ) throws(RecordFault) -> ExprValue {
        switch (sign, left, right) {
        case (.add, .datetime(let moment), .duration(let length)), (.add, .duration(let length), .datetime(let moment)):
            return try later(moment, length)
        case (.subtract, .datetime(let moment), .duration(let length)): return try later(moment, -length)
        case (.subtract, .datetime(let a), .datetime(let b)): return .duration(a.milliseconds - b.milliseconds)
        case (.add, .duration(let a), .duration(let b)): return try length(a + b)
        case (.subtract, .duration(let a), .duration(let b)): return try length(a - b)
        case (.divide, .duration(let a), .duration(let b)):
            return try ExprFunction.arithmetic { () throws(DecimalFault) in
                try DecimalValue(a).divided(by: DecimalValue(b))
            }
        case (.multiply, .duration(let length), .number(let number)),
            (.multiply, .number(let number), .duration(let length)):
            return try scaled(length) { (a) throws(DecimalFault) in try a.multiplied(by: number) }
        case (.divide, .duration(let length), .number(let number)):
            return try scaled(length) { (a) throws(DecimalFault) in try a.divided(by: number) }
        default: return .null
        }
    }

    private static func later(_ moment: Instant, _ length: Int64) throws(RecordFault) -> ExprValue {
        let sum = Instant(milliseconds: moment.milliseconds + length)
        guard sum >= .first, sum <= .last else {
            throw RecordFault(code: "R2110", message: "no result: the moment is beyond the calendar")
        }
        return .datetime(sum)
    }

    /// A duration within ten thousand years, so that sums of two never overflow.
    static func length(_ milliseconds: Int64) throws(RecordFault) -> ExprValue {
        guard milliseconds.magnitude <= UInt64(DurationText.longest) else {
            throw RecordFault(code: "R2110", message: "no result: the duration is longer than ten thousand years")
        }
        return .duration(milliseconds)
    }

    /// A length of time, worked out as a number of milliseconds and rounded to whole ones.
    static func scaled(
        _ milliseconds: Int64, _ step: (DecimalValue) throws(DecimalFault) -> DecimalValue
    ) throws(RecordFault) -> ExprValue {
        guard
            case .number(let product) = try ExprFunction.arithmetic({ () throws(DecimalFault) in
                try step(try DecimalValue(milliseconds)).rounded(places: 0)
            })
        else { return .null }
        // A number beyond 64 bits is beyond the longest duration too.
        return try length((try? Int64(decimal: product.description)) ?? .max)
    }
}
