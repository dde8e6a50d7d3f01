import Model

extension ExprFunction {
    /// Functions of numbers with a unit. The unit is known when the mapping is compiled, so that dimensions are checked
    /// then; `to` converts, `+` and comparisons convert what is on the right.
    static let quantities: [ExprFunction] = [
        ExprFunction(
            "quantity", [.any, .text], .any,
            "a number or text as a quantity in a unit; a unit of the record goes with `to`, as in `quantity($.v, $.unit) to mg/L`",
            [
                #"quantity("0.1", "mg/L") to ug/L"#: "100 ug/L",
                #"quantity(1.5, "mg/L") + quantity(500, "ug/L")"#: "2 mg/L",
            ],
            rejects: [
                #"quantity("无", "mg/L")"#: "R2102", #"quantity(1, upper("x")) to mg/L"#: "R2104",
                #"quantity(1, lower("M")) to mg/L"#: "R2108",
            ],
            making: { binder, call in
                let type = call.bound[0].type
                guard type.fits(.text) || type.fits(.decimal) else {
                    return binder.mismatch("a quantity is made of a number or a text", type, call.arguments[0].range)
                }
                guard let text = call.constant(1) else {
                    return binder.fault(
                        .arguments, "the unit is not known before the records come", call.arguments[1].range,
                        help: "write it in quotes, or say what it becomes: `quantity(x, $.unit) to mg/L`")
                }
                guard let unit = binder.unit(text, call.arguments[1].range) else { return ExpressionBinder.broken }
                return call.asking(1, giving: binder.type(of: unit)) { (a) throws(RecordFault) in
                    .number(try Self.amount(a[0]))
                }
            }),
        ExprFunction(
            "amount", [.any, .text], .decimal, "the number of a quantity in a unit",
            [#"amount(quantity(2, "g/m3"), "ug/L")"#: "2000"],
            rejects: [#"amount(quantity("无", "mg/L"), "mg/L")"#: "R2102"],
            making: { binder, call in
                guard case .quantity(let code, _) = call.bound[0].type, let from = binder.units.unit(code) else {
                    let type = call.bound[0].type
                    return binder.mismatch("`amount` takes a quantity", type, call.arguments[0].range)
                }
                guard let text = binder.constant(call, 1, "unit"),
                    let unit = binder.unit(text, call.arguments[1].range)
                else { return ExpressionBinder.broken }
                let made = binder.convert(call.bound[0], from, unit, call.arguments[1].range)
                return (made.node, made.type == .null ? .null : .decimal)
            }),
    ]

    /// The number of a value that is a number or writes one.
    static func amount(_ value: ExprValue) throws(RecordFault) -> DecimalValue {
        if case .number(let number) = value { return number }
        return try number(value.shown)
    }
}
