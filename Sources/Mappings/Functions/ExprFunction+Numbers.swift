import Model

extension ExprFunction {
    /// Functions of numbers. All arithmetic is exact to 18 digits.
    static let numbers: [ExprFunction] = [
        ExprFunction(
            "decimal", [.text], .decimal, "the number that a text writes; thousands separators are read",
            [#"decimal("1,234.50")"#: "1234.5"], rejects: [#"decimal("约5")"#: "R2102"]
        ) { (a) throws(RecordFault) in
            .number(try Self.number(a.text(0)))
        },
        ExprFunction(
            "integer", [.text], .integer, "the whole number that a text writes", [#"integer("012")"#: "12"],
            rejects: [#"integer("1.5")"#: "R2102"]
        ) { (a) throws(RecordFault) in
            let number = try Self.number(a.text(0))
            guard number.exponent >= 0 else { throw Self.notNumber(a.text(0), "a whole number") }
            return .number(number)
        },
        ExprFunction("abs", [.decimal], .decimal, "the number without its sign", ["abs(-1.5)": "1.5"]) {
            (a) throws(RecordFault) in
            .number(a.number(0).magnitude)
        },
        ExprFunction(
            "sign", [.decimal], .integer, "-1, 0 or 1: whether the number is below, at or above zero",
            ["sign(-0.2)": "-1"]
        ) { (a) throws(RecordFault) in
            try Self.count(a.number(0).isZero ? 0 : a.number(0).isNegative ? -1 : 1)
        },
        ExprFunction(
            "mod", [.integer, .integer], .integer,
            "what is left of the first after division by the second, with the sign of the second",
            ["mod(7, 4)": "3", "mod(-1, 4)": "3"], rejects: ["mod(1, 0)": "R2110"]
        ) { (a) throws(RecordFault) in
            let (number, divisor) = (a.integer(0), a.integer(1))
            guard divisor != 0 else { throw RecordFault(code: "R2110", message: "no result: division by zero") }
            let rest = number % divisor
            return try Self.count(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest)
        },
        ExprFunction(
            "between", [.decimal, .decimal, .decimal], .bool,
            "whether the first number is at least the second and at most the third", ["between(7.2, 6, 9)": "true"]
        ) { (a) throws(RecordFault) in
            .bool(a.number(1) <= a.number(0) && a.number(0) <= a.number(2))
        },
        ExprFunction(
            "percent", [.decimal, .decimal], .decimal, "how many hundredths of the second the first is",
            ["percent(3, 8)": "37.5"], rejects: ["percent(1, 0)": "R2110"]
        ) { (a) throws(RecordFault) in
            try Self.arithmetic { () throws(DecimalFault) in
                try a.number(0).divided(by: a.number(1)).multiplied(by: DecimalValue(100))
            }
        },
    ]

    static func number(_ text: String) throws(RecordFault) -> DecimalValue {
        guard let number = try? DecimalValue(text, options: [.separators, .bareFraction, .exponent]) else {
            throw notNumber(text, "a number")
        }
        return number
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
