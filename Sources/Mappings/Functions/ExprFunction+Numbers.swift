import Model

extension ExprFunction {
    /// Functions of numbers.
    static let numbers: [ExprFunction] = [
        ExprFunction("decimal", [.text], .decimal, "the number that a text writes; thousands separators are read") {
            (a) throws(RecordFault) in
            try Self.number(a.text(0))
        },
        ExprFunction("integer", [.text], .integer, "the whole number that a text writes") { (a) throws(RecordFault) in
            let value = try Self.number(a.text(0))
            guard case .number(let number) = value, number.exponent >= 0 else {
                throw Self.notNumber(a.text(0), "a whole number")
            }
            return value
        },
        ExprFunction(
            "round", [.decimal, .integer], optional: 1, .decimal,
            "rounded half to even (GB/T 8170) to so many places, or to a whole number"
        ) {
            (a) throws(RecordFault) in
            .number(a.number(0).rounded(places: a.count > 1 ? a.integer(1) : 0))
        },
        ExprFunction("abs", [.decimal], .decimal, "the number without its sign") { (a) throws(RecordFault) in
            .number(a.number(0).magnitude)
        },
        ExprFunction(
            "min", [.decimal], variadic: true, .decimal, takesNull: true,
            "the smallest of the numbers; null is left out"
        ) {
            (a) throws(RecordFault) in
            Self.extreme(a) { $0 < $1 }
        },
        ExprFunction(
            "max", [.decimal], variadic: true, .decimal, takesNull: true,
            "the greatest of the numbers; null is left out"
        ) {
            (a) throws(RecordFault) in
            Self.extreme(a) { $1 < $0 }
        },
    ]

    private static func extreme(
        _ values: [ExprValue], _ comesFirst: (DecimalValue, DecimalValue) -> Bool
    ) -> ExprValue {
        let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        return numbers.min(by: comesFirst).map { .number($0) } ?? .null
    }

    private static func number(_ text: String) throws(RecordFault) -> ExprValue {
        guard let number = try? DecimalValue(text, options: [.separators, .bareFraction, .exponent]) else {
            throw notNumber(text, "a number")
        }
        return .number(number)
    }

    private static func notNumber(_ text: String, _ what: String) -> RecordFault {
        RecordFault(code: "R2102", message: "not \(what): \"\(RecordFault.cut(text))\"", value: RecordFault.cut(text))
    }

    /// A step of arithmetic as a value or a fault.
    static func arithmetic(
        _ step: () throws(DecimalFault) -> DecimalValue
    ) throws(RecordFault) -> ExprValue {
        do throws(DecimalFault) { return .number(try step()) } catch {
            throw RecordFault(code: "R2110", message: "no result: \(error)")
        }
    }
}
