import Model

extension ExprFunction {
    /// Functions of any values.
    static let values: [ExprFunction] = [
        ExprFunction(
            "coalesce", [.any], variadic: true, .any, takesNull: true, "the first value that is not null",
            [#"coalesce(null, "清远", "韶关")"#: "清远"],
            prepare: { binder, call in binder.joined(call).map { call.giving($0) } ?? ExpressionBinder.broken }
        ) { (a) throws(RecordFault) in
            a.first { !$0.isNull } ?? .null
        },
        ExprFunction(
            "null_if", [.text, .text], variadic: true, .text, takesNull: true,
            "null if the first text is one of the others",
            [#"null_if("/", "-", "/")"#: nil, #"null_if("5", "/")"#: "5"]
        ) { (a) throws(RecordFault) in
            a.dropFirst().contains(a[0]) ? .null : a[0]
        },
        ExprFunction(
            "text", [.any], .text,
            "any value as text: numbers plain, days as yyyy-MM-dd, quantities with their unit",
            ["text(1.50)": "1.5", #"text(quantity(2, "mg/L"))"#: "2 mg/L", #"text(days(1.5))"#: "P1DT12H"],
            prepare: { _, call in
                guard case .quantity(let unit, _) = call.bound[0].type else { return call.giving(.text) }
                return call.asking(1) { (a) throws(RecordFault) in .text("\(a.number(0)) \(unit)") }
            }
        ) { (a) throws(RecordFault) in
            .text(a[0].shown)
        },
    ]
}
